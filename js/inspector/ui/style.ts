/** The panel's look; a constructed sheet, which a policy without `style-src` lets through. */
export const STYLE = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important;
  inset: auto !important;
  width: 0 !important;
  height: 0 !important;
  z-index: 2147483647 !important;
}
* { box-sizing: border-box; margin: 0; padding: 0; }
.root {
  --ink: #1c2530; --quiet: #5a6675; --ground: #ffffff; --raised: #f4f6f9; --line: #d5dce5;
  --accent: #8a5a00; --good: #0b6b4f; --bad: #b3261e; --warn: #8a5a00; --shadow: #0f172a40;
  color-scheme: light dark;
  color: var(--ink);
  font: 13px/1.45 system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  .root {
    --ink: #e8edf4; --quiet: #a3afbf; --ground: #141b26; --raised: #1d2634; --line: #344154;
    --accent: #f2b84b; --good: #5fd3ae; --bad: #ffb4ab; --warn: #f2b84b; --shadow: #00000099;
  }
}
.panel, .pill {
  position: fixed; right: 12px; bottom: 12px;
  color: var(--ink); background: var(--ground);
  border: 1px solid var(--line); box-shadow: 0 8px 32px var(--shadow);
}
.panel {
  display: flex; flex-direction: column; overflow: hidden;
  width: min(700px, calc(100vw - 24px)); height: min(540px, 70vh);
  border-radius: 12px;
}
.panel[data-place=bottom], .panel[data-place=top] { left: 0; right: 0; width: auto; height: min(360px, 45vh); border-radius: 0; }
.panel[data-place=bottom] { bottom: 0; }
.panel[data-place=top] { top: 0; bottom: auto; }
.panel[data-place=right], .panel[data-place=left] { top: 0; bottom: 0; width: min(440px, 50vw); height: auto; border-radius: 0; }
.panel[data-place=right] { right: 0; }
.panel[data-place=left] { left: 0; right: auto; }
.panel[data-place=moved] { right: auto; bottom: auto; }
.handle { cursor: move; touch-action: none; }
select { min-height: 28px; padding: 2px 4px; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: 7px; font: inherit; }
.pill { padding: 8px 14px; border-radius: 999px; font: inherit; font-weight: 600; cursor: pointer; }
[hidden] { display: none !important; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; padding: 8px 8px 4px 14px; background: var(--raised); }
h1 { font-size: 14px; }
header .quiet { flex: 1; min-width: 0; }
.quiet, .empty, .note, time { color: var(--quiet); }
button {
  min-width: 28px; min-height: 28px; padding: 2px 9px;
  color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 7px;
  font: inherit; cursor: pointer;
}
button:hover { background: var(--line); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
[role=tablist] { display: flex; gap: 4px; padding: 0 8px; background: var(--raised); border-bottom: 1px solid var(--line); }
[role=tab] { border: 0; border-bottom: 3px solid transparent; border-radius: 0; padding: 4px 10px; }
[role=tab][aria-selected=true] { border-bottom-color: var(--accent); font-weight: 600; }
.badge { display: inline-block; min-width: 18px; margin-left: 5px; padding: 0 5px; border-radius: 9px; color: var(--ground); background: var(--bad); font-size: 11px; text-align: center; }
[role=tabpanel] { flex: 1; overflow: auto; overscroll-behavior: contain; }
.diagram { --t: 66px; --f: 8%; --p: 42%; --v: 82%; }
ol, ul { list-style: none; }
.rows > li, .diagram > .head { display: flex; }
time { flex: 0 0 var(--t); padding: 6px 8px 0 0; text-align: right; font-variant-numeric: tabular-nums; font-size: 12px; }
.lanes {
  position: relative; flex: 1; min-width: 0; padding: 5px 8px 3px 0;
  background:
    linear-gradient(var(--line), var(--line)) calc(var(--f)) 0 / 1px 100% no-repeat,
    linear-gradient(var(--line), var(--line)) calc(var(--p)) 0 / 1px 100% no-repeat,
    linear-gradient(var(--line), var(--line)) calc(var(--v)) 0 / 1px 100% no-repeat;
}
.diagram > .head { position: sticky; top: 0; z-index: 1; height: 27px; margin-left: var(--t); background: var(--ground); box-shadow: calc(-1 * var(--t)) 0 var(--ground); border-bottom: 1px solid var(--line); font-weight: 600; }
.diagram > .head span { position: absolute; transform: translateX(-50%); }
.head span:nth-child(1) { left: var(--f); }
.head span:nth-child(2) { left: var(--p); }
.head span:nth-child(3) { left: var(--v); }
.text, .note { padding-left: calc(var(--a) + 9px); overflow-wrap: anywhere; }
.text { padding-right: 4px; }
.note { font-size: 12px; }
.label, .note { background: var(--ground); background-clip: content-box; }
.label { font-family: ui-monospace, monospace; font-size: 12px; }
.arrow { position: relative; height: 9px; margin-left: var(--a); width: var(--w); color: var(--tone); }
.arrow::before { content: ''; position: absolute; top: 4px; left: 0; right: 0; height: 1.5px; background: currentColor; }
.arrow::after { content: ''; position: absolute; top: .5px; border: 4px solid transparent; }
li { --tone: var(--quiet); }
li[data-tone=good] { --tone: var(--good); }
li[data-tone=bad] { --tone: var(--bad); }
li[data-tone=bad] .note, [data-tone=bad].label { color: var(--bad); }
li[data-tone=quiet] .label { color: var(--quiet); }
[data-way="frame page"], [data-way="page frame"] { --a: var(--f); --w: calc(var(--p) - var(--f)); }
[data-way="page provider"], [data-way="provider page"] { --a: var(--p); --w: calc(var(--v) - var(--p)); }
[data-way="frame page"] .arrow::after, [data-way="page provider"] .arrow::after { right: 0; border-right: 0; border-left: 8px solid currentColor; }
[data-way="page frame"] .arrow::after, [data-way="provider page"] .arrow::after { left: 0; border-left: 0; border-right: 8px solid currentColor; }
[data-way="page page"] { --a: var(--p); --w: 0px; }
[data-way="frame frame"] { --a: var(--f); --w: 0px; }
[data-way="page page"] .arrow, [data-way="frame frame"] .arrow { position: absolute; top: 10px; }
[data-way="page page"] .arrow::after, [data-way="frame frame"] .arrow::after { top: 0; left: -4px; border: 0; width: 9px; height: 9px; border-radius: 50%; background: currentColor; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.chip { padding: 0 5px; border-radius: 5px; background: var(--raised); border: 1px solid var(--line); font-size: 11px; font-weight: 600; }
.count { color: var(--quiet); }
.empty { padding: 8px 14px; }
.empty:empty { display: none; }
.view { padding: 10px 14px; }
.card { margin-bottom: 8px; padding: 8px 10px; border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 8px; overflow-wrap: anywhere; }
.card[data-level=fault] { --tone: var(--bad); }
.card[data-level=warning] { --tone: var(--warn); }
[data-level=fault], strong[data-tone=bad] { color: var(--bad); }
[data-level=warning] { color: var(--warn); }
.card[data-level] { color: inherit; }
strong[data-tone=good] { color: var(--good); }
.address, code { font-family: ui-monospace, monospace; font-size: 12px; }
code { color: var(--quiet); }
.fix::before { content: 'What to do: '; font-weight: 600; }
.fix:empty { display: none; }
.passed li, .open li { padding: 2px 0; color: var(--quiet); }
.open li::before { content: '\\25CB'; margin-right: 8px; }
.view h2 { margin-top: 12px; font-size: 13px; }
.policy { margin: 4px 0; font-size: 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
.passed li::before { content: '\\2713'; margin-right: 8px; color: var(--good); font-weight: 700; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin-top: 12px; overflow-wrap: anywhere; }
dt { color: var(--quiet); }
.status { padding: 4px 14px; border-top: 1px solid var(--line); color: var(--quiet); }
.status:empty { display: none; }
textarea { width: 100%; height: 100%; min-height: 160px; padding: 10px 14px; color: inherit; background: var(--ground); border: 0; font: 12px/1.4 ui-monospace, monospace; }
@media (max-width: 600px) {
  .panel:not([data-place=moved]) { left: 0; right: 0; top: auto; bottom: 0; width: auto; height: 50vh; border-width: 1px 0 0; border-radius: 12px 12px 0 0; }
  .panel[data-place=top] { top: 0; bottom: auto; border-width: 0 0 1px; border-radius: 0 0 12px 12px; }
  .panel[data-place=moved] { height: 50vh; }
  .pill { right: 8px; bottom: 8px; }
  header .quiet { flex-basis: 100%; order: 2; }
  header h1 { flex: 1; }
  .diagram { --t: 56px; }
  time { padding-right: 4px; font-size: 11px; }
  dl { grid-template-columns: 1fr; }
}
@media (forced-colors: active) {
  .root {
    --ink: CanvasText; --quiet: CanvasText; --ground: Canvas; --raised: Canvas; --line: CanvasText;
    --accent: Highlight; --good: CanvasText; --bad: CanvasText; --warn: CanvasText; --shadow: transparent;
    forced-color-adjust: none;
  }
  button:hover { background: transparent; outline: 2px solid Highlight; }
}
@media print { .root { display: none; } }
`;
