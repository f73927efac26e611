import type { Frames } from './frames';
import type { Entry, Log } from './log';
import { later, now, safely } from './platform';
import type { Request, Requests } from './requests';
import { KINDS, named, thrown, type Kind } from './words';

/** What the embed passes to a provider. */
interface Context {
  frame: unknown;
  requestId: unknown;
  signal: AbortSignal;
}

/** A call, from the request to what the page's function made of it. */
interface Call {
  request: Request;
  entry: Entry;
  from: number;
}

/** Follows the calls of the page's providers, and what the embed will have answered. */
export class Calls {
  /** How often a bind token was handed out that had been handed out before. */
  reused = 0;
  /** When a provider of each kind last gave a token. */
  readonly given = new Map<Kind, number>();
  /** Of which kinds a provider has answered with nothing. */
  readonly empty = new Set<Kind>();
  private readonly prints = new Set<number>();

  constructor(
    private readonly log: Log,
    private readonly frames: Frames,
    private readonly requests: Requests,
    private readonly isServed: (request: Request) => boolean,
  ) {}

  /** Calls the function as it was called, and gives the embed what it would have got. */
  readonly watch = (kind: Kind, target: Function, self: unknown, args: unknown[]): unknown => {
    let call: Call | undefined;
    safely(() => {
      call = this.begin(kind, args[0] as Context);
    })();
    const settle = (work: (call: Call) => void) => safely(() => call && work(call))();
    let answer: unknown;
    try {
      answer = Reflect.apply(target, self, args);
    } catch (error) {
      settle((it) => this.settle(it, `threw ${thrown(error)}`));
      throw error;
    }
    const isPlain = (typeof answer !== 'object' && typeof answer !== 'function') || answer === null;
    if (isPlain) {
      settle((it) => this.receive(it, answer));
      return answer;
    }
    // A thenable may do its work at each `then`, so it gets one, by the promise made of it.
    const promise = answer instanceof Promise ? answer : Promise.resolve(answer);
    Promise.prototype.then.call(
      promise,
      (value: unknown) => settle((it) => this.receive(it, value)),
      // The embed takes the rejection too, so that nothing goes unreported for this.
      (error: unknown) => settle((it) => this.settle(it, `rejected ${thrown(error)}`)),
    );
    return promise;
  };

  private begin(kind: Kind, { frame: element, requestId, signal }: Context): Call | undefined {
    const frame = this.frames.byElement(element);
    if (!frame) return undefined;
    const request = this.requests.take(frame, kind, requestId);
    if (request.state === 'waiting' && request.entry) this.log.amend(request.entry, 'a provider was found', 'good');
    this.requests.reopen(request);
    request.state = 'asked';
    request.calls++;
    const label = `${KINDS[kind].provider}() #${request.number}`;
    const entry = this.log.add({ at: now(), from: 'page', to: 'provider', frame: frame.number, label, note: 'no answer yet' });
    request.led = entry;
    const call = { request, entry, from: now() };
    signal.addEventListener('abort', safely(() => later(safely(() => this.abandon(call)), 0)), { once: true });
    return call;
  }

  /** Of a token only the length is looked at, and whether it was given before. */
  private receive(call: Call, value: unknown): void {
    const { kind } = call.request;
    const isToken = typeof value === 'string' && value !== '';
    if (isToken) {
      this.given.set(kind, now());
      const print = fingerprint(value);
      if (kind === 'bind' && this.prints.has(print)) this.reused++;
      this.prints.add(print);
    }
    const token = isToken ? `token of ${value.length}` : 'null';
    const isNone = value === null || value === undefined;
    if (isNone) this.empty.add(kind);
    this.settle(call, isToken ? token : named(value), token, isToken || isNone ? '' : 'no token');
  }

  private settle({ request, entry, from }: Call, label: string, token = 'null', why = 'the provider failed'): void {
    this.log.amend(entry, '', 'plain');
    const { number } = request.frame;
    const isLate = request.state === 'done';
    const took = `after ${Math.round(now() - from)} ms`;
    const note = isLate ? `${took}: too late` : took;
    const tone = isLate ? 'quiet' : why ? 'bad' : 'good';
    this.log.add({ at: now(), from: 'provider', to: 'page', frame: number, label: `${label} #${request.number}`, note, tone });
    if (isLate) return;
    // By the next task the embed has judged it, and said so if it was no token.
    const conclude = safely(() => {
      if (!this.isServed(request)) this.requests.drop(request, 'the frame has gone or changed');
      else this.requests.answer(request, token, why, token === 'null' ? 'plain' : 'good');
    });
    later(conclude, 0);
  }

  /** The answer is not needed any more, for another reason than the deadline. */
  private abandon({ request, entry }: Call): void {
    if (request.state === 'done') return;
    this.log.amend(entry, 'nobody waits for it any more', 'quiet');
    this.requests.drop(request, 'the frame has gone or changed, or the embed has stopped, which answers null');
  }
}

const SEED = Math.floor(Math.random() * 2 ** 32);

/** Tells whether two tokens are the same, and nothing of what they are. */
function fingerprint(text: string): number {
  let hash = SEED;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  return hash >>> 0;
}
