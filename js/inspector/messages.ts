import { verdict, type Arrival } from './arrival';
import { reason } from './doctor/advice';
import type { Embed } from './embed';
import type { Frame, Frames } from './frames';
import type { Log, Tone } from './log';
import { later, now, safely } from './platform';
import type { Providers } from './providers';
import type { Request, Requests } from './requests';
import { PREFIX, read } from './words';

/** What the embed has said before the message it speaks of was heard here. */
interface Said {
  frame: Frame;
  /** An event's name, or a diagnostic's code. */
  name: string;
  isCode: boolean;
}

/** How long to look for a provider in ms: longer than the embed does after the page's `load`. */
const PATIENCE_MS = 3_000;
const MAX_HELD = 512;

/**
 * Sees the messages of frames, and what the embed makes of each.
 *
 * 1. This listener hears a message before the embed does, if it was there first.
 * 2. While the event is on its way the embed says what it does with it: a lifecycle event or a
 *    diagnostic is dispatched, or a provider is called, in a microtask after the embed's listener and
 *    before the next one. If the embed comes first, that is kept until the message is heard here, in
 *    the same dispatch.
 * 3. In the next task it is concluded: what nobody has said anything about is explained by the state.
 *    What neither the embed nor the last listener has heard was stopped on its way.
 */
export class Messages {
  /** Messages that a listener of the page has stopped on their way. */
  stopped = 0;
  /** When one came last. */
  stoppedAt = 0;
  private current: Arrival | undefined;
  /** Those that came before the embed's program. */
  private held: Arrival[] = [];
  private said: Said[] = [];
  private lastAfter = '';

  constructor(
    private readonly log: Log,
    private readonly embed: Embed,
    private readonly frames: Frames,
    private readonly requests: Requests,
    private readonly providers: Providers,
    /** Is told the name of each message of a marked frame, as a rule before the embed has it. */
    private readonly named: (name: string) => void,
    private readonly signal: AbortSignal,
    /** Whether the embed hears messages before this does. */
    readonly isLate: boolean,
  ) {
    this.comeLast();
  }

  readonly arrive = safely((event: MessageEvent) => {
    this.finish();
    const element = this.frames.sender(event.source);
    if (!element) return;
    this.embed.look();
    const words = read(event.data);
    const isMarked = element.hasAttribute('data-ledgerbee-pricing');
    if (!isMarked && !words.isOurs) return;
    if (isMarked) this.named(words.name);
    const frame = this.frames.meet(element);
    frame.heard++;
    frame.heardAt = now();
    const isRunning = this.embed.program === 'running';
    if (isRunning) this.held = [];
    const isServed = frame.standing === 'served';
    // Only what the embed will take for a request, now or once it runs, is one.
    const isCounted = isServed ? event.origin === frame.origin : frame.isMarked && !isRunning;
    const { kind, requestId } = words;
    const isRequest = kind && isCounted && event.isTrusted;
    const request = isRequest ? this.requests.take(frame, kind, requestId) : undefined;
    const isRepeat = request?.entry !== undefined;
    const label = request ? `${words.label} #${request.number}` : words.label;
    const at = this.isLate ? Math.min(event.timeStamp, now()) : now();
    const led = this.isLate && request?.led?.at === at ? request.led : undefined;
    const entry = this.log.add({ at, from: 'frame', to: 'page', frame: frame.number, label }, led);
    if (request && !isRepeat) request.entry = entry;
    const calls = this.isLate && !isRepeat ? 0 : (request?.calls ?? 0);
    const arrival = { event, words, frame, entry, isServed, request, calls, isRepeat, isJudged: false, isThrough: false };
    if (!event.isTrusted) return this.judge(arrival, 'dropped: a script made it, not a frame', 'bad');
    this.current = arrival;
    this.recall(arrival);
    if (request) this.providers.lend(request.kind);
    later(this.finish, 0);
  });

  /** The embed has passed on an event; `false` if no message of that name is known. */
  pass(frame: Frame, name: string): boolean {
    const arrival = this.judged(frame, ({ words }) => words.name === name);
    if (!arrival) return this.keep({ frame, name, isCode: false });
    this.judge(arrival, `passed on as ${PREFIX}${name}`, 'good');
    return true;
  }

  /** The embed has refused a message; `false` if it is not known which. */
  refuse(frame: Frame, code: string): boolean {
    if (!MESSAGE_CODES.includes(code)) return false;
    const arrival = this.judged(frame, () => true);
    if (!arrival) return this.keep({ frame, name: code, isCode: true });
    const from = code === 'origin-mismatch' ? ` (${arrival.event.origin})` : '';
    const { request } = arrival;
    if (request && code === 'too-many-requests') {
      this.requests.reopen(request);
      this.requests.answer(request, 'null', code, 'bad');
    }
    this.judge(arrival, `dropped: ${reason(code)}${from}`, 'bad');
    return true;
  }

  /** The embed speaks of a request that was answered before: if it has just come again, as of a new one. */
  reopen(request: Request): void {
    if (this.current?.request === request && this.isOnItsWay()) this.requests.reopen(request);
  }

  private isOnItsWay(): boolean {
    return this.current !== undefined && this.current.event.eventPhase !== Event.NONE;
  }

  /** What the embed has said before its message was heard here; `false` if that is not how it goes. */
  private keep(said: Said): boolean {
    if (!this.isLate) return false;
    this.said.push(said);
    later(
      safely(() => {
        const index = this.said.indexOf(said);
        if (index < 0) return;
        this.said.splice(index, 1);
        this.log.add({ at: now(), from: 'page', to: 'page', frame: said.frame.number, label: said.name, note: 'of no message that was seen' });
      }),
      0,
    );
    return true;
  }

  /** Takes back what was kept for this message. */
  private recall({ frame }: Arrival): void {
    const said = this.said.filter((it) => it.frame === frame);
    this.said = this.said.filter((it) => it.frame !== frame);
    for (const { name, isCode } of said) {
      if (isCode) this.refuse(frame, name);
      else this.pass(frame, name);
    }
  }

  /** Concludes the message before, once its way has ended. */
  readonly finish = safely(() => {
    const arrival = this.current;
    if (!arrival || this.isOnItsWay()) return;
    this.current = undefined;
    this.providers.restore();
    const { request, isJudged, isThrough } = arrival;
    // The embed has spoken, or the last listener has heard it, or the embed came before any that stops it.
    if (isJudged || isThrough || this.isLate || request?.state === 'asked') this.explain(arrival);
    else {
      this.stopped++;
      this.stoppedAt = now();
      this.judge(arrival, reason('stopped-event'), 'bad');
    }
    // Before the page has loaded, the embed looks again in events that say when.
    if (document.readyState === 'complete' || this.embed.program === 'loading') this.lookForWaiting();
  });

  /** Not while an event is on its way: browsers differ in whether that one is heard then. */
  comeLast(): void {
    this.lastAfter = this.embed.listener;
    window.removeEventListener('message', this.through);
    window.addEventListener('message', this.through, { signal: this.signal });
  }

  private readonly through = safely((event: MessageEvent) => {
    const arrival = this.current;
    if (arrival?.event !== event) return;
    arrival.isThrough = true;
    // An embed that has started since hears it after this.
    if (this.lastAfter === this.embed.listener) this.providers.restore();
  });

  /** The embed may look for a provider again, in this very event or soon. */
  readonly lookAgain = safely(() => {
    this.finish();
    this.lookForWaiting();
  });

  private lookForWaiting(): void {
    if (this.requests.waiting().length) this.providers.look(now() + PATIENCE_MS);
  }

  /** The message that the embed speaks of: the one on its way, or the first that was held. */
  private judged(frame: Frame, isIt: (arrival: Arrival) => boolean): Arrival | undefined {
    const { current } = this;
    if (current && this.isOnItsWay() && current.frame === frame && !current.isJudged && isIt(current)) return current;
    const index = this.held.findIndex((it) => it.frame === frame && isIt(it));
    return index < 0 ? undefined : this.held.splice(index, 1)[0];
  }

  private judge(arrival: Arrival, note: string, tone: Tone): void {
    arrival.isJudged = true;
    this.log.amend(arrival.entry, note, tone);
  }

  /** Adds the result of a message that the embed has reported nothing about. */
  private explain(arrival: Arrival): void {
    const { request, isJudged, frame, entry } = arrival;
    if (!isJudged) {
      this.judge(arrival, ...verdict(arrival, this.embed, this.providers));
      if (frame.isMarked && this.embed.program === 'loading') this.hold(arrival);
    }
    if (!request) this.log.fold(entry);
  }

  /** Keeps a message for when the program is there. */
  private hold(arrival: Arrival): void {
    if (arrival.request?.state === 'new') arrival.request.state = 'waiting';
    this.held.push(arrival);
    this.held.splice(0, this.held.length - MAX_HELD);
  }
}

/** What the embed says of a message, rather than of a frame or of a provider. */
const MESSAGE_CODES = [
  ...['origin-mismatch', 'malformed-message', 'unknown-message', 'too-many-requests'],
  ...['untrusted-origin', 'sandboxed-frame', 'srcdoc-frame'],
];
