import type { Program } from './program';

type Sender = Window['postMessage'];

/** A window, at an origin. */
interface Recipient {
  readonly window: Window;
  readonly origin: string;
  /** How to post there, for a browser takes long to find that in a window of another origin. */
  sender: Sender | undefined;
}

/** The answer to a request, and where it goes. */
interface Letter {
  readonly to: Recipient;
  /** It has a token from the beginning, so that no setter of a prototype sees the one that comes. */
  readonly answer: { requestId: unknown; token: unknown };
  readonly signal: LazySignal;
}

/** What a provider is called with. */
type Context = Record<PropertyKey, unknown>;

const { apply, getPrototypeOf, ownKeys } = Reflect;

/**
 * Adds its signal to a context when it can be seen: most providers never look, and to make one takes as long as a good
 * part of a request. An accessor of the context's own would take as long: objects that have one are slow.
 */
class LazySignal implements ProxyHandler<Context> {
  made: AbortController | undefined = undefined;

  controller() {
    return (this.made ??= new AbortController());
  }

  /** Unless the page has put something else there. */
  fill(context: Context) {
    attempt(() => (context.signal ??= this.controller().signal));
    return context;
  }

  get(context: Context, name: PropertyKey) {
    if (name === 'signal') this.fill(context);
    return context[name];
  }

  /** Comes before a copy, and before the context is frozen. */
  ownKeys(context: Context) {
    return ownKeys(this.fill(context));
  }
}
// No other trap, also none that a page has put on `Object.prototype`.
attempt(() => Object.setPrototypeOf(LazySignal.prototype, null));

/** All that a program hears of a token. */
function lengthOf(token: unknown) {
  if (typeof token === 'string') return token.length;
  return token === undefined || token === null ? NaN : Infinity;
}

/** Does something that a page may have broken. */
function attempt<R>(work: () => R): R | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** It must not keep the letter, which has the token soon. */
function contextOf(lazy: LazySignal, kind: unknown, frame: unknown, requestId: unknown): Context {
  const context: Context = { kind, frame, requestId, signal: undefined };
  try {
    return new Proxy(context, lazy);
  } catch {
    // The page has none, or a broken one.
    return lazy.fill(context);
  }
}

function send({ to, answer }: Letter) {
  try {
    if (to.sender) return apply(to.sender, to.window, [answer, to.origin]);
  } catch {
    // It was for a window of another process.
  }
  attempt(() => {
    to.window.postMessage(answer, to.origin);
    // A window of the page's own origin has a function of its own, which goes with its document.
    const sender = to.window.postMessage;
    to.sender = getPrototypeOf(sender) === getPrototypeOf(apply) ? sender : undefined;
  });
}

/** What the programs of a page have to answer, one after the other: should one trap, its requests are here. */
export interface Answers {
  recipient(window: Window, origin: string): Recipient;
  /** Notes a request: who asked, and what is posted there but for the token. */
  open(number: number, to: Recipient, type: string, requestId: unknown): void;
  /** Calls a provider; the program that asks hears what comes of it, and says whether it is the answer. */
  ask(number: number, provider: (context: object) => unknown, kind: string, frame: unknown): void;
  /** Takes it off. `isAnswered`: with `null`, else there is nobody. `isGivenUp`: its provider is told so. */
  settle(number: number, isAnswered: boolean, isGivenUp: boolean): void;
  /** Answers every one with `null`. */
  refuseAll(): void;
  /** Posts the answers there are. */
  post(): void;
}

/** @param program the one that runs */
export function answers(program: () => Program | undefined): Answers {
  const pending = new Map<number, Letter>();
  // No array, whose methods old libraries replace, and which setters for an index can see.
  const due = new Set<Letter>();

  const post = () => {
    // Most often there is none, which takes a while to find out by a loop.
    if (!due.size) return;
    for (const letter of due) {
      due.delete(letter);
      send(letter);
    }
  };
  const settle: Answers['settle'] = (number, isAnswered, isGivenUp) => {
    const letter = pending.get(number)!;
    pending.delete(number);
    if (isAnswered) due.add(letter);
    if (!isGivenUp) return;
    // What the page does then must not keep the others waiting.
    post();
    attempt(() => letter.signal.controller().abort());
  };

  return {
    recipient: (window, origin) => ({ window, origin, sender: undefined }),
    open(number, to, type, requestId) {
      const answer = { type, requestId, token: null };
      pending.set(number, { to, answer, signal: new LazySignal() });
    },
    async ask(number, provider, kind, frame) {
      const letter = pending.get(number);
      // An accessor of the page, on the way to the provider, may have ended it.
      if (!letter) return;
      const asked = program();
      let token: unknown;
      let length = -1;
      post();
      try {
        // Takes plain values and any thenable, and no `then` or `Promise` that a page has replaced.
        token = await provider(contextOf(letter.signal, kind, frame, letter.answer.requestId));
        length = lengthOf(token);
      } catch {
        // It has failed.
      }
      // Should a call in the middle of that one have trapped, it has had its `null`.
      if (!asked?.hear(number, length) || !pending.delete(number)) return;
      letter.answer.token = token;
      send(letter);
    },
    settle,
    refuseAll() {
      for (const number of pending.keys()) settle(number, true, true);
    },
    post,
  };
}
