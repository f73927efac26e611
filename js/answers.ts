import type { Program } from './program';

/** The answer to a request, and how to send it. */
interface Letter {
  readonly source: Window;
  readonly origin: string;
  /** It has a token from the beginning, so that no setter of a prototype sees the one that comes. */
  readonly answer: { requestId: unknown; token: unknown };
  readonly signal: LazySignal;
}

/** What a provider is called with. */
type Context = Record<PropertyKey, unknown>;

const { ownKeys } = Reflect;

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
  return attempt(() => new Proxy(context, lazy)) ?? lazy.fill(context);
}

/** What the programs of a page have to answer, one after the other: should one trap, its requests are here. */
export interface Answers {
  /** Notes a request: who asked, and what is posted there but for the token. */
  open(number: number, source: Window, origin: string, type: string, requestId: unknown): void;
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
      try {
        letter.source.postMessage(letter.answer, letter.origin);
      } catch {
        // The window is gone in this moment: nobody waits any more.
      }
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
    open(number, source, origin, type, requestId) {
      const answer = { type, requestId, token: null };
      pending.set(number, { source, origin, answer, signal: new LazySignal() });
    },
    async ask(number, provider, kind, frame) {
      const letter = pending.get(number);
      // An accessor of the page, on the way to the provider, may have ended it.
      if (!letter) return;
      const asked = program();
      let token;
      let hasFailed = false;
      post();
      try {
        // Takes plain values and any thenable, and no `then` or `Promise` that a page has replaced.
        token = await provider(contextOf(letter.signal, kind, frame, letter.answer.requestId));
      } catch {
        hasFailed = true;
      }
      // Should a call in the middle of that one have trapped, it has had its `null`.
      if (!asked?.hear(number, token, hasFailed) || !pending.delete(number)) return;
      letter.answer.token = token;
      // Not by `post`: each function on the stack makes it slower.
      try {
        letter.source.postMessage(letter.answer, letter.origin);
      } catch {
        // As in `post`.
      }
    },
    settle,
    refuseAll() {
      for (const number of pending.keys()) settle(number, true, true);
    },
    post,
  };
}
