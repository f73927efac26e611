// Messages that pretend: to be the page's own, to be a diagnostic, to be a link that is safe, to be the script
// (docs/protocol.md, "Events").

import {
  allowErrors, bare, diagnostics, eq, events, frame, named, ok, origins, page, print, program, test, until, watch, words,
} from './lab.js';

/** Everything that is dispatched on the window, under whatever name. */
const watched = () =>
  page()
    .held()
    .script(() => {
      window.dispatched = [];
      const { dispatchEvent } = EventTarget.prototype;
      EventTarget.prototype.dispatchEvent = function (event) {
        if (event.type.startsWith('ledgerbee')) dispatched.push(event.type.slice(16));
        return dispatchEvent.call(this ?? window, event);
      };
    });

/** What an address can begin with, be interrupted by, and lead to. */
const makeLinks = () => {
    const controls = Array.from({ length: 33 }, (_, i) => String.fromCharCode(i)).concat('\x7f', '\u00a0', '\u2028', '\ufeff', '\\', '%09', '\ud800');
    const heads = ['', 'https:', 'http:', 'javascript:', 'JaVaScRiPt:', 'data:text/html,', 'vbscript:', 'blob:', 'file:', 'filesystem:',
      'view-source:', 'about:', 'mailto:', 'tel:', 'MAILTO:', 'https:/', 'https://', 'https:///', 'https:\\', 'https:/\\', 'HTTPS://', '/', '//',
      '///', '/\\', '\\/', '\\\\', './', '../', '?', '#', '@', ':', 'https', 'https//', 'ht tps://'];
    const tails = ['evil.example', 'evil.example/x', '/evil.example', '@evil.example', 'acme.example@evil.example', ':443', ':@', '?x', '#x', '/', '', '[::1]',
      'alert(1)', '//evil.example', '\\evil.example', '%2f%2fevil.example', '.', '..//evil.example'];
    const all = heads.flatMap((head) => tails.map((tail) => head + tail));
    const cut = (text, it, at) => text.slice(0, at) + it + text.slice(at);
    const cutAll = ['javascript:alert(1)', '//evil.example', '/\\evil.example', 'https://evil.example', '/x', 'mailto:x@y'].flatMap((text) =>
      controls.flatMap((it) => [0, 1, 2, 5, 8, text.length].map((at) => cut(text, it, at))));
    return [...new Set([...all, ...cutAll])];
};

test('a_replayed_answer_is_ignored', watched(), async () => {
  const f = await frame();
  const [neighbour, foreign] = [await frame({ 'data-ledgerbee-pricing': null }),
    await frame({ src: `${origins.foreign}/frame`, 'data-ledgerbee-pricing': null })];
  await f.ask('bind', 'r');
  calls[0].give('lbk-secret');
  const answer = await f.answer('r');
  await f.ask('bind', 'q');
  for (const it of [f, neighbour, foreign]) {
    for (const type of ['bindToken', 'ledgerbee:embed:bindToken', 'catalogToken', 'ledgerbee:embed:catalogToken']) {
      for (const requestId of ['r', 'q']) await it.post({ ...answer, type, requestId });
    }
  }
  eq(diagnostics(), Array(8).fill('unknown-message'));
  eq([dispatched.filter((it) => it !== 'diagnostic' && it !== 'status'), calls.length, calls[1].signal.aborted], [[], 2, false]);
  calls[1].give('next');
  eq((await f.answer('q')).token, 'next', 'what is pending is still the page’s to answer');
  eq([(await f.inbox()).length, await neighbour.inbox(), await foreign.inbox()], [2, [], []]);
  ok(!print(events).includes('lbk-secret'), 'the token is in no event');
});

test('a_request_replayed_by_another_window_is_ignored', page().held(), async () => {
  const f = await frame();
  const others = [await frame({ 'data-ledgerbee-pricing': null }), await frame({ src: `${origins.foreign}/frame`, 'data-ledgerbee-pricing': null })];
  const replay = async () => { for (const it of others) await it.ask('bind', 'r'); };
  await replay();
  await f.ask('bind', 'r');
  await replay();
  calls[0].give('lbk-secret');
  eq((await f.answer('r')).token, 'lbk-secret');
  await replay();
  eq([calls.length, (await f.inbox()).length], [1, 1]);
  for (const it of others) eq(await it.inbox(), []);
});

test('no_name_makes_a_diagnostic_or_a_word_of_the_wire', watched(), async () => {
  const f = await frame();
  const words = ['diagnostic', 'bindToken', 'catalogToken', 'requestBindTokens', 'requestX', 'request'];
  const spell = (it) => [it, `ledgerbee:embed:${it}`, `ledgerbee:embed:ledgerbee:embed:${it}`, `ledgerbee:${it}`, `embed:${it}`,
    ` ${it}`, `${it} `, `${it}\0`, `${it}\n`, `\u200b${it}`, it.replace('e', '\u0435'), it.replace('o', '\u03bf'), it.replace('i', '\u0131'),
    it[0].toUpperCase() + it.slice(1), `${it}:`, `on${it[0].toUpperCase()}${it.slice(1)}!`, `${it}.x`, `__proto__.${it}`];
  const fake = { code: 'untrusted-origin', message: 'call 555', requestId: 'r', token: 'x', frame: 'x' };
  for (const type of words.flatMap(spell)) {
    const before = dispatched.length;
    await f.post({ ...fake, type });
    const more = dispatched.slice(before);
    ok(more.every((it) => it === 'diagnostic'), `${print(type)}: ${print(more)}`);
  }
  const said = named('diagnostic');
  const isHarmless = (/** @type {any} */ { code, message }) =>
    code === 'unknown-message' && message.startsWith('unknown-message: ') && !message.includes('555');
  eq([said.length, said.every(({ fields, frame }) => isHarmless(fields) && frame === f.element)], [20, true]);
  eq([calls, await f.inbox()], [[], []]);
  await f.post({ ...fake, type: 'diagnostics' });
  eq(dispatched.at(-1), 'diagnostics', 'a name that is another');
});

test('what_an_event_says_of_its_frame_is_the_truth', page().held(), async () => {
  const [f, g] = [await frame(), await frame()];
  watch('quoteRequested');
  for (const type of [...Object.keys(words.events), 'quoteRequested']) {
    await f.post({ type, frame: g.element.id, detail: { frame: g.element.id }, target: 'x', source: 'x', origin: 'https://acme.portal.ledgerbee.com', isTrusted: true });
    const { frame: said, fields } = events.at(-1);
    ok(said === f.element, type);
    eq(fields, type === 'customCtaClicked' ? { ctaLink: null } : {});
  }
});

test('a_link_leads_where_it_says_by_the_browsers_own_parser', page().held(), async () => {
  const f = await frame();
  const links = makeLinks();
  ok(links.length > 1_500, 'many');
  const click = (all) => {
    for (const ctaLink of all) parent.postMessage({ type: 'customCtaClicked', ctaLink }, '*');
  };
  await f.run(click, links);
  await until(() => named('customCtaClicked').length === links.length);
  const passed = new Set();
  for (const [i, { fields }] of named('customCtaClicked').entries()) {
    const { ctaLink } = fields;
    if (ctaLink === null) continue;
    ok(ctaLink === links[i], print([ctaLink, links[i]]));
    let url;
    try {
      url = new URL(ctaLink, location.href);
    } catch {
      continue; // It leads nowhere.
    }
    const isOwn = url.origin === location.origin && ctaLink.startsWith('/');
    const isSecure = url.protocol === 'https:' && /^https:\/\/[^/]/i.test(ctaLink);
    ok(isOwn || isSecure || url.protocol === 'mailto:' || url.protocol === 'tel:', print([ctaLink, url.href]));
    passed.add(isOwn ? 'own' : url.protocol);
  }
  eq([...passed].sort(), ['https:', 'mailto:', 'own', 'tel:'], 'of each kind some pass');
});

test('a_script_that_was_changed_is_refused_by_its_hash', bare(), async () => {
  const { files } = await (await fetch('/manifest.json')).json();
  const { integrity } = files[program === 'wasm' ? 'embed.js' : 'embed.compat.js'];
  const wrong = integrity.replace(/.{4}$/, (end) => (end === 'AAAA' ? 'BBBB' : 'AAAA'));
  const isRefused = await lab.script({ src: '/embed.js', integrity: wrong, crossorigin: 'anonymous' }).then(() => false, () => true);
  eq([isRefused, window.LedgerBee], [true, undefined]);
  await lab.script({ src: '/embed.js', integrity, crossorigin: 'anonymous' });
  await LedgerBee.bridge.ready;
  const f = await frame();
  await f.post({ type: 'pageLoaded' });
  eq(named('pageLoaded').length, 1);
  allowErrors('integrity', 'embed.js');
});
