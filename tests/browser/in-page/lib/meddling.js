// Iframes that ask, and a page that does something to them, picked by `seed`, in the middle of whatever
// the embed calls. Nothing asked under one pin may be answered under another; `reached` says what was
// done where.

import { element, eq, frame, ok, origins, print, Stub, until } from '../lab.js';

export const reached = new Set();

export async function run(seed, count, harm = async (slots) => {}) {
  const { start } = await lab.load('/index.js');
  const { below, pick } = lab.random(seed);
  const MARK = 'data-ledgerbee-pricing';
  const MOST_SLOTS = 4;
  const MOST_ACTIONS = 4;
  const MOST_TICKS = 4;

  const slots = [];
  /** By `requestId`: what its frame was when it came, noted before the embed hears it. */
  const came = new Map();
  /** By `requestId`: what a provider has promised. */
  const promised = new Map();
  /** @type {(src: string) => boolean} */
  let isListed = () => true;
  let isRunning = true;
  /** How often the page may do something until it is looked at. Each thing it does can have it called again. */
  let left = 0;

  const isServed = ({ element }) =>
    isRunning && element.isConnected && element.hasAttribute(MARK) && !element.hasAttribute('sandbox') && isListed(element.src);

  /** Nothing that was asked before may be answered from here on. The frame is told, after all it was told so far. */
  const changed = (slot) => {
    slot.generation++;
    slot.element.contentWindow?.postMessage({ generation: slot.generation }, '*');
  };
  const newSlot = () => {
    const it = element();
    const slot = { element: it, stub: new Stub(it), generation: 0 };
    slots.push(slot);
    document.body.append(it);
  };
  const toggle = (name, value) => (slot) => {
    const { element: it } = slot;
    if (it.hasAttribute(name)) it.removeAttribute(name);
    else it.setAttribute(name, value);
    changed(slot);
  };

  const ACTIONS = {
    mark: toggle(MARK, ''),
    sandbox: toggle('sandbox', 'allow-scripts'),
    'mark twice': (slot) => {
      slot.element.toggleAttribute(MARK);
      slot.element.toggleAttribute(MARK);
      changed(slot);
    },
    pin: (slot) => {
      const { element: it } = slot;
      it.src = `${it.src.startsWith(origins.frame) ? origins.foreign : origins.frame}/frame`;
      changed(slot);
    },
    remove: (slot) => {
      changed(slot);
      slot.element.remove();
    },
    move: (slot) => {
      changed(slot);
      document.body.append(slot.element);
    },
    add: () => {
      if (slots.length < MOST_SLOTS) newSlot();
    },
    narrow: () => {
      isRunning = true;
      isListed = (src) => src.startsWith(origins.frame);
      slots.filter(({ element: it }) => !isListed(it.src)).forEach(changed);
      start({ portalOrigins: [origins.frame] });
    },
    stop: () => {
      isRunning = false;
      isListed = () => true;
      slots.forEach(changed);
      LedgerBee.bridge?.stop();
    },
    start: () => {
      isRunning = true;
      start({
        get debug() {
          meddle('an option');
          return undefined;
        },
      });
    },
    look: ({ element: it }) => {
      LedgerBee.bridge?.frames();
      LedgerBee.bridge?.status(it);
    },
    throw: () => {
      throw new Error('of the page');
    },
  };

  /** What keeps the document, which can tell then what it has heard. */
  const CHANGES = ['mark', 'mark twice', 'sandbox'];

  /** What the page does where it is called. */
  function meddle(place, slot = pick(slots), actions = Object.keys(ACTIONS)) {
    if (!left || !below(3)) return;
    const action = pick(actions);
    reached.add(place).add(action);
    log.push(`(${place}: ${action})`);
    left--;
    ACTIONS[action](slot);
  }

  const providers = {
    fetchBindToken({ requestId, signal }) {
      signal.addEventListener('abort', () => meddle('an abort'));
      meddle('a provider');
      return new Promise((give) => promised.set(requestId, give));
    },
  };
  const PLACES = {
    pageLoaded: 'an event',
    diagnostic: 'a diagnostic',
    status: 'a status',
  };
  const endings = Object.entries(PLACES).map(([name, place]) => {
    const hear = () => meddle(place);
    addEventListener(`ledgerbee:embed:${name}`, hear);
    return () => removeEventListener(`ledgerbee:embed:${name}`, hear);
  });
  const note = ({ source, origin, data }) => {
    const slot = slots.find(({ element: it }) => it.contentWindow === source);
    if (!slot || data?.requestId === undefined) return;
    came.set(data.requestId, { slot, generation: slot.generation, origin, isServed: isServed(slot) });
  };
  addEventListener('message', note, true);
  endings.push(() => removeEventListener('message', note, true));
  const { warn } = console;
  console.warn = (...words) => {
    warn.apply(console, words);
    meddle('the console');
  };
  endings.push(() => { console.warn = warn; });
  Object.defineProperty(LedgerBee, 'embed', {
    configurable: true,
    get() {
      meddle('an accessor');
      return providers;
    },
  });

  /** `work`, until it is done or the frame has another document; `false` then. */
  const unlessLoaded = (slot, work) => {
    const load = new Promise((resolve) => slot.element.addEventListener('load', () => resolve(false), { once: true }));
    return Promise.race([work(slot).then(() => true), load]);
  };

  /** A document that is there has heard nothing that it must not hear. */
  const examine = async ({ element: it, stub }) => {
    await stub.connect();
    const own = await stub.run('return self.origin');
    let generation = 0;
    const answered = new Set();
    for (const { data } of await stub.inbox()) {
      if (data.generation) generation = data.generation;
      if (typeof data.token !== 'string') continue;
      const asked = came.get(data.requestId);
      const what = `${it.id}, now ${own} and ${generation}, was told the token of ${print({ ...asked, slot: undefined })}`;
      ok(asked?.isServed && asked.origin === own && asked.generation >= generation, what);
      ok(!answered.has(data.requestId), `${what} once`);
      answered.add(data.requestId);
      reached.add('a token');
    }
  };
  const check = async () => {
    left = 0;
    for (const slot of slots) while (slot.element.isConnected && !(await unlessLoaded(slot, examine)));
  };

  /** Before, between or after the embed's own steps from a token to its answer. */
  const later = async (requestId, ticks) => {
    while (ticks--) await null;
    meddle('the task of an answer', came.get(requestId).slot, CHANGES);
  };

  let asked = 0;
  const SAID = [{ type: 'pageLoaded' }, { type: 'resize', height: 300 }, { type: 5 }, 'malformed'];
  const say = (slot, data) =>
    unlessLoaded(slot, async ({ element: it, stub, generation }) => {
      // While the others were looked at, this one may have got another document.
      await stub.connect();
      const before = lab.count(it.contentWindow);
      void stub.run('parent.postMessage(data, "*")', data);
      await until(() => slot.generation !== generation || lab.count(it.contentWindow) > before, 'a message');
    });
  const STEPS = {
    ask: (slot) => say(slot, { type: 'requestBindToken', requestId: `${seed} ${asked++}` }),
    say: (slot) => say(slot, pick(SAID)),
    answer: async () => {
      for (const [requestId, give] of [...promised].filter(() => below(2))) {
        promised.delete(requestId);
        give(`token of ${requestId}`);
        void later(requestId, below(MOST_TICKS));
      }
    },
    act: async () => meddle('a task'),
    // Everything is served again.
    mend: async () => {
      left = 0;
      if (!isRunning) ACTIONS.start();
      for (const slot of slots) {
        const { element: it } = slot;
        if (!isListed(it.src)) ACTIONS.pin(slot);
        it.setAttribute(MARK, '');
        it.removeAttribute('sandbox');
      }
    },
  };
  const OFTEN = ['ask', 'ask', 'ask', 'ask', 'say', 'say', 'answer', 'answer', 'act', 'mend', 'mend', 'mend'];

  const log = [];
  start();
  await LedgerBee.bridge.ready;
  try {
    newSlot();
    newSlot();
    await check();
    for (let n = 0; n < count; n++) {
      const slot = pick(slots);
      const step = pick(OFTEN);
      left = below(MOST_ACTIONS);
      log.push(`${step} ${slots.indexOf(slot)}`);
      // What the page throws in a task of its own is nobody's else.
      if (slot.element.isConnected || step === 'act') await STEPS[step](slot).catch((error) => eq(error.message, 'of the page'));
      else document.body.append(slot.element);
      await harm(slots);
      await check();
    }
    // Whatever the page has done: it serves, and has not failed.
    for (const end of endings) end();
    for (const { element: it } of slots) it.remove();
    LedgerBee.bridge?.stop();
    Object.defineProperty(LedgerBee, 'embed', { configurable: true, value: { fetchBindToken: () => 'after' } });
    start();
    await LedgerBee.bridge.ready;
    const last = await frame();
    eq(await last.token('bind', `${seed} last`), 'after');
    last.element.remove();
    LedgerBee.bridge.stop();
  } catch (error) {
    throw new Error(`${error.message}\nseed ${seed}: ${log.join(', ')}`);
  }
}
