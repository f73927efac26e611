// Frames that come, move, change and go (docs/protocol.md, "Frames that are served").

import {
  diagnostics, element, eq, events, expectWarnings, frame, loadOf, named, ok, origins, page, settle, shadowRoot, stub,
  test, TOKEN, until,
} from './lab.js';

const direct = () => page().providers(TOKEN);

test(
  'a_frame_in_the_markup_is_served',
  direct().body("<iframe id='m' src='{{frame}}/frame' data-ledgerbee-pricing></iframe>"),
  async () => {
    const f = await stub(document.getElementById('m'));
    eq(await f.token('bind', 1), 'token');
    eq(LedgerBee.bridge.frames(), [f.element]);
  },
);

test(
  'a_frame_under_a_base_address_is_pinned_by_it',
  direct()
    .after("<base href='{{frame}}/some/where'>")
    .body("<iframe id='m' src='../frame' data-ledgerbee-pricing></iframe>"),
  async () => {
    const f = await stub(document.getElementById('m'));
    eq(await f.token('bind', 1), 'token');
  },
);

test('frames_come_deep_in_a_tree_in_the_order_of_the_document', direct(), async () => {
  const box = document.createElement('div');
  box.append(element(), document.createElement('p'), element());
  box.firstChild.before(element({ 'data-ledgerbee-pricing': 'any value' }));
  box.querySelector('p').append('text', element({ 'data-ledgerbee-pricing': null }), element());
  document.body.prepend(box);
  eq(LedgerBee.bridge.frames().map(({ id }) => id), ['f3', 'f1', 'f5', 'f2'], 'at once');
  for (const it of LedgerBee.bridge.frames()) eq(await (await stub(it)).token('bind', 1), 'token');
  box.remove();
  eq(LedgerBee.bridge.frames(), []);
});

test('a_marker_that_comes_later_counts_from_then_on', direct(), async () => {
  const f = await frame({ 'data-ledgerbee-pricing': null });
  await f.ask('bind', 1);
  eq(await f.inbox(), []);
  f.element.setAttribute('data-ledgerbee-pricing', '');
  eq(await f.token('bind', 1), 'token');
  f.element.removeAttribute('data-ledgerbee-pricing');
  await f.ask('bind', 2);
  eq([await f.answers(2), events], [[], []]);
});

test('a_frame_that_is_moved_works_with_its_new_window', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 'r');
  const old = f.window;
  await f.change((it) => { const box = document.createElement('div'); document.body.append(box); box.append(it); });
  ok(f.window !== old, 'a new window');
  await until(() => calls[0].signal.aborted);
  calls[0].give('old');
  eq(await f.inbox(), []);
  await f.ask('bind', 'r');
  calls[1].give('new');
  eq((await f.answer('r')).token, 'new');
});

test('a_frame_moved_with_its_window_keeps_what_it_asked', page().held(), async () => {
  if (!Element.prototype.moveBefore) return;
  const f = await frame();
  await f.ask('bind', 'r');
  const box = document.createElement('div');
  document.body.append(box);
  const { window } = f;
  box.moveBefore(f.element, null);
  await settle();
  ok(f.window === window, 'the same window');
  calls[0].give('token');
  eq((await f.answer('r')).token, 'token');
});

test('a_frame_that_is_removed_is_forgotten', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 'r');
  f.element.remove();
  calls[0].give('token');
  await until(() => calls[0].signal.aborted);
  eq([LedgerBee.bridge.frames(), events], [[], []]);
  document.body.append(f.element);
  await f.connect();
  await f.ask('bind', 'r');
  calls[1].give('again');
  eq((await f.answer('r')).token, 'again');
});

test('many_frames_come_and_go', direct(), async () => {
  for (let round = 0; round < 5; round++) {
    const all = await Promise.all(Array.from({ length: 8 }, () => frame()));
    eq(await Promise.all(all.map((f) => f.token('bind', 1))), Array(8).fill('token'));
    document.body.replaceChildren();
    eq(LedgerBee.bridge.frames(), []);
  }
  eq(events, []);
});

test('an_address_that_comes_later_counts', direct(), async () => {
  const it = element({ src: null });
  document.body.append(it);
  await settle();
  it.src = `${origins.frame}/frame`;
  const f = await stub(it);
  eq(await f.token('bind', 1), 'token');
  eq(diagnostics(), ['untrusted-origin']);
});

test('a_srcdoc_that_comes_later_ends_it_and_its_end_begins_it_again', direct(), async () => {
  const f = await frame();
  const loaded = loadOf(f.element);
  f.element.setAttribute('srcdoc', '<p>x');
  await loaded;
  await until(() => diagnostics().length === 1);
  eq(diagnostics(), ['srcdoc-frame']);
  eq(LedgerBee.bridge.frames(), []);
  // Firefox may stay with the srcdoc it no longer has, until it is led on.
  await f.change((it) => { it.removeAttribute('srcdoc'); it.src = it.src; });
  eq(await f.token('bind', 1), 'token');
  expectWarnings('srcdoc-frame');
});

test('a_sandbox_that_comes_later_ends_it', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 'r');
  f.element.setAttribute('sandbox', 'allow-scripts');
  await until(() => calls[0].signal.aborted);
  calls[0].give('token');
  eq(await f.inbox(), []);
  eq(diagnostics(), ['sandboxed-frame']);
  f.element.removeAttribute('sandbox');
  await f.ask('bind', 'r2');
  eq(calls.length, 2);
  expectWarnings('sandboxed-frame');
});

test('a_shadow_root_is_served_only_if_it_is_observed', direct(), async () => {
  const root = shadowRoot('open');
  const f = await frame({}, root);
  await f.ask('bind', 1);
  eq([await f.inbox(), events, LedgerBee.bridge.frames()], [[], [], []]);
  LedgerBee.bridge.observe(root);
  eq(LedgerBee.bridge.frames(), [f.element]);
  eq(await f.token('bind', 1), 'token');
  const g = await frame({}, root);
  eq(await g.token('bind', 1), 'token');
  g.element.remove();
  eq(LedgerBee.bridge.frames(), [f.element]);
  root.host.remove();
  eq(LedgerBee.bridge.frames(), []);
});

test('a_closed_shadow_root_can_be_observed_too', direct(), async () => {
  const root = shadowRoot('closed');
  LedgerBee.bridge.observe(root);
  LedgerBee.bridge.observe(root);
  const f = await frame({}, root);
  eq(await f.token('bind', 1), 'token');
  await f.post({ type: 'pageLoaded' });
  eq(named('pageLoaded').length, 1);
});

test('what_is_no_shadow_root_of_this_document_is_not_observed', page(), async () => {
  const other = document.implementation.createHTMLDocument();
  const host = other.createElement('div');
  other.body.append(host);
  for (const root of [null, undefined, 5, {}, document, document.body, window, host.attachShadow({ mode: 'open' })]) {
    LedgerBee.bridge.observe(root);
  }
  eq(diagnostics(), Array(8).fill('invalid-option'));
  expectWarnings('invalid-option');
});

test('a_frame_that_is_silent_for_ten_seconds_is_reported', page().fakeClock(), async () => {
  const silent = element({ src: `${origins.frame}/blank` });
  const loaded = new Promise((resolve) => { silent.onload = resolve; });
  document.body.append(silent);
  await loaded;
  await lab.skip(9_900);
  eq(diagnostics(), []);
  await lab.skip(200);
  eq(diagnostics(silent), ['frame-silent']);
  await lab.skip(30_000);
  eq(diagnostics(), ['frame-silent'], 'once');
});

test('a_frame_that_has_spoken_is_not', page().fakeClock(), async () => {
  const f = await frame();
  await f.change((it) => { it.src += '?2'; });
  await f.post({ type: 'pageLoaded' });
  await lab.skip(30_000);
  eq(diagnostics(), []);
});

test('a_refused_frame_is_not_reported_as_silent', page().fakeClock(), async () => {
  await frame({ sandbox: 'allow-scripts' });
  await lab.skip(30_000);
  eq(diagnostics(), ['sandboxed-frame']);
  expectWarnings('sandboxed-frame');
});
