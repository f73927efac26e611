import type { Embed } from './embed';
import type { Log } from './log';
import { all, now, safely, shadowRoots } from './platform';
import { showUrl } from './words';

const MARKER = 'data-ledgerbee-pricing';

/** How the embed has it, or why not. */
export type Standing = 'served' | 'no-embed' | 'no-program' | 'unobserved' | Refusal;
/** Codes of the embed's diagnostics. */
type Refusal = 'srcdoc-frame' | 'sandboxed-frame' | 'untrusted-origin';

/** An iframe that is marked, or one that speaks like a portal and is not. */
export interface Frame {
  readonly number: number;
  readonly element: HTMLIFrameElement;
  isMarked: boolean;
  standing: Standing;
  /** Of its `src`: what the embed would pin it to. */
  origin: string;
  /** Messages that came from it since the inspector was there. */
  heard: number;
  heardAt: number | undefined;
  loads: number;
}

/** The page's frames, numbered as they were found. */
export class Frames {
  private readonly known = new WeakMap<HTMLIFrameElement, Frame>();
  private there = new Set<Frame>();
  private roots: ShadowRoot[] = [];
  private last = 0;
  /** What the embed has said of an iframe that it refuses, and of which attributes. */
  private readonly refusals = new WeakMap<HTMLIFrameElement, [code: Refusal, attributes: string]>();

  constructor(
    private readonly log: Log,
    private readonly embed: Embed,
    private readonly signal: AbortSignal,
  ) {}

  /** Those that are in the page, in the order they were found. */
  list(): Frame[] {
    return [...this.there].sort((a, b) => a.number - b.number);
  }

  byElement(element: unknown): Frame | undefined {
    return element instanceof HTMLIFrameElement ? this.known.get(element) : undefined;
  }

  /** The iframe that a message came from, marked or not. */
  sender(source: MessageEventSource | null): HTMLIFrameElement | undefined {
    if (!source) return undefined;
    const isSource = (element: HTMLIFrameElement) => element.contentWindow === source;
    const known = [...this.there].find(({ element }) => isSource(element));
    return known?.element ?? [...all<HTMLIFrameElement>('iframe'), ...this.marked()].find(isSource);
  }

  /** The embed has said that it refuses this one. */
  refuse(element: HTMLIFrameElement, code: string): void {
    if (isRefusal(code)) this.refusals.set(element, [code, attributesOf(element)]);
  }

  /** Brings everything up to date; `isDeep` looks for shadow roots too, which costs more. */
  survey(isDeep: boolean): void {
    if (isDeep) this.roots = shadowRoots();
    const served = new Set(this.embed.frames());
    for (const element of new Set([...this.marked(), ...served])) this.meet(element, served);
    for (const frame of [...this.there]) {
      if (!frame.element.isConnected) this.leave(frame);
      else this.judge(frame, served);
    }
  }

  private marked(): HTMLIFrameElement[] {
    const selector = `iframe[${MARKER}]`;
    return [undefined, ...this.roots].flatMap((root) => all<HTMLIFrameElement>(selector, root));
  }

  /** The frame as it stands now; one that was not known is from here on. */
  meet(element: HTMLIFrameElement, served = new Set(this.embed.frames())): Frame {
    let frame = this.known.get(element);
    if (!frame) {
      frame = {
        ...{ number: ++this.last, element, isMarked: false, standing: 'no-embed', origin: '' },
        ...{ heard: 0, heardAt: undefined, loads: 0 },
      };
      this.known.set(element, frame);
      const loaded = safely(() => this.loaded(frame!));
      element.addEventListener('load', loaded, { signal: this.signal });
    }
    const isNew = !this.there.has(frame);
    this.there.add(frame);
    this.judge(frame, served, isNew);
    return frame;
  }

  private leave(frame: Frame): void {
    this.there.delete(frame);
    this.say(frame, 'left the page', '', 'quiet');
  }

  private loaded(frame: Frame): void {
    frame.loads++;
    this.log.add({ at: now(), from: 'frame', to: 'frame', frame: frame.number, label: 'loaded', tone: 'quiet' });
  }

  private judge(frame: Frame, served: ReadonlySet<HTMLIFrameElement>, isNew = false): void {
    const { element } = frame;
    const isMarked = element.hasAttribute(MARKER);
    const standing = this.standing(element, served);
    const address = addressOf(element);
    const origin = originOf(address);
    const has = frame.standing === standing && frame.origin === origin && frame.isMarked === isMarked;
    Object.assign(frame, { isMarked, standing, origin });
    if (isNew || !has) {
      const tone = standing === 'served' ? 'good' : standing.startsWith('no-') ? 'quiet' : 'bad';
      const [text, shown] = isMarked ? ([STANDINGS[standing], tone] as const) : ([`has no ${MARKER}`, 'quiet'] as const);
      this.say(frame, text, showUrl(address), shown);
    }
  }

  /**
   * The embed alone knows which origins it trusts. Where its word was not heard, what it looks at
   * first is ruled out, and the origin is what is left.
   */
  private standing(element: HTMLIFrameElement, served: ReadonlySet<HTMLIFrameElement>): Standing {
    if (served.has(element)) return 'served';
    if (!this.embed.bridge) return 'no-embed';
    if (this.embed.program !== 'running') return 'no-program';
    const [code, attributes] = this.refusals.get(element) ?? [];
    if (code && attributes === attributesOf(element)) return code;
    if (element.getRootNode() !== document) return 'unobserved';
    if (element.hasAttribute('srcdoc')) return 'srcdoc-frame';
    if (element.hasAttribute('sandbox') && !element.sandbox.contains('allow-same-origin')) return 'sandboxed-frame';
    return 'untrusted-origin';
  }

  private say(frame: Frame, label: string, note: string, tone: 'good' | 'bad' | 'quiet'): void {
    this.log.add({ at: now(), from: 'page', to: 'page', frame: frame.number, label, note, tone });
  }
}

/** Each standing in words. */
export const STANDINGS: Record<Standing, string> = {
  served: 'is served',
  'no-embed': 'waits for the embed',
  'no-program': 'waits for the embed’s program',
  unobserved: 'is in a shadow root that is not observed',
  'srcdoc-frame': 'is refused: srcdoc-frame',
  'sandboxed-frame': 'is refused: sandboxed-frame',
  'untrusted-origin': 'is refused: untrusted-origin',
};

export const isRefusal = (code: string): code is Refusal =>
  code === 'srcdoc-frame' || code === 'sandboxed-frame' || code === 'untrusted-origin';

const attributesOf = (element: HTMLIFrameElement): string =>
  JSON.stringify(['src', 'srcdoc', 'sandbox'].map((name) => element.getAttribute(name)));

/** Where its `src` leads, by the browser's own parser; empty if nowhere. */
export function addressOf(element: HTMLIFrameElement): string {
  const src = element.getAttribute('src');
  try {
    return src ? new URL(src, element.baseURI).href : '';
  } catch {
    return '';
  }
}

export function originOf(address: string): string {
  return address && new URL(address).origin;
}
