// Pages that have put something of their own in the place of what the language and the browser bring: older libraries do,
// and so do polyfills.

import { bare, diagnostics, eq, frame, ok, page, settle, test, until } from './lab.js';

/** Has a provider replace what `list` gives, in which `fail` is what throws, before it answers. */
const replacing = (list) => {
  const fail = () => { throw new Error('own'); };
  // For as long as the microtasks of one task: the driver and the lab need what the page has broken.
  const replace = () => {
    const all = list(fail);
    const before = all.map(([holder, name]) => [holder, name, Object.getOwnPropertyDescriptor(holder, name)]);
    for (const [holder, name, value] of all) Object.defineProperty(holder, name, { value, configurable: true, writable: true });
    let ticks = 20;
    const tick = () => {
      if (ticks--) return queueMicrotask(tick);
      for (const [holder, name, descriptor] of before) Object.defineProperty(holder, name, descriptor);
      window.isRestored = true;
    };
    tick();
  };
  window.LedgerBee = {
    embed: {
      fetchBindToken() {
        const token = Promise.resolve('token');
        replace();
        return token;
      },
    },
  };
};

/**
 * What is put in the place of what: holder, name, value. `fail` is what throws.
 *
 * @type {[string, (fail: () => never) => [object, string, unknown][]][]}
 */
const REPLACED = [
  ['nothing', () => []],
  // A bound function takes its arguments as a list.
  [
    'bind_that_takes_a_list',
    () => {
      /** @this {Function} */
      function bind(on, args) {
        return (...own) => this.apply(on, args === undefined ? own : [args].flat());
      }
      return [[Function.prototype, 'bind', bind]];
    },
  ],
  ['bind_that_throws', (fail) => [[Function.prototype, 'bind', fail]]],
  ['then_that_throws', (fail) => [[Promise.prototype, 'then', fail]]],
  ['then_that_forgets', () => [[Promise.prototype, 'then', () => {}]]],
  [
    'then_that_answers_at_once',
    () => {
      const then = (answer) => {
        answer('other');
        answer('other');
      };
      return [[Promise.prototype, 'then', then]];
    },
  ],
  ['promise', (fail) => [[window, 'Promise', class { static resolve() { fail(); } static allSettled() { fail(); } }]]],
  ['methods_of_lists', (fail) => ['shift', 'unshift', 'pop', 'splice', 'concat'].map((name) => [Array.prototype, name, fail])],
];
for (const [name, list] of REPLACED) {
  test(name, page().script(replacing, list), async () => {
    const f = await frame();
    eq([await f.token('bind', 1), await f.token('bind', 2)], ['token', 'token']);
    eq([(await f.inbox()).length, diagnostics(), isRestored], [2, [], true]);
  });
}

/**
 * What only the embed needs, so that a page can go without it for good, and what its providers then have as a signal.
 *
 * @type {[string, () => void, string][]}
 */
const BROKEN = [
  ['abort_controller_that_is_gone', () => { window.AbortController = undefined; }, 'undefined'],
  [
    'abort_controller_that_throws',
    () => {
      const Own = class {
        get signal() { throw new Error('own'); }
        abort() { throw new Error('own'); }
      };
      Object.assign(window, { AbortController: Own });
    },
    'undefined',
  ],
  ['proxy_that_is_gone', () => { window.Proxy = undefined; }, '[object AbortSignal]'],
  ['proxy_that_throws', () => { Object.assign(window, { Proxy: class { constructor() { throw new Error('own'); } } }); }, '[object AbortSignal]'],
  ['set_prototype_of_that_throws', () => { Object.setPrototypeOf = () => { throw new Error('own'); }; }, '[object AbortSignal]'],
];
for (const [name, breaks, signal] of BROKEN) {
  const broken = page()
    .with('data-provider-timeout=500')
    .script(breaks)
    .providers('{ fetchBindToken: async ({ signal }) => `${signal}`, fetchCatalogToken: () => ({ then() {} }) }');
  test(name, broken, async () => {
    const f = await frame();
    eq([await f.token('bind', 1), await f.token('catalog', 2)], [signal, null]);
    eq([await f.token('bind', 3), diagnostics()], [signal, ['provider-timeout']]);
  });
}

/** The page's own `AbortController` does this whenever one is made. */
const withController = (makes) =>
  page()
    .script((makes) => {
      window.calls = 0;
      const Own = class extends AbortController {
        constructor() {
          super();
          makes();
        }
      };
      Object.assign(window, { AbortController: Own });
    }, makes)
    .providers("{ fetchBindToken: () => { calls++; return 'token'; } }");

test('abort_controller_that_stops_the_embed', withController(() => LedgerBee.bridge.stop()), async () => {
  const f = await frame();
  eq(await f.token('bind', 1), null);
  await settle();
  eq([(await f.inbox()).length, calls], [1, 0]);
});

test('abort_controller_that_only_looks', withController(() => LedgerBee.bridge.frames()), async () => {
  const f = await frame();
  eq(await f.token('bind', 1), 'token');
  await settle();
  eq([(await f.inbox()).length, calls], [1, 1]);
});

/** A page whose provider keeps every context it is called with, and gives what this does. */
const keepingContexts = (give) => {
  const keep = (give) => {
    window.contexts = [];
    window.LedgerBee = {
      embed: {
        fetchBindToken(context) {
          contexts.push(context);
          return give();
        },
      },
    };
  };
  return page().script(keep, give);
};

test(
  'inherited_setters_see_no_token_and_keep_none',
  page().script(() => {
    window.seen = [];
    const names = [0, 1, 2, 'next', 'to', 'sender', 'window', 'origin', 'answer', 'token', 'made', 'signal'];
    const holders = [Array.prototype, Object.prototype];
    const each = (work) => holders.forEach((holder) => names.forEach((name) => work(holder, name)));
    window.LedgerBee = { embed: { fetchBindToken: async ({ requestId }) => {
      if (requestId !== 1) return 'lbk-secret';
      each((holder, name) => Object.defineProperty(holder, name, {
        get() { seen[seen.length + 3] = { ...this }; },
        set(value) { seen[seen.length + 3] = value; },
        configurable: true,
      }));
      setTimeout(() => each((holder, name) => { delete holder[name]; }), 300);
      return 'lbk-secret';
    } } };
  }),
  async () => {
    const f = await frame();
    await f.ask('bind', 1);
    await lab.sleep(400);
    eq(await f.token('bind', 2), 'lbk-secret');
    eq((await f.answers(1)).map(({ token }) => token), ['lbk-secret']);
    ok(!JSON.stringify(seen).includes('lbk-secret'), seen);
  },
);

test(
  'accessors_that_keep_what_is_put_into_a_list_keep_no_answer',
  page().script(() => {
    window.seen = /** @type {any} */ ({});
    window.LedgerBee = { embed: { fetchBindToken: ({ requestId }) => {
      seen[requestId] = true;
      const kept = {};
      [() => undefined, () => kept[1], () => kept[2]].forEach((get, index) =>
        Object.defineProperty(Array.prototype, index, { get, set(value) { kept[index] = value; }, configurable: true }));
      return `token ${requestId}`;
    } } };
  }),
  async () => {
    const f = await frame();
    await f.ask('bind', 1);
    await f.ask('bind', 2);
    await f.ask('bind', 3);
    await until(() => seen[1] && seen[2] && seen[3]);
    for (const index of [0, 1, 2]) delete Array.prototype[index];
    for (const id of [1, 2, 3]) eq((await f.answers(id)).map(({ token }) => token), [`token ${id}`]);
  },
);

test(
  'a_promise_with_a_then_of_its_own_is_a_promise',
  page().providers("{ fetchBindToken: () => Object.assign(Promise.resolve('token'), { then(answer) { answer('other'); answer('other'); } }) }"),
  async () => {
    const f = await frame();
    eq([await f.token('bind', 1), diagnostics()], ['token', []]);
  },
);

test(
  'a_then_that_answers_at_once_and_again_answers_once',
  page().providers("{ fetchBindToken: () => ({ then(answer, fail) { answer('token'); answer('other'); fail('own'); throw 'own'; } }) }"),
  async () => {
    const f = await frame();
    eq([await f.token('bind', 1), await f.token('bind', 2)], ['token', 'token']);
    eq([(await f.inbox()).length, diagnostics()], [2, []]);
  },
);

test('a_signal_that_is_looked_at_late_is_aborted_already', keepingContexts(() => new Promise(() => {})), async () => {
  const [f, g] = [await frame(), await frame()];
  await f.ask('bind', 1);
  await g.ask('bind', 1);
  eq(contexts.length, 2);
  f.element.remove();
  await settle();
  eq(contexts.map(({ signal }) => signal.aborted), [true, false]);
  ok(contexts[0].signal === contexts[0].signal, 'one signal');
  const copy = { ...contexts[0] };
  eq(Object.keys(copy).sort(), ['frame', 'kind', 'requestId', 'signal']);
  ok(copy.signal === contexts[0].signal, 'the same in a copy');
});

test('a_context_can_be_frozen_copied_and_written_to', keepingContexts(() => 'token'), async () => {
  const f = await frame();
  for (const id of [1, 2, 3, 4]) await f.token('bind', id);
  const [frozen, described, written, locked] = contexts;
  Object.freeze(frozen);
  ok(frozen.signal instanceof AbortSignal && { ...frozen }.signal === frozen.signal, 'frozen');
  const { signal } = Object.getOwnPropertyDescriptors(described);
  ok(signal.value instanceof AbortSignal && signal.value === described.signal, 'described');
  written.signal = 'own';
  eq([written.signal, { ...written }.signal], ['own', 'own']);
  delete written.signal;
  ok(!('signal' in written), 'deleted');
  Object.defineProperty(locked, 'signal', { writable: false, configurable: false });
  ok(locked.signal instanceof AbortSignal, 'locked');
});

test('a_context_is_a_plain_object_whatever_objects_inherit', keepingContexts(() => 'token'), async () => {
  const f = await frame();
  await f.token('bind', 1);
  const [context] = contexts;
  const traps = Object.getOwnPropertyNames(Reflect);
  const fail = { __proto__: null, value() { throw new Error('own'); }, configurable: true };
  let seen;
  for (const name of traps) Object.defineProperty(Object.prototype, name, fail);
  try {
    context.own = 1;
    seen = [context.own, 'signal' in context, delete context.own, 'own' in context, Object.keys(context)];
  } finally {
    for (const name of traps) delete Object.prototype[name];
  }
  eq(seen, [1, true, true, false, ['kind', 'frame', 'requestId', 'signal']]);
  ok(Object.getPrototypeOf(context) === Object.prototype, 'a plain object');
  ok(context.signal instanceof AbortSignal, 'a signal');
});

test('an_answer_to_a_bridge_that_was_is_not_the_next_ones', bare(), async () => {
  const { start } = await lab.load('/index.js');
  const gives = [];
  const fetchBindToken = () => new Promise((give) => gives.push(give));
  start({ providers: { fetchBindToken } });
  const f = await frame();
  await f.ask('bind', 1);
  LedgerBee.bridge.stop();
  eq((await f.answer(1)).token, null);
  await start({ providers: { fetchBindToken } }).ready;
  await f.ask('bind', 2);
  eq(gives.length, 2);
  gives[0]('old');
  await settle();
  eq(await f.answers(2), []);
  gives[1]('new');
  eq((await f.answer(2)).token, 'new');
  eq((await f.inbox()).length, 2);
});
