// Three iframes, a page that answers when it likes, and `count` steps picked by `seed`. Beside it
// goes a ledger of what must come of them, kept the simple way; after each step both are compared.
// `meddle` may do something between a step and its comparison; what was come to is in `reached`.

import { element, eq, ok, origins, print, settle, Stub, until } from '../lab.js';

export const reached = new Set();

export async function run(seed, count, meddle = async (slots) => {}) {
  const { below, pick } = lab.random(seed);

  const IDS = [1, '1', '"1"', 0, -0, '0', 'null', '\ud800', '\udc00', '\ufffd', 'x'.repeat(128), 2 ** 53 - 1];
  const PAUSES = [1, 500, 1_999, 2_000, 5_000, 9_999, 10_000];
  const DEADLINE = 10_000;

  const calls = [];
  for (const [kind, name] of [['bind', 'fetchBindToken'], ['catalog', 'fetchCatalogToken']]) {
    LedgerBee.embed[name] = (context) =>
      new Promise((give, fail) => {
        eq(context.kind, kind);
        calls.push({ ...context, give, fail });
      });
  }

  /** What the ledger says: the time, every call, and for each slot what its document has heard. */
  let now = 0;
  const made = [];
  const slots = [];
  let fresh = 0;

  const newBook = () => ({ pending: new Map(), answered: [] });

  /** An answer, at a time: `null` at once for what is over the limit. */
  const post = (slot, { kind, isPrefixed, id, key }, token, at) => {
    slot.heard.push({ type: `${isPrefixed ? 'ledgerbee:embed:' : ''}${kind}Token`, requestId: id, token });
    slot.book.answered.push({ key, at });
  };
  const askLedger = (slot, kind, isPrefixed, id) => {
    const { book } = slot;
    if (!book) return;
    const key = `${kind} ${JSON.stringify(id)}`;
    const isRecent = book.answered.slice(-256).some((it) => it.key === key && now - it.at < 2_000);
    if (book.pending.has(key) || isRecent) {
      reached.add(isRecent ? 'repeat of one answered' : 'repeat of one in flight');
      return;
    }
    const question = { kind, isPrefixed, id, key };
    if (book.pending.size === 32) {
      reached.add('too many');
      post(slot, question, null, now);
      return;
    }
    const call = { slot, book, question, at: now, isAborted: false, element: slot.element };
    book.pending.set(key, call);
    made.push(call);
  };
  const isPending = (call) => call.slot.book === call.book && call.book.pending.get(call.question.key) === call;
  const end = (call, token, at, how) => {
    if (!isPending(call)) {
      reached.add('late answer');
      return;
    }
    reached.add(how);
    call.book.pending.delete(call.question.key);
    post(call.slot, call.question, token, at);
  };
  const release = (slot) => {
    for (const call of slot.book?.pending.values() ?? []) {
      call.isAborted = true;
      reached.add('dropped');
    }
    slot.book = null;
  };

  /** Reads what the document has heard; it is about to go, or a step has been taken. */
  const compare = async () => {
    for (const { stub, heard, element } of slots.filter(({ isThere }) => isThere)) {
      const inbox = (await stub.inbox()).map(({ data }) => print(data));
      eq(inbox.sort(), heard.map(print).sort(), `what ${element.id} heard`);
    }
    const seen = calls.map(({ kind, frame, requestId, signal }) => [kind, frame, requestId, signal.aborted]);
    const wanted = made.map(({ question, element, isAborted }) => [question.kind, element, question.id, isAborted]);
    eq(seen, wanted, 'the calls');
    for (const { book } of slots) ok(!book || book.pending.size <= 32, 'at most 32 in flight');
  };

  const loaded = (slot) => {
    slot.heard = [];
    if (!slot.book) return;
    slot.book.answered = [];
    if (slot.book.pending.size > 0) reached.add('load while waiting');
  };
  /** Something after which the frame has another document. */
  const reload = async (slot, work) => {
    let isLoaded = false;
    slot.element.addEventListener('load', () => { isLoaded = true; }, { once: true });
    work(slot.element);
    await until(() => isLoaded, 'a load');
    await slot.stub.connect();
    await settle();
    loaded(slot);
  };
  const otherOrigin = ({ element }) => (element.src.startsWith(origins.frame) ? origins.foreign : origins.frame);
  const other = (slot) => `${otherOrigin(slot)}/frame`;
  const isServed = (slot) => slot.isThere && slot.element.hasAttribute('data-ledgerbee-pricing');
  const pinAnew = (slot) => {
    release(slot);
    if (isServed(slot)) slot.book = newBook();
  };

  const STEPS = {
    ask: async (slot) => {
      const [kind, isPrefixed, requestId] = [pick(['bind', 'catalog']), pick([true, false]), pick(IDS)];
      const word = lab.wordOf(kind);
      askLedger(slot, kind, isPrefixed, requestId);
      await slot.stub.post({ type: `${isPrefixed ? 'ledgerbee:embed:' : ''}${word}`, requestId });
    },
    burst: async (slot) => {
      const from = fresh;
      fresh += 40;
      for (let n = from; n < fresh; n++) askLedger(slot, 'bind', false, `fresh ${n}`);
      await slot.stub.speak(
        `for (let n = ${from}; n < ${fresh}; n++) parent.postMessage({ type: 'requestBindToken', requestId: 'fresh ' + n }, '*')`,
        40,
      );
    },
    answer: async () => {
      if (calls.length === 0) return;
      const index = below(calls.length);
      const give = {
        token: () => calls[index].give(`token ${index}`),
        none: () => calls[index].give(pick([null, undefined])),
        wrong: () => calls[index].give(pick([5, '', 'x'.repeat(4_097), {}])),
        failure: () => calls[index].fail(new Error('own')),
      };
      const outcome = pick(['token', 'token', 'token', 'none', 'wrong', 'failure']);
      // A promise has one outcome, so a second answer is none.
      const first = (made[index].outcome ??= outcome);
      end(made[index], first === 'token' ? `token ${index}` : null, now, first);
      give[outcome]();
    },
    wait: async () => {
      const until = now + pick(PAUSES);
      await lab.skip(until - now);
      now = until;
      for (const call of made.filter((it) => isPending(it) && it.at + DEADLINE <= now)) {
        call.isAborted = true;
        end(call, null, call.at + DEADLINE, 'deadline');
      }
    },
    load: (slot) => reload(slot, (it) => slot.stub.run('setTimeout(() => location.replace(data), 0)', it.src)),
    pin: (slot) => {
      pinAnew(slot);
      return reload(slot, (it) => { it.src = other(slot); });
    },
    thereAndBack: (slot) => {
      pinAnew(slot);
      return reload(slot, (it) => {
        const { src } = it;
        // Nothing comes from there: if it did before the way back begins, there would be two loads.
        it.src = `${otherOrigin(slot)}/gate/stateful`;
        it.src = src;
      });
    },
    // In one task with the change, before the observer has told of it.
    answerAfterPin: (slot) => {
      const pending = made.findIndex((it) => isPending(it) && it.slot === slot);
      pinAnew(slot);
      return reload(slot, (it) => {
        it.src = other(slot);
        if (pending >= 0) {
          reached.add('answer after the pin');
          made[pending].outcome = 'token';
          calls[pending].give(`token ${pending}`);
        }
      });
    },
    remove: async (slot) => {
      release(slot);
      slot.isThere = false;
      slot.element.remove();
    },
    mark: async (slot) => {
      slot.element.toggleAttribute('data-ledgerbee-pricing');
      pinAnew(slot);
    },
    markTwice: async (slot) => {
      slot.element.toggleAttribute('data-ledgerbee-pricing');
      slot.element.toggleAttribute('data-ledgerbee-pricing');
      pinAnew(slot);
    },
    move: (slot) => {
      slot.isThere = true;
      pinAnew(slot);
      return reload(slot, (it) => document.body.append(it));
    },
    moveBefore: async (slot) => {
      if (Element.prototype.moveBefore) document.body.moveBefore(slot.element, document.body.firstChild);
    },
  };
  const OFTEN = ['ask', 'ask', 'ask', 'ask', 'answer', 'answer', 'answer', 'wait', 'wait', 'burst'];

  const log = [];
  await lab.script({ src: '/embed.js' });
  await LedgerBee.bridge.ready;
  try {
    for (let n = 0; n < 3; n++) {
      const it = element();
      const slot = { stub: new Stub(it), element: it, isThere: true, book: newBook(), heard: [] };
      slots.push(slot);
      await reload(slot, () => document.body.append(it));
    }
    for (let n = 0; n < count; n++) {
      const slot = pick(slots);
      const wanted = pick([...OFTEN, ...OFTEN, ...Object.keys(STEPS)]);
      const step = slot.isThere ? wanted : 'move';
      log.push(`${step} ${slots.indexOf(slot)}`);
      await STEPS[step](slot);
      await meddle(slots);
      await compare();
    }
    for (const call of made.filter(isPending)) {
      call.isAborted = true;
      end(call, null, now, 'stop');
    }
    log.push('stop');
    LedgerBee.bridge.stop();
    await compare();
  } catch (error) {
    throw new Error(`${error.message}\nseed ${seed}: ${log.join(', ')}`);
  }
  for (const { element } of slots) element.remove();
}
