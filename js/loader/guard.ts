// The one way into the program: every export that the glue is given goes through here, and so does
// every closure that the browser calls, because the glue calls those by an export.
//
// A trap, or an exception that a function of the browser throws through the program, leaves it in the
// middle of something. It is never called again then; the calls around the one that failed may end first.

/** No export takes more: the build checks it. */
type Export = (a: unknown, b: unknown, c: unknown, d: unknown) => unknown;

let depth = 0;
let isDead = false;
let cause: unknown;
let tell: ((cause: unknown) => void) | undefined;

export const hasFailed = () => isDead;

/**
 * Says whom to tell that the program has failed.
 *
 * @throws Error if it has failed already
 */
export function onFailure(listener: (cause: unknown) => void): void {
  if (isDead) throw new Error('the program has failed before');
  tell = listener;
}

function enter(call: Export, a: unknown, b: unknown, c: unknown, d: unknown): unknown {
  if (isDead) return undefined;
  depth++;
  try {
    return call(a, b, c, d);
  } catch (error) {
    // No mistake of the page's, which is not to see it; `module-restarted` tells of it.
    isDead = true;
    cause = error;
    if (IS_DEBUG) console.error('ledgerbee-embed: the program has failed', error);
    return undefined;
  } finally {
    if (!--depth && isDead) tell?.(cause);
  }
}

/** The exports of a program, each guarded. */
export function guard(exports: WebAssembly.Exports): WebAssembly.Exports {
  const guarded: Record<string, WebAssembly.ExportValue> = Object.create(null);
  for (const name in exports) {
    const it = exports[name]!;
    guarded[name] = typeof it === 'function' ? (a: unknown, b: unknown, c: unknown, d: unknown) => enter(it as Export, a, b, c, d) : it;
  }
  return guarded;
}
