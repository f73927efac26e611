import { ANSWERS, LIMITS, PREFIX } from 'ledgerbee:words';
import {
  addressOf,
  contentWindow,
  find,
  getAttribute,
  later,
  listening,
  now,
  own,
  postAnswer,
  treesOf,
} from '../../src/page/platform';
import type { Memory } from './memory';

/** Messages held at most while no program runs: in all, and of one frame. */
const MAX_HELD = 512;
const MAX_HELD_OF_FRAME = 64;
const MARKED = 'iframe[data-ledgerbee-pricing]';

interface Held {
  event: MessageEvent;
  at: number;
  isAnswered: boolean;
}

/**
 * Holds the messages of marked frames while no program runs (docs/protocol.md, "Faults").
 *
 * @param asked the deadline in ms. Not asked before the first message: the page's own code may say it
 */
export function holdMessages(memory: Memory, asked: () => number) {
  let held: Held[] = [];
  let counts = new Map<unknown, number>();
  let cancel: (() => void) | undefined;
  let timeout: number | undefined;

  /** The marked iframe whose window this is. */
  const frameOf = (source: unknown): HTMLIFrameElement | undefined => {
    const found = find(treesOf(memory.roots()), MARKED);
    for (let at = 0; at < found.length; at++) if (contentWindow(found[at]!) === source) return found[at];
    return undefined;
  };

  const target = listening(window);

  const hold = (event: MessageEvent) => {
    const { source } = event;
    const count = counts.get(source) ?? 0;
    if (held.length >= MAX_HELD || count >= MAX_HELD_OF_FRAME || !frameOf(source)) return;
    timeout ??= asked();
    counts.set(source, count + 1);
    held[held.length] = { event, at: now(), isAnswered: false };
    cancel ??= later(answerOverdue, timeout);
  };

  /**
   * Answers with `null` what is due. Whether a frame is trusted is the program's to say, and there is
   * none; so the answer goes where the iframe's own address says that it is, and says nothing.
   */
  const answerOverdue = () => {
    const time = now();
    let next = Infinity;
    cancel = undefined;
    for (let index = 0; index < held.length; index++) {
      const it = held[index]!;
      if (it.isAnswered) continue;
      const due = it.at + timeout!;
      if (due > time) {
        next = Math.min(next, due);
        continue;
      }
      it.isAnswered = true;
      refuse(it.event);
    }
    if (next < Infinity) cancel = later(answerOverdue, Math.ceil(next - time));
  };

  /** Posts `null` for a request, unless an earlier one of the same id has got it. */
  const refuse = ({ data, source, origin }: MessageEvent) => {
    const type: unknown = data?.type;
    const id: unknown = data?.requestId;
    if (typeof type !== 'string' || !isId(id)) return;
    const isPrefixed = type.slice(0, PREFIX.length) === PREFIX;
    const answer = own(ANSWERS, isPrefixed ? type.slice(PREFIX.length) : type) as string | undefined;
    const frame = frameOf(source);
    if (!answer || !frame || addressOf(frame, getAttribute(frame, 'src'))?.origin !== origin) return;
    if (!isFirst(source, answer, id)) return;
    postAnswer(source as Window, origin, (isPrefixed ? PREFIX : '') + answer, id, null);
  };

  let refused: [unknown, string, unknown][] = [];
  const isFirst = (source: unknown, answer: string, id: unknown) => {
    for (let index = 0; index < refused.length; index++) {
      const [window, type, known] = refused[index]!;
      if (window === source && type === answer && known === id) return false;
    }
    refused[refused.length] = [source, answer, id];
    return true;
  };

  return {
    /** Listens, whether or not it did before. */
    listen() {
      target.removeEventListener('message', hold, true);
      target.addEventListener('message', hold, true);
    },
    end() {
      target.removeEventListener('message', hold, true);
      cancel?.();
      cancel = undefined;
    },
    /** Hands over what is held, as long as `take` takes it. */
    release(take: (event: MessageEvent, waited: number, isAnswered: boolean) => boolean) {
      answerOverdue();
      let index = 0;
      for (; index < held.length; index++) {
        const { event, at, isAnswered } = held[index]!;
        if (!take(event, now() - at, isAnswered)) break;
      }
      const rest: Held[] = [];
      for (; index < held.length; index++) rest[rest.length] = held[index]!;
      held = rest;
      if (!rest.length) this.drop();
    },
    drop() {
      cancel?.();
      cancel = undefined;
      timeout = undefined;
      held = [];
      refused = [];
      counts = new Map();
    },
  };
}

/** A string that is neither empty nor too long, or a safe integer. */
function isId(id: unknown): boolean {
  return typeof id === 'string' ? id.length > 0 && id.length <= LIMITS.requestId : Number.isSafeInteger(id);
}
