// Every type that can be posted, in every place of a message, and data that is built to hurt: nothing throws, nothing
// passes, and the next message is served (docs/protocol.md, "On the wire").

import { eq, frame, named, ok, page, print, test, textOf, until } from './lab.js';

/** The counts of reports on the console, which, unlike the events, have no limit. */
const debugged = () =>
  page()
    .with('data-debug')
    .probed()
    .providers("{ fetchBindToken: ({ requestId }) => { calls.push(requestId); return 'token'; } }")
    .script(() => {
      window.calls = [];
      window.said = (code) => lab.infos.filter((it) => it.includes(code)).length;
      const isPassed = ({ name }) => !['diagnostic', 'pageLoaded'].includes(name);
      window.passed = () => lab.events.filter(isPassed).map(({ name, fields }) => [name, fields]);
    });

/** Has a frame post values in every place of a message, and says what came of each. */
const everywhere = (list) => async () => {
  const f = await frame();
  const lists = await f.run(await textOf('/page/file/clones.js'));
  ok(lists[0].length > 60 && lists[1].length > 12, 'types');
  // A browser may refuse to unpack a message, or give nothing in its place.
  let came = [];
  const hear = ({ type, data }) => came.push(type === 'messageerror' ? 'nothing' : data === null ? 'null' : 'all');
  for (const it of ['message', 'messageerror']) addEventListener(it, (/** @type {any} */ event) => { if (event.source === f.window) hear(event); });
  const memory = probe.bytes();
  for (const name of lists[list]) {
    const before = [said('malformed-message'), said('unknown-message'), passed().length];
    const end = named('pageLoaded').length + 1;
    came = [];
    const isThere = await f.run('return postEverywhere(data)', name);
    await until(() => named('pageLoaded').length === end, name);
    if (!isThere) continue;
    eq([name, came.length], [name, 7]);
    // A text is no message, no id and no height; as a type it is one that nobody knows.
    const isText = /text/.test(name);
    const rules = ['malformed', isText ? 'unknown' : 'malformed', 'malformed', 'malformed', 'checkoutConfirmed', 'customCtaClicked'];
    const wanted = rules.map((rule, i) => ({ all: rule, null: 'malformed', nothing: 'nothing' })[came[i]]);
    const count = (rule) => wanted.filter((it) => it === rule).length;
    const events = Object.entries({ checkoutConfirmed: {}, customCtaClicked: { ctaLink: null } }).filter(([it]) => count(it));
    eq([name, said('malformed-message') - before[0], said('unknown-message') - before[1], passed().slice(before[2])],
      [name, count('malformed'), count('unknown'), events]);
  }
  eq([calls, await f.inbox(), f.element.style.height], [[], [], '']);
  eq(await f.token('bind', 'after'), 'token');
  ok(probe.bytes() - memory < 1e6, 'a little memory is enough for the largest message');
  const g = await frame();
  eq(await g.token('bind', 'after'), 'token');
};

test('every_type_in_every_place', debugged(), everywhere(0));

test('what_is_huge_deep_or_endless_in_every_place', debugged(), everywhere(1));

test('numbers_at_the_edges', debugged(), async () => {
  const f = await frame();
  const rows = [[-0, 1], [2 ** 31, 1], [-(2 ** 31) - 1, 1], [2 ** 32, 1], [2 ** 53 - 1, 1], [1 - 2 ** 53, 1],
    [2 ** 53, 0], [-(2 ** 53), 0], [2 ** 63, 0], [-(2 ** 64), 0], [Number.MAX_VALUE, 0], [-Number.MAX_VALUE, 0],
    [Number.MIN_VALUE, 0], [Number.EPSILON, 0], [0.1, 0], [4_294_967_295.5, 0], [Infinity, 0], [-Infinity, 0], [NaN, 0]];
  for (const [requestId, isId] of rows) {
    const before = [calls.length, said('malformed-message')];
    await f.ask('bind', requestId);
    if (isId) ok(Object.is((await f.answer(requestId)).requestId, requestId), print(requestId));
    eq([requestId, calls.length - before[0], said('malformed-message') - before[1]], [requestId, isId, 1 - isId]);
    await f.post({ type: 'resize', height: requestId });
    if (requestId !== requestId) continue;
    const like = document.createElement('div');
    like.style.height = `${Math.min(Math.max(requestId, 0), 20_000)}px`;
    eq([requestId, f.element.style.height], [requestId, like.style.height]);
  }
  eq(said('malformed-message'), rows.filter(([, isId]) => !isId).length + 1, 'and NaN is no height');
});

test('texts_that_no_author_writes', debugged(), async () => {
  const f = await frame();
  const texts = ['\0', 'a\0', '\0'.repeat(128), '\ud800', '\udfff\ud800', 'pageLoaded\0', '\ufeffpageLoaded',
    'pageLoaded\u200b', '\u202epageLoaded', 'p\u0430geLoaded', '\uff50ageLoaded', '\u2028', '\x1b[31m', '\r\n', '%00', '&#0;',
    '\ud83d\ude00'.repeat(64), 'e\u0301', '${1}', '</script>', "'", '\\', '\t', ' '];
  for (const text of texts) {
    const before = [said('unknown-message'), passed().length];
    await f.post({ type: text });
    await f.post({ type: `ledgerbee:embed:${text}` });
    await f.post({ type: 'checkoutConfirmed', planVersionId: text, planItemId: text, vanity: text, status: text, subscriptionId: text });
    await f.post({ type: 'customCtaClicked', ctaLink: `https://a/${text}` });
    const link = passed().at(-1)[1].ctaLink;
    eq([text, said('unknown-message') - before[0], passed().slice(before[1], -1)], [text, 2, [['checkoutConfirmed', {}]]]);
    eq(link, /[\0- \x7f\\]/.test(text) ? null : `https://a/${text}`);
    await f.ask('bind', text);
    ok((await f.answer(text)).requestId === text, print(text));
  }
  eq(calls, texts);
  eq([said('malformed-message'), f.element.style.height], [0, '']);
});

test('keys_named_like_what_every_object_has', debugged(), async () => {
  const f = await frame();
  const names = [...Object.getOwnPropertyNames(Object.prototype), ...Object.getOwnPropertyNames(Function.prototype),
    ...Object.getOwnPropertyNames(Array.prototype), 'then', 'toJSON', 'detail', 'isTrusted', 'origin', 'source', 'prototype', '__wbg_ptr'];
  const before = Object.getOwnPropertyNames(Object.prototype).length;
  for (const value of ['x', null, { polluted: 1 }, [], 5]) {
    await f.run(`const message = JSON.parse('{ "type": "checkoutConfirmed", "vanity": "v", "__proto__": { "status": "s" } }');
      for (const name of data[0]) Object.defineProperty(message, name, { value: data[1], enumerable: true, configurable: true });
      parent.postMessage(message, '*');
      parent.postMessage({ ...message, type: 'requestBindToken', requestId: '__proto__', vanity: 1 }, '*');`, [names, value]);
    const { token } = await f.answer('__proto__');
    eq([token, passed().at(-1)], ['token', ['checkoutConfirmed', { vanity: 'v' }]]);
    await f.change((it) => it.setAttribute('src', it.src));
  }
  for (const name of names) await f.post({ type: name });
  eq([({}).polluted, ({}).status, Object.getOwnPropertyNames(Object.prototype).length], [undefined, undefined, before]);
  eq([calls.length, await f.inbox()], [5, []]);
});
