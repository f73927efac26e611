// The panel: its style under every policy, its keys, its report.

import { allowErrors, bare, eq, expectErrors, frame, ok, origins, page, test, until } from '../lab.js';
import { inspected, TOKENS } from './lib.js';

const STRICT = [
  "default-src 'none'; script-src 'nonce-R4nd0m' 'strict-dynamic' 'wasm-unsafe-eval'; frame-src {{frame}}; base-uri 'none';",
  "form-action 'none'; require-trusted-types-for 'script'; trusted-types ledgerbee-embed",
].join(' ');

const strict = (policy) => bare().policy(policy).providers(TOKENS).embed("src='/embed.js' nonce='R4nd0m'");

/** As in a browser without constructed sheets. */
const OLD = () => {
  const Own = class {
    constructor() { throw new TypeError('Illegal constructor'); }
  };
  Object.assign(window, { CSSStyleSheet: Own });
};

/** Whether the panel has its style; gives it. */
const styled = () => {
  const panel = lab.inspector.all('.panel')[0];
  const style = getComputedStyle(panel);
  eq([style.position, style.display, style.flexDirection], ['fixed', 'flex', 'column']);
  ok(panel.getBoundingClientRect().width > 300, 'it has a size');
  return style;
};

test('the_strictest_policy_lets_it_work', inspected(strict(STRICT)), async () => {
  const f = await frame();
  eq(await f.token('bind', 1), 'bind token');
  await lab.inspector.row('bindToken #1: token of 10');
  ok(lab.inspector.report().includes('token of 10'), 'it reports');
  styled();
  await until(() => lab.inspector.all('.status')[0].textContent === 'The report is on the clipboard.', 'it says so');
  allowErrors('favicon');
});

test(
  'an_old_browser_takes_its_style_by_the_nonce',
  inspected(strict(`${STRICT}; style-src 'nonce-page'`).script(OLD)),
  async () => {
    styled();
    eq(lab.inspector.all('.status')[0].textContent, '');
    allowErrors('favicon');
  },
);

test('a_style_that_is_refused_is_said', inspected(strict(STRICT).script(OLD)), async () => {
  ok(lab.inspector.all('.status')[0].textContent.includes('style-src'), 'it says so');
  expectErrors('csp: style-src');
  allowErrors('favicon', 'Content Security Policy', 'Content-Security-Policy', 'Refused');
});

test(
  'styles_of_the_page_do_not_reach_it',
  inspected(page().before(`<style>
    html > *, body * { display: none !important; color: red !important; font-size: 99px !important; }
    ledgerbee-inspector { display: none !important; }
  </style>`)),
  async () => {
    eq(styled().fontSize, '13px');
    eq(getComputedStyle(document.body).display, 'none');
  },
);

test('keys_do_all_that_a_mouse_does', inspected(page()), async () => {
  const { root, button, all } = lab.inspector;
  const key = (name) => root.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, composed: true }));
  const chosen = () => all('[aria-selected=true]').map((it) => it.textContent.replace(/\d+$/, ''));
  button('Diagram').focus();
  key('ArrowRight');
  eq([chosen(), root.activeElement === button('Frames')], [['Frames'], true]);
  key('End');
  eq(chosen(), ['Doctor']);
  key('ArrowRight');
  eq(chosen(), ['Diagram']);
  key('ArrowLeft');
  eq(chosen(), ['Doctor']);
  eq(all('[role=tab]').map((it) => it.tabIndex), [-1, -1, 0]);
  const panel = all('.panel')[0];
  key('Escape');
  eq([panel.hidden, root.activeElement === all('.pill')[0]], [true, true]);
  root.activeElement.click();
  eq([panel.hidden, root.activeElement === all('[role=tabpanel]')[0]], [false, true]);
  for (const it of all('button')) ok(it.textContent || it.getAttribute('aria-label'), 'it has a name');
});

test('without_a_clipboard_the_report_is_there_to_copy', inspected(page().providers(TOKENS)), async () => {
  Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
  const f = await frame();
  await f.token('bind', 1);
  await lab.inspector.row('bindToken #1');
  lab.inspector.press('Copy report');
  const [area] = lab.inspector.all('textarea');
  ok(area.value.includes('bindToken #1: token of 10') && area.selectionEnd === area.value.length, area.value);
  eq(lab.inspector.copied, []);
  lab.inspector.press('Doctor');
  eq(lab.inspector.all('textarea').length, 0);
});

test(
  'a_check_passes_only_when_it_was_seen_to_work',
  inspected(page().providers('{ fetchBindToken: async () => null }')),
  async () => {
    const { open, passed, survey, report, all } = lab.inspector;
    await survey();
    const state = (id) => (passed().includes(id) ? 'ok' : id in open() ? 'open' : 'wrong');
    eq(['script', 'silence', 'answers', 'messages'].map(state), ['ok', 'open', 'open', 'open']);
    const f = await frame();
    eq(await f.token('bind', 1), null);
    await survey();
    eq(['silence', 'answers', 'messages'].map(state), ['ok', 'open', 'ok']);
    ok(open().answers.includes('fetchBindToken returned null') && report().includes('not tested: Providers return tokens'), open().answers);
    LedgerBee.embed.fetchBindToken = async () => 'token';
    eq(await f.token('bind', 2), 'token');
    await survey();
    eq(state('answers'), 'ok');
    const policy = all('.policy')[0].textContent;
    ok(policy.startsWith('Content-Security-Policy: script-src ') && policy.includes(`'wasm-unsafe-eval'`), policy);
    ok(policy.includes(origins.frame), policy);
  },
);

test('a_provider_given_to_start_is_seen', inspected(bare()), async () => {
  const { start } = await lab.load('/index.js');
  start({ providers: { fetchBindToken: async () => 'token' } });
  const f = await frame();
  eq(await f.token('bind', 1), 'token');
  await lab.inspector.row('bindToken #1: token of 5');
  await lab.inspector.survey();
  ok(lab.inspector.passed().includes('answers'), 'it has been seen');
});

/** A page that is longer than the window, with something to click at both ends. */
const LONG = `<button id="first">first</button><div style="height:3000px"></div><button id="last">last</button>`;
const choose = (place) => {
  const [select] = lab.inspector.all('select');
  select.value = place;
  select.dispatchEvent(new Event('change'));
};
/** Whether a click on an element would reach it, once it is scrolled to. */
const isInReach = (id) => {
  const it = document.getElementById(id);
  it.scrollIntoView({ block: id === 'first' ? 'start' : 'end' });
  window.scrollTo(0, id === 'first' ? 0 : document.documentElement.scrollHeight);
  const { left, top, width, height } = it.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2) === it;
};

test('wherever_it_is_docked_everything_can_be_clicked', inspected(page().body(LONG)), async () => {
  const [panel] = lab.inspector.all('.panel');
  const box = () => panel.getBoundingClientRect();
  for (const place of ['corner', 'bottom', 'right', 'left', 'top', 'corner']) {
    choose(place);
    eq([isInReach('first'), isInReach('last')], [true, true], place);
    ok(box().left >= 0 && box().top >= 0 && box().right <= innerWidth && box().bottom <= innerHeight, `${place} is in the window`);
  }
  choose('right');
  ok(document.body.getBoundingClientRect().right <= box().left, 'the page stands beside it');
  choose('left');
  ok(document.body.getBoundingClientRect().left >= box().right, 'the page stands beside it');
  // Without the room it makes, it would cover the end of the page.
  choose('bottom');
  document.documentElement.style.removeProperty('margin-bottom');
  eq(isInReach('last'), false);
});

test('a_margin_of_the_pages_own_comes_back', inspected(page().body(LONG)), async () => {
  const html = document.documentElement;
  const [panel] = lab.inspector.all('.panel');
  eq(html.style.marginBottom, `${panel.offsetHeight}px`);
  lab.inspector.press('Minimise');
  eq(html.getAttribute('style'), null);
  html.style.setProperty('margin-bottom', '7px', 'important');
  lab.inspector.all('.pill')[0].click();
  ok(html.style.marginBottom !== '7px', 'room');
  lab.inspector.press('Close');
  eq(html.getAttribute('style'), 'margin-bottom: 7px !important;');
});

test('arrow_keys_move_it_within_the_window', inspected(page()), async () => {
  const [panel] = lab.inspector.all('.panel');
  const [handle] = lab.inspector.all('.handle');
  const key = (name, times = 1) => {
    for (let i = 0; i < times; i++) handle.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
    const { left, top } = panel.getBoundingClientRect();
    return [left, top];
  };
  choose('corner');
  const { left, top } = panel.getBoundingClientRect();
  eq(key('ArrowUp'), [left, top - 32]);
  eq(key('ArrowLeft'), [left - 32, top - 32]);
  eq(key('x'), [left - 32, top - 32]);
  eq(key('ArrowLeft', 60), [0, top - 32]);
  eq(key('ArrowUp', 60), [0, 0]);
  eq(key('ArrowRight'), [32, 0]);
  eq(document.documentElement.getAttribute('style'), null, 'a panel that was moved takes no room');
  choose('corner');
  const now = panel.getBoundingClientRect();
  eq([now.left, now.top], [left, top]);
});

test('a_second_script_shows_the_first', inspected(page()), async () => {
  const { root } = lab.inspector;
  lab.inspector.press('Minimise');
  await lab.script({ src: '/inspector.js' });
  eq([document.querySelectorAll('ledgerbee-inspector').length, lab.inspector.root === root], [1, true]);
  eq(lab.inspector.all('.panel')[0].hidden, false);
});
