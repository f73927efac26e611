// The one way into the program: for its exports, and for every listener, timer and promise.
//
// A trap, or an exception that a browser function throws into the program, leaves it in the middle
// of something. It is never called again then; what runs around the call that failed may end first.

let depth = 0;
let isDead = false;
let leave: (hasTrapped: boolean) => void;

/** Whom to tell that nothing of the program runs any more. Throws if it has trapped already. */
export function onLeft(listener: (hasTrapped: boolean) => void): void {
  if (isDead) throw new Error('ledgerbee-embed: the program has failed');
  leave = listener;
}

/** Calls into the program, and gives nothing if that fails. */
export function enter<A extends unknown[], R>(call: (...args: A) => R, ...args: A): R | undefined;
// None takes more than three; to gather any number of them takes longer than many a call.
export function enter(call: (...args: unknown[]) => unknown, a?: unknown, b?: unknown, c?: unknown): unknown {
  if (isDead) return undefined;
  depth++;
  try {
    return call(a, b, c);
  } catch {
    // Not the page's to see, and no mistake of its author; `module-restarted` tells of it.
    isDead = true;
    return undefined;
  } finally {
    if (!--depth) leave(isDead);
  }
}
