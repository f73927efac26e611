import type { Embed } from './embed';
import { STANDINGS, type Frame } from './frames';
import type { Entry, Tone } from './log';
import type { Providers } from './providers';
import type { Request } from './requests';
import type { Words } from './words';

/** A message that the embed has still to judge. */
export interface Arrival {
  event: MessageEvent;
  words: Words;
  frame: Frame;
  entry: Entry;
  /** Whether it was being served when the message came. */
  isServed: boolean;
  request: Request | undefined;
  /** How often a provider had been called for it, and whether it had come before. */
  calls: number;
  isRepeat: boolean;
  isJudged: boolean;
  /** Whether it has come through to the last listener. */
  isThrough: boolean;
}

type Verdict = readonly [note: string, tone: Tone];

/** How a message ends that the embed has reported nothing about, by the state of its frame. */
export function verdict(arrival: Arrival, { program }: Embed, providers: Providers): Verdict {
  const { frame, request, isServed, words } = arrival;
  if (!frame.isMarked) return ['not heard: the iframe has no data-ledgerbee-pricing', 'bad'];
  if (program === 'none') return ['not heard: the embed does not run', 'bad'];
  if (program === 'failed') return ['dropped: there is no program', 'bad'];
  if (program === 'loading') return ['held until the program is loaded', 'quiet'];
  if (!isServed) return [`dropped: the frame ${STANDINGS[frame.standing]}`, 'bad'];
  if (request) return ofRequest(arrival, request, providers);
  if (words.name === 'resize') return ofResize(frame);
  return ['dropped; the embed has reported enough of this kind', 'bad'];
}

function ofResize({ element }: Frame): Verdict {
  const isOff = element.getAttribute('data-ledgerbee-resize') === 'off';
  return isOff ? ['left alone: data-ledgerbee-resize="off"', 'quiet'] : ['', 'plain'];
}

function ofRequest({ calls, isRepeat }: Arrival, request: Request, providers: Providers): Verdict {
  if (request.calls > calls) return ['', 'plain'];
  if (isRepeat) return ['repeated: one answer serves both', 'quiet'];
  if (request.state === 'done') return ['', 'plain'];
  const { state } = providers.place(request.kind);
  if (state === 'hidden' || state === 'there') {
    request.state = 'unseen';
    const why = state === 'hidden' ? 'it is behind a getter' : 'start() was given one, or the object is frozen';
    return [`a provider was asked whose calls can’t be seen: ${why}`, 'plain'];
  }
  request.state = 'waiting';
  return ['waits for a provider, or start() was given one', 'quiet'];
}
