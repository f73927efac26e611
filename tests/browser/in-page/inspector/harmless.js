// The page goes as it goes without the inspector. Both are compared in ../../tests/browser/inspector.rs.

import { eq, errors, expectErrors, expectWarnings, frame, ok, origins, page, test } from '../lab.js';
import { inspected, TOKENS } from './lib.js';

/** Every name of an event that somebody listens to from here on. */
const LISTENED = () => {
  window.listened = [];
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (name, ...rest) {
    listened.push(String(name));
    return add.call(this, name, ...rest);
  };
};

/** Getters that throw, and names that hide members of `document`. */
const HOSTILE = () => {
  document.addEventListener('DOMContentLoaded', () => {
    document.body.insertAdjacentHTML('beforeend', '<div id=shadowing><img name=querySelectorAll><img name=currentScript><form name=documentElement></form></div>');
  });
  window.LedgerBee = { get embed() { throw new Error('own'); } };
};

/** Has a frame post all that a message can be, and can hold. */
const speakOddly = () => {
  const holes = [, 1];
  /** @type {Record<string, unknown>} */
  const cyclic = {};
  cyclic.cyclic = cyclic;
  const odd = [undefined, null, 0, NaN, 1n, '', 'x'.repeat(1e5), true, [], holes, {}, cyclic, new Map([[1, 2]]), new Date(NaN), /x/,
    new Error('x'), new Uint8Array(9)];
  for (const data of odd) parent.postMessage(data, '*');
  const types = ['requestBindToken', 'resize', 'checkoutConfirmed', 'ledgerbee:embed:', 'ledgerbee:embed:diagnostic', '__proto__', 'constructor'];
  for (const type of [...odd, ...types]) {
    for (const value of odd) parent.postMessage({ type, requestId: value, height: value, status: value, __proto__: null }, '*');
  }
};

test('nothing_a_page_is_makes_it_throw', inspected(page().script(HOSTILE)), async () => {
  const f = await frame();
  const g = await frame({ 'data-ledgerbee-pricing': null });
  for (const it of [f, g]) {
    await it.run(speakOddly);
    await it.post({ type: 'pageLoaded' });
  }
  dispatchEvent(new MessageEvent('message', { data: { type: 'pageLoaded' }, source: f.window, origin: origins.frame }));
  for (const detail of [5, 'x', true, {}, { code: 5 }, { code: 'x', frame: 5 }]) {
    for (const name of ['diagnostic', 'pageLoaded']) dispatchEvent(new CustomEvent(`ledgerbee:embed:${name}`, { detail }));
  }
  window.LedgerBee = Object.freeze({ embed: Object.freeze({ fetchBindToken: () => 'x' }) });
  await f.token('bind', 'frozen');
  window.LedgerBee = new Proxy({}, { getOwnPropertyDescriptor() { throw new Error('own'); }, get() { throw new Error('own'); } });
  await f.token('bind', 'proxy');
  f.element.remove();
  document.querySelector('#shadowing').remove();
  await lab.inspector.survey();
  ok(lab.inspector.everything().length > 1000, 'it shows something');
  expectWarnings('provider-failed');
});

test(
  'a_mistake_of_its_own_is_said_once_and_stays_its_own',
  inspected(page().providers(TOKENS).script(() => {
    window.spoil = () => { Object.keys = () => { throw new Error('own'); }; };
  })),
  async () => {
    const f = await frame();
    const { keys } = Object;
    spoil();
    await f.ask('bind', 1);
    await f.ask('bind', 2);
    Object.keys = keys;
    eq([(await f.answer(1)).token, (await f.answer(2)).token], ['bind token', 'bind token']);
    eq(errors.filter((it) => it.includes('ledgerbee-inspector')).length, 1);
    expectErrors('ledgerbee-inspector: a mistake of its own');
  },
);

test('it_listens_for_few_names_that_frames_make_up', inspected(page().script(LISTENED)), async () => {
  const names = (start) => Array.from({ length: 40 }, (_, index) => `ledgerbee:embed:${start}${'x'.repeat(index + 1)}`);
  const others = (start) => listened.filter((it) => it.startsWith(`ledgerbee:embed:${start}`));
  const stranger = await frame({ 'data-ledgerbee-pricing': null });
  for (const type of names('stranger')) await stranger.post({ type });
  eq(others('stranger'), []);
  const f = await frame();
  await f.post({ type: 'ledgerbee:embed:status' });
  for (const type of names('marked')) await f.post({ type });
  eq([others('marked').length, others('status')], [16, []]);
});

test('closed_it_leaves_nothing_behind', inspected(page().providers(TOKENS)), async () => {
  const { fetchBindToken } = LedgerBee.embed;
  const f = await frame();
  await f.token('bind', 1);
  lab.inspector.press('Close');
  eq([document.querySelector('ledgerbee-inspector'), Object.getOwnPropertySymbols(window).filter((it) => String(it).includes('inspector'))], [null, []]);
  eq([await f.token('bind', 2), LedgerBee.embed.fetchBindToken === fetchBindToken], ['bind token', true]);
  const first = lab.inspector.root;
  await lab.script({ src: '/inspector.js' });
  ok(lab.inspector.root !== first && lab.inspector.root.isConnected, 'another one opens');
});
