import { abort, newController, postAnswer } from '../../src/page/platform';
import type { StartOptions } from '../npm/types';

/** How many events are kept, a page. */
const MAX_REPLAYED = 64;

/** A request that is unanswered: where its answer goes, and the answer but for its token. */
interface Entry {
  window: Window;
  origin: string;
  type: string;
  requestId: unknown;
  /** Aborts its provider's signal. */
  controller: unknown;
  /** Where its provider's result is awaited (`src/page/provider.js`). */
  place: unknown;
  /** Where it is in the list. */
  index: number;
}

const post = ({ window, origin, type, requestId }: Entry, token: unknown) => postAnswer(window, origin, type, requestId, token);

/** Has nothing of `Array.prototype`, where a page may have put a setter: what is on no list would not be answered after a trap. */
const newList = () => ({ __proto__: null, length: 0 }) as unknown as { [index: number]: Entry; length: number };

type Past = [frame: HTMLIFrameElement, event: CustomEvent];

/**
 * What outlives a program, so that one that fails can be followed by another. The program calls most of
 * these (`src/page/memory.rs`). No method of `Array.prototype` is needed, for old libraries replace some.
 */
export function makeMemory() {
  const noted = new Map<unknown, true>();
  const windows = new WeakSet();
  let roots: WeakRef<ShadowRoot>[] = [];
  let past: Past[] = [];
  let unanswered = newList();

  /** The items of a list that are wanted. */
  const filter = <T>(list: T[], isWanted: (item: T, index: number) => unknown): T[] => {
    const kept: T[] = [];
    for (let index = 0; index < list.length; index++) {
      if (isWanted(list[index]!, index)) kept[kept.length] = list[index]!;
    }
    return kept;
  };

  /** Takes an entry off, if it is there. The last one comes in its place. */
  const close = (entry: Entry) => {
    const { index } = entry;
    if (unanswered[index] !== entry) return;
    const last = unanswered[--unanswered.length]!;
    unanswered[index] = last;
    last.index = index;
    delete unanswered[unanswered.length];
  };

  const latest = () => filter(past, (_, index) => index >= past.length - MAX_REPLAYED);

  return {
    /** The options that were valid, under their names, and the providers under theirs. */
    given: Object.create(null) as StartOptions,
    /** The `src` attributes of the tags that the embed came by. */
    scripts: [] as string[],

    /** The observed shadow roots that are still there: a component that is thrown away takes its root along. */
    roots(): ShadowRoot[] {
      const there: ShadowRoot[] = [];
      roots = filter(roots, (it) => {
        const root = it.deref();
        if (root) there[there.length] = root;
        return root;
      });
      return there;
    },
    /** Notes one; `false` if it was noted before. */
    addRoot(root: ShadowRoot): boolean {
      for (let index = 0; index < roots.length; index++) if (roots[index]!.deref() === root) return false;
      roots[roots.length] = new WeakRef(root);
      return true;
    },

    /** Notes a text or a window; `false` if it was noted before. */
    isFirst(what: unknown): boolean {
      if (typeof what === 'string') return !noted.has(what) && !!noted.set(what, true);
      return !windows.has(what as object) && !!windows.add(what as object);
    },

    record(detail: { frame: HTMLIFrameElement }, event: CustomEvent) {
      past[past.length] = [detail.frame, event];
      // Not one by one: that would take longer than the rest of an event.
      if (past.length > 2 * MAX_REPLAYED) past = latest();
    },
    /** Lets go of the events of frames that have left the page. */
    prune() {
      past = filter(past, ([frame]) => frame.isConnected);
    },
    /** The events for late listeners, oldest first. */
    past: latest,
    forgetPast() {
      past = [];
    },

    open(window: Window, origin: string, type: string, requestId: unknown): Entry {
      const index = unanswered.length++;
      return (unanswered[index] = { window, origin, type, requestId, controller: undefined, place: undefined, index });
    },
    /** Makes what aborts the signal of a request's provider. An `AbortController` of the page's own may settle the request. */
    control(entry: Entry) {
      entry.controller = newController();
    },
    abort({ controller }: Entry) {
      abort(controller);
    },
    close,
    answer(entry: Entry, token: unknown) {
      close(entry);
      post(entry, token);
    },
    /** Answers every request with `null`, and only then tells their providers, who may do anything. */
    refuseAll() {
      const refused = unanswered;
      unanswered = newList();
      for (let index = 0; index < refused.length; index++) post(refused[index]!, null);
      for (let index = 0; index < refused.length; index++) abort(refused[index]!.controller);
    },
  };
}
export type Memory = ReturnType<typeof makeMemory>;
