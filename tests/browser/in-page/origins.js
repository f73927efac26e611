// Whose messages count, and where answers go (docs/protocol.md, "Frames that are served").

import {
  allowErrors, bare, diagnostics, element, eq, events, expectWarnings, frame, loadOf, named, origins, page, settle, test,
  textOf, until,
} from './lab.js';

/** A frame that is refused: nothing is asked or answered, and the author is told once. */
const isRefused = async (f, code) => {
  await f.ask('bind', 'r');
  await f.post({ type: 'pageLoaded' });
  await f.post({ type: 'resize', height: 77 });
  eq([await f.inbox(), calls, LedgerBee.bridge.frames(), f.element.style.height], [[], [], [], '']);
  eq(diagnostics(f.element), Array(4).fill(code));
  eq(named('pageLoaded'), []);
  expectWarnings(code);
};

test('a_frame_without_the_marker_is_ignored', page().held(), async () => {
  const [f, other] = [await frame(), await frame({ 'data-ledgerbee-pricing': null })];
  await f.ask('bind', 'r');
  await other.ask('bind', 'r');
  await other.post({ type: 'pageLoaded' });
  await other.post('garbage');
  eq([calls.length, await other.inbox(), events], [1, [], []]);
  calls[0].give('token');
  eq((await f.answer('r')).token, 'token');
  eq(await other.inbox(), []);
});

test('a_frame_inside_the_frame_is_ignored', page().held(), async () => {
  const f = await frame();
  const before = lab.total();
  await f.run(() => {
    const nested = document.createElement('iframe');
    nested.src = `/frame?say=${encodeURIComponent(JSON.stringify({ type: 'requestBindToken', requestId: 'r' }))}`;
    document.body.append(nested);
  });
  await until(() => lab.total() > before);
  await settle();
  eq([calls, events, await f.inbox()], [[], [], []]);
  eq(lab.count(f.window), 0);
});

test('the_page_itself_is_ignored', page().held(), async () => {
  await frame();
  window.postMessage({ type: 'requestBindToken', requestId: 'r' }, '*');
  window.postMessage({ type: 'pageLoaded' }, '*');
  await until(() => lab.count(window) === 2);
  eq([calls, events], [[], []]);
});

test('a_message_event_made_by_a_script_is_ignored', page().held(), async () => {
  const f = await frame();
  for (const type of ['requestBindToken', 'pageLoaded', 5]) {
    window.dispatchEvent(new MessageEvent('message', {
      source: f.window, origin: origins.frame, data: { type, requestId: 'r' } }));
  }
  await settle();
  eq([calls, events], [[], []]);
  await f.ask('bind', 'r');
  eq(calls.length, 1);
});

test('a_message_port_is_no_window', page().held(), async () => {
  const f = await frame();
  const before = lab.total();
  await f.run(() => {
    const { port1, port2 } = new MessageChannel();
    parent.postMessage('port', '*', [port1]);
    port2.postMessage({ type: 'pageLoaded' });
  });
  await until(() => lab.total() > before);
  eq([diagnostics(), named('pageLoaded')], [['malformed-message'], []]);
});

test('a_frame_that_left_its_origin_is_heard_no_more', page().held(), async () => {
  const f = await frame();
  await f.navigate(`${origins.foreign}/frame`);
  await f.ask('bind', 'r');
  await f.post({ type: 'pageLoaded' });
  eq([calls, await f.inbox()], [[], []]);
  eq(diagnostics(f.element), ['origin-mismatch', 'origin-mismatch']);
  await f.navigate(`${origins.frame}/frame`);
  await f.ask('bind', 'r');
  eq(calls.length, 1, 'and is heard again when it is back');
});

test('an_answer_does_not_reach_who_took_the_frames_place', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 'r');
  await f.navigate(`${origins.foreign}/frame`);
  calls[0].give('lbk-secret');
  await settle();
  eq(await f.inbox(), []);
});

test('a_src_changed_and_changed_back_drops_what_was_asked', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 'r');
  await f.change((it) => {
    const { src } = it;
    it.src = `${origins.foreign}/frame`;
    it.src = src;
  });
  await until(() => calls[0].signal.aborted);
  calls[0].give('lbk-secret');
  eq(await f.inbox(), []);
  await f.ask('bind', 'r');
  calls[1].give('fresh');
  eq((await f.answer('r')).token, 'fresh');
});

test(
  'a_src_changed_in_the_providers_own_task_drops_the_answer',
  page().script(() => {
    window.LedgerBee = { embed: { fetchBindToken: async ({ frame }) => {
    const { src } = frame; frame.src = `${lab.origins.foreign}/blank`; frame.src = src; return 'lbk-secret'; } } };
  }),
  async () => {
    const f = await frame();
    const loaded = loadOf(f.element);
    await f.run('setTimeout(() => parent.postMessage({ type: "requestBindToken", requestId: 1 }, "*"), 0)');
    await loaded;
    await f.connect();
    eq(await f.inbox(), []);
  },
);

test('a_src_of_another_path_of_the_same_origin_keeps_what_was_asked', page().held(), async () => {
  const f = await frame();
  await f.ask('bind', 'r');
  await f.change((it) => { it.src = `${origins.frame}/frame?2`; });
  calls[0].give('token');
  eq((await f.answer('r')).token, 'token');
  eq(calls[0].signal.aborted, false);
});

test('an_untrusted_src_is_refused', page().public().held(), async () => {
  await isRefused(await frame(), 'untrusted-origin');
});

test('a_sandbox_without_same_origin_is_refused', page().held(), async () => {
  await isRefused(await frame({ sandbox: 'allow-scripts' }), 'sandboxed-frame');
});

test('a_sandbox_with_same_origin_is_served', page().held(), async () => {
  const f = await frame({ sandbox: 'allow-scripts Allow-Same-Origin allow-forms' });
  await f.ask('bind', 'r');
  eq([calls.length, events], [1, []]);
});

test('a_srcdoc_is_refused_whatever_the_src_says', page().held(), async () => {
  const srcdoc = await textOf('/frame');
  await isRefused(await frame({ srcdoc: srcdoc.replace(/location.search/g, '""') }), 'srcdoc-frame');
});

test('a_blob_is_refused', page().held(), async () => {
  const blob = new Blob([await textOf('/frame')], { type: 'text/html' });
  await isRefused(await frame({ src: URL.createObjectURL(blob) }), 'untrusted-origin');
});

test('a_frame_whose_address_is_to_come_is_no_mistake', page().held(), async () => {
  document.body.append(element({ src: null }), element({ src: 'about:blank' }), element({ src: 'about:srcdoc' }));
  await settle();
  eq(diagnostics(), Array(3).fill('untrusted-origin'));
  eq(LedgerBee.bridge.frames(), []);
});

test('an_empty_address_is_none', page().held(), async () => {
  const it = element({ src: '' });
  document.body.append(it);
  await settle();
  eq(LedgerBee.bridge.frames(), [], 'it shows about:blank, not the page');
  eq(diagnostics(), ['untrusted-origin']);
});

test('only_the_tenants_portals_are_trusted_on_the_internet', page().public(), async () => {
  const rows = [
    ['https://acme.portal.ledgerbee.com/embed/pro-plan', true],
    ['HTTPS://ACME.Portal.LedgerBee.com:443/', true],
    ['https://a-1.portal.ledgerbee.com', true],
    ['https://\u24d0cme.portal.ledgerbee.com', true],
    ['http://acme.portal.ledgerbee.com/', false],
    ['https://acme.portal.ledgerbee.com:8443/', false],
    ['https://portal.ledgerbee.com/', false],
    ['https://.portal.ledgerbee.com/', false],
    ['https://a.b.portal.ledgerbee.com/', false],
    ['https://a_b.portal.ledgerbee.com/', false],
    ['https://acme.portal.ledgerbee.com./', false],
    ['https://acme.portal.ledgerbee.com.evil.example/', false],
    ['https://evil.example/acme.portal.ledgerbee.com', false],
    ['https://acme.portal.ledgerbee.com@evil.example/', false],
    ['https://evilportal.ledgerbee.com/', false],
    ['https://' + 'a'.repeat(63) + '.portal.ledgerbee.com/', true],
    ['blob:https://acme.portal.ledgerbee.com/1', false],
    ['data:text/html,https://acme.portal.ledgerbee.com', false],
    ['//acme.portal.ledgerbee.com/', false],
    ['https://127.0.0.1/', false],
    ['https://localhost/', false],
  ];
  for (const [src, isServed] of rows) {
    // Hidden and lazy: never loaded.
    const it = element({ src, loading: 'lazy', style: 'display:none' });
    document.body.append(it);
    await settle();
    eq([src, LedgerBee.bridge.frames().includes(it)], [src, isServed]);
    it.remove();
  }
  expectWarnings('untrusted-origin');
  allowErrors('Not allowed to load local resource: blob:');
});

test('the_scripts_own_origin_is_trusted', bare().public().held().embed("src='{{frame}}/embed.js'"), async () => {
  const f = await frame();
  await f.ask('bind', 'r');
  eq(calls.length, 1);
  const g = await frame({ src: `${origins.foreign}/frame` });
  await g.ask('bind', 'r');
  eq([calls.length, await g.inbox()], [1, []]);
  expectWarnings('untrusted-origin');
});

test(
  'a_copy_at_another_path_says_nothing_about_its_origin',
  bare().public().held().embed("src='{{frame}}/copy/embed.js'"),
  async () => {
    await isRefused(await frame(), 'untrusted-origin');
  },
);

test('the_pages_own_origin_is_no_portal', page().public().held(), async () => {
  await isRefused(await frame({ src: '/frame' }), 'untrusted-origin');
});

test(
  'listed_origins_are_the_only_ones',
  page()
    .with(`
      data-portal-origins=' {{foreign}}
      {{named}} '
    `)
    .held(),
  async () => {
    const [f, g, h] = [await frame(), await frame({ src: `${origins.foreign}/frame` }),
      await frame({ src: `${origins.named}/frame` })];
    for (const it of [f, g, h]) await it.ask('bind', 'r');
    eq(calls.map(({ frame }) => frame), [g.element, h.element]);
    eq(LedgerBee.bridge.frames(), [g.element, h.element]);
    eq(await f.inbox(), []);
    expectWarnings('untrusted-origin');
  },
);

test('without_a_list_a_name_without_tls_is_refused', page().held(), async () => {
  await isRefused(await frame({ src: `${origins.named}/frame` }), 'untrusted-origin');
});

test('an_empty_list_trusts_nobody', page().with("data-portal-origins=''").held(), async () => {
  await isRefused(await frame(), 'untrusted-origin');
});

test(
  'what_is_no_origin_is_left_out_of_the_list',
  page()
    .with("data-portal-origins='{{frame}}/ {{frame}}/frame 127.0.0.1 * {{foreign}} https://x.example:443'")
    .held(),
  async () => {
    eq(diagnostics(), ['invalid-option']);
    const [f, g] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
    await f.ask('bind', 'r');
    await g.ask('bind', 'r');
    eq(calls.map(({ frame }) => frame), [g.element]);
    expectWarnings('invalid-option', 'untrusted-origin');
  },
);
