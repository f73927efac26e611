// What the inspector sees for itself, beside what the embed reports.
import { addressOf, originOf, type Frame } from '../frames';
import { find } from '../platform';
import { isEmbed } from '../tags';
import { everyKind, KINDS, showUrl } from '../words';
import { finding, reported, type Facts, type Finding } from './finding';

/** The script: there, loaded, once. */
export function examineScripts({ embed, tags, policy }: Facts): Finding[] {
  const found: Finding[] = [];
  const [failed] = policy.failed;
  if (embed.program === 'failed') {
    const what = `the embed has no program: ${embed.failure || 'none could be loaded'}`;
    found.push(finding('no-program', { level: 'fault', what, fix: 'Allow it in the page’s Content Security Policy.' }));
  } else if (!embed.bridge && failed) {
    const fix = 'Open the address in a tab. If the Content Security Policy refuses it, the next check says so.';
    found.push(finding('script-failed', { level: 'fault', what: `${showUrl(failed)} could not be loaded`, fix }));
  } else if (!embed.bridge && document.readyState === 'complete') {
    const what = tags.length ? 'the script tag is there, but the embed does not run: it was stopped, or has not loaded yet' : 'the embed does not run: there is no script tag for it, and start() was not called';
    const fix = 'Add <script src="https://<your portal>/embed.js" async></script>, or call start().';
    found.push(finding('no-embed', { level: 'fault', what, fix }));
  }
  if (tags.length > 1) {
    const what = `${tags.length} script tags load the embed: ${tags.map(({ address }) => showUrl(address)).join(', ')}`;
    found.push(finding('double-script', { level: 'warning', what, fix: 'Keep one of them. Options of the others are merged into it.' }));
  }
  return found;
}

/** The Content-Security-Policy, by what it has refused. */
export function examineCode(facts: Facts): Finding[] {
  const { policy, frames } = facts;
  const found: Finding[] = [];
  const origins = frames.map(({ origin }) => origin);
  for (const { directive, blocked } of policy.refused) {
    if (directive.startsWith('script-src') && isEmbed(blocked)) {
      const fix = `Add ${new URL(blocked).origin} to script-src, or give the tag the page’s nonce.`;
      found.push(finding('csp-script', { level: 'fault', what: `script-src refuses ${showUrl(blocked)}`, fix }));
    }
    if (/^(frame|child|default)-src$/.test(directive) && origins.includes(originIn(blocked))) {
      const origin = originIn(blocked);
      found.push(finding('csp-frame', { level: 'fault', what: `${directive} refuses ${origin}`, fix: `Add ${origin} to frame-src.` }));
    }
  }
  const isRefused = policy.refused.some(({ blocked }) => blocked === 'wasm-eval');
  const [wasm = isRefused ? finding('wasm-unavailable') : undefined] = reported(facts, 'wasm-unavailable');
  return wasm ? [...found, wasm] : found;
}

/** What a sandboxed surface needs; without the first it shows nothing. */
const FLAGS: readonly (readonly [flag: string, target: RegExp, what: string])[] = [
  ['allow-scripts', /./, 'run'],
  ['allow-forms', /./, 'send the checkout’s form'],
  ['allow-popups', /^(?!inline$|callback$|_top$)/, 'open the checkout in a new tab'],
  ['allow-top-navigation-by-user-activation', /^_top$/, 'open the checkout in this tab'],
];

/** The frames: marked, allowed, with what they need. */
export function examineFrames({ frames, tags }: Facts): Finding[] {
  const marked = frames.filter(({ isMarked }) => isMarked);
  const found = frames.flatMap((frame) => (frame.isMarked ? examineFrame(frame, tags.some(hasList)) : examineUnmarked(frame)));
  if (marked.length === 0 && document.readyState === 'complete') {
    const what = 'no iframe on this page has data-ledgerbee-pricing';
    found.push(finding('no-frame', { level: 'note', what, fix: 'Mark the portal’s iframe, if one should be here.' }));
  }
  return found;
}

const hasList = ({ attributes }: { attributes: string[] }): boolean => attributes.includes('data-portal-origins');

function examineUnmarked({ number, heard }: Frame): Finding[] {
  if (!heard) return [];
  const what = 'an iframe sends a portal’s messages, but has no data-ledgerbee-pricing';
  return [finding('unmarked-frame', { level: 'fault', what, fix: 'Add the attribute data-ledgerbee-pricing to it.', frame: number })];
}

function examineFrame(frame: Frame, isListed: boolean): Finding[] {
  const { element, number, standing } = frame;
  switch (standing) {
    case 'served':
      return examineSandbox(frame);
    case 'unobserved': {
      const what = 'it is in a shadow root that the embed does not observe';
      return [finding('unobserved-frame', { level: 'fault', what, fix: 'Call LedgerBee.bridge.observe(root), or start({ root }).', frame: number })];
    }
    case 'untrusted-origin': {
      const address = addressOf(element);
      if (!address) return [finding('no-address', { level: 'note', what: 'it has no src yet', fix: 'Set src.', frame: number })];
      const list = isListed ? '; the tag’s data-portal-origins lists the trusted ones' : '';
      const what = `the origin of its src, ${originOf(address)}, is not trusted${list}`;
      return [finding(standing, { what, frame: number })];
    }
    case 'sandboxed-frame':
    case 'srcdoc-frame':
      return [finding(standing, { frame: number })];
    default:
      return [];
  }
}

function examineSandbox({ element, number }: Frame): Finding[] {
  if (!element.hasAttribute('sandbox')) return [];
  const target = new URL(addressOf(element)).searchParams.get('target') ?? 'new tab';
  const flags = FLAGS.filter(([flag, targets]) => targets.test(target) && !allows(element.sandbox, flag));
  return flags.map(([flag, , what]) => {
    const level = flag === 'allow-scripts' ? 'fault' : 'warning';
    return finding('sandbox-flag', { level, what: `its sandbox lacks ${flag}, so it can’t ${what}`, fix: `Add ${flag} to sandbox, or remove sandbox.`, frame: number });
  });
}

const allows = (sandbox: DOMTokenList, flag: string): boolean =>
  sandbox.contains(flag) || (flag.startsWith('allow-top-') && sandbox.contains('allow-top-navigation'));

/** The providers: where the embed looks, and functions. */
export function examineProviders({ providers, embed }: Facts): Finding[] {
  if (!embed.bridge) return [];
  const found: Finding[] = [];
  const outer = find(window, 'LedgerBee')?.value ?? (window as { LedgerBee?: unknown }).LedgerBee;
  if (outer instanceof Element || outer instanceof HTMLCollection) {
    const fix = 'Rename that element, and set window.LedgerBee = { embed: … }.';
    found.push(finding('clobbered', { level: 'fault', what: 'window.LedgerBee is an element of that name or id', fix }));
  }
  const places = everyKind().map((kind) => ({ ...providers.place(kind), name: KINDS[kind].provider }));
  for (const { state, name } of places) {
    if (state !== 'no-function') continue;
    found.push(finding('provider-shape', { level: 'fault', what: `${name} is not a function`, fix: 'Set the function itself, not its result.' }));
  }
  const names = places.map(({ name }) => name);
  for (const key of Object.keys(places[0]?.holder ?? {})) {
    const meant = names.find((name) => name !== key && name.toLowerCase() === key.toLowerCase().replace(/[^a-z]/g, ''));
    if (meant) found.push(finding('provider-name', { level: 'fault', what: `LedgerBee.embed has a misspelled ${meant}`, fix: `Spell it ${meant}.` }));
  }
  const misplaced = names.find((name) => find(outer, name));
  if (misplaced) {
    const what = `${misplaced} is on LedgerBee, but the embed looks on LedgerBee.embed`;
    found.push(finding('provider-place', { level: 'fault', what, fix: 'Move it to LedgerBee.embed.' }));
  }
  return found;
}

/** The origin of an address; empty if it has none. */
export function originIn(address: string): string {
  try {
    return new URL(address).origin;
  } catch {
    return '';
  }
}
