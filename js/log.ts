/** How many events are kept, a page. */
const MAX_REPLAYED = 64;

/** The lifecycle events for late listeners, oldest first. */
export class Log {
  past: [frame: HTMLIFrameElement, event: CustomEvent][] = [];

  record(frame: HTMLIFrameElement, event: CustomEvent): void {
    if (this.past.push([frame, event]) > MAX_REPLAYED) this.past.shift();
  }

  /** Lets go of the events of frames that have left the page. */
  prune(): void {
    this.past = this.past.filter(([frame]) => frame.isConnected);
  }
}
