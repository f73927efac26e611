import { reason } from './doctor/advice';
import { isRefusal, type Frame, type Frames } from './frames';
import type { Log } from './log';
import type { Messages } from './messages';
import { now } from './platform';
import type { Requests } from './requests';
import { isAnonymous, kindOf, thrown } from './words';

/** What the embed has reported, each of a kind once. */
export interface Diagnosis {
  readonly code: string;
  /** The option, provider or field that is meant. */
  readonly name: string;
  readonly frame: Frame | undefined;
  count: number;
  at: number;
  /** What was thrown, by its kind. */
  cause: string;
}

/**
 * The option, provider or field that the sentence of such a code begins with
 * (`src/core/diagnostic.rs`). Nothing else of a sentence is shown.
 */
const NAMED = /^(?:provider-[a-z-]+|invalid-option|malformed-message): (?:no )?([A-Za-z]{1,40})(?=[ ;]|$)/;

/** Hears the embed's diagnostics. */
export class Diagnoses {
  readonly list: Diagnosis[] = [];

  constructor(
    private readonly log: Log,
    private readonly frames: Frames,
    private readonly requests: Requests,
    private readonly messages: Messages,
  ) {}

  hear(event: Event): void {
    const detail: unknown = (event as CustomEvent).detail;
    const { code, message, frame: element, requestId, ...more } = Object(detail) as Record<string, unknown>;
    if (typeof code !== 'string' || !/^[a-z-]{1,40}$/.test(code)) return;
    const [, name = ''] = NAMED.exec(typeof message === 'string' ? message : '') ?? [];
    const isFrame = element instanceof HTMLIFrameElement;
    if (isFrame) this.frames.refuse(element, code);
    const frame = isFrame ? this.frames.meet(element) : undefined;
    this.count(code, name, frame, 'cause' in more ? thrown(more['cause']) : '');
    const kind = kindOf(name);
    // Where the embed hears messages first, this may be the first of it.
    const isFirst = this.messages.isLate && isId(requestId);
    const request = frame && kind && (isFirst ? this.requests.take(frame, kind, requestId) : this.requests.find(frame, kind, requestId));
    if (request) {
      this.messages.reopen(request);
      const isNormal = isAnonymous(code, kind);
      this.requests.answer(request, 'null', isNormal ? `${code}: anonymous` : reason(code), isNormal ? 'plain' : 'bad');
      return;
    }
    const isDrop = frame && this.messages.refuse(frame, code);
    // A frame that is refused has said so when it was met.
    if (!isDrop && !isRefusal(code)) {
      const note = `${reason(code)}${name && ` (${name})`}`;
      this.log.add({ at: now(), from: 'page', to: 'page', frame: frame?.number, label: 'diagnostic', note, tone: 'bad' });
    }
  }

  private count(code: string, name: string, frame: Frame | undefined, cause: string): void {
    const known = this.list.find((it) => it.code === code && it.name === name && it.frame === frame);
    if (known) Object.assign(known, { count: known.count + 1, at: now(), cause });
    else this.list.push({ code, name, frame, count: 1, at: now(), cause });
  }
}

const isId = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
