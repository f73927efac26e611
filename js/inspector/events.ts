import type { Embed } from './embed';
import type { Frames } from './frames';
import type { Log } from './log';
import type { Messages } from './messages';
import { now, safely } from './platform';
import { EVENTS, fields, PREFIX } from './words';

/** Reports of the embed's own, which no message leads to. */
const OWN = ['diagnostic', 'status'];
/** How many names are listened to that are not in the list: a frame can make up as many as it likes. */
const MAX_OTHERS = 16;

/** Hears the embed's lifecycle events; those of before are recalled from the bridge. */
export class Events {
  private readonly names = new Set<string>();
  private recalled: unknown;
  private readonly since = now();

  constructor(
    private readonly log: Log,
    private readonly embed: Embed,
    private readonly frames: Frames,
    private readonly messages: Messages,
    private readonly signal: AbortSignal,
  ) {
    EVENTS.forEach((name) => this.listen(name));
  }

  /** A name that is not in the list may be a newer portal's. */
  listen(name: string): void {
    if (!name || OWN.includes(name) || this.names.has(name)) return;
    if (this.names.size >= EVENTS.length + MAX_OTHERS) return;
    this.names.add(name);
    const hear = safely((event: Event) => this.hear(name, event as CustomEvent));
    window.addEventListener(PREFIX + name, hear, { signal: this.signal, capture: true });
  }

  /** Takes in the events that the bridge keeps, once for each bridge. */
  recall(): void {
    const { bridge } = this.embed;
    if (!bridge || bridge === this.recalled) return;
    this.recalled = bridge;
    for (const name of EVENTS) {
      const tell = safely((event: CustomEvent) => this.tell(name, event));
      bridge.on(name, tell, { replay: true })();
    }
  }

  private hear(name: string, event: CustomEvent): void {
    const frame = this.frames.byElement(event.detail?.frame);
    if (frame && this.messages.pass(frame, name)) return;
    this.log.add({ at: now(), from: 'page', to: 'page', label: name, note: 'of no message that was seen' });
  }

  private tell(name: string, event: CustomEvent): void {
    // Those since then were heard.
    if (event.timeStamp > this.since) return;
    const frame = this.frames.byElement(event.detail?.frame);
    const label = [name, fields(event.detail ?? {})].filter(Boolean).join(' ');
    const note = 'before the inspector was there';
    this.log.add({ at: event.timeStamp, from: 'frame', to: 'page', frame: frame?.number, label, note, tone: 'quiet' });
  }
}
