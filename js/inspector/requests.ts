import type { Frame } from './frames';
import type { Entry, Log, Tone } from './log';
import { now } from './platform';
import { KINDS, type Kind } from './words';

/** A frame's request for a token; those the embed takes for the same are one. */
export interface Request {
  /** Shown instead of its id, which belongs to the portal. */
  readonly number: number;
  readonly frame: Frame;
  readonly kind: Kind;
  /** When it came, in ms. */
  at: number;
  /** How often a provider was called for it. */
  calls: number;
  state: 'new' | 'waiting' | 'asked' | 'unseen' | 'done';
  /** The row with its result. */
  entry: Entry | undefined;
  /** What it led to before its message was heard here. */
  led: Entry | undefined;
}

/** Settled ones are forgotten beyond this. */
const MAX_KEPT = 500;

export class Requests {
  private readonly known = new Map<string, Request>();
  private last = 0;

  constructor(private readonly log: Log) {}

  /** The request of this frame, kind and id; a new one if there is none. */
  take(frame: Frame, kind: Kind, id: unknown): Request {
    const key = keyOf(frame, kind, id);
    let request = this.known.get(key);
    if (!request) {
      request = { number: ++this.last, frame, kind, at: now(), calls: 0, state: 'new', entry: undefined, led: undefined };
      this.known.set(key, request);
      this.prune();
    }
    return request;
  }

  find(frame: Frame, kind: Kind, id: unknown): Request | undefined {
    return this.known.get(keyOf(frame, kind, id));
  }

  /** The embed takes a request it has answered before for a new one. */
  reopen(request: Request): void {
    if (request.state === 'done') Object.assign(request, { state: 'new', at: now() });
  }

  /** Those that have not found a provider yet. */
  waiting(): Request[] {
    return [...this.known.values()].filter(({ state, frame }) => state === 'waiting' && frame.element.isConnected);
  }

  /** Puts the one answer into the log, unless it is there. */
  answer(request: Request, token: string, note: string, tone: Tone): void {
    if (request.state === 'done') return;
    request.state = 'done';
    const label = `${KINDS[request.kind].answer} #${request.number}: ${token}`;
    const shown = `${note}${note && ', '}${Math.round(now() - request.at)} ms after the request`;
    const { number } = request.frame;
    const entry = this.log.add({ at: now(), from: 'page', to: 'frame', frame: number, label, note: shown, tone });
    if (!request.entry) request.led = entry;
  }

  /** No answer is sent. */
  drop(request: Request, why: string): void {
    if (request.state === 'done') return;
    request.state = 'done';
    const label = `no answer to #${request.number}`;
    const { number } = request.frame;
    this.log.add({ at: now(), from: 'page', to: 'page', frame: number, label, note: why, tone: 'bad' });
  }

  private prune(): void {
    for (const [key, { state }] of this.known) {
      if (this.known.size <= MAX_KEPT) return;
      if (state === 'done' || state === 'unseen') this.known.delete(key);
    }
  }
}

const keyOf = (frame: Frame, kind: Kind, id: unknown): string =>
  JSON.stringify([frame.number, kind, typeof id, String(id)]);
