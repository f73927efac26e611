/** How many events are kept, a page. */
const MAX_REPLAYED = 64;

type Past = [frame: HTMLIFrameElement, event: CustomEvent];

/** The lifecycle events for late listeners, oldest first. */
export const log = () => ({
  past: [] as Past[],

  record(frame: HTMLIFrameElement, event: CustomEvent) {
    if (this.past.push([frame, event]) > MAX_REPLAYED) this.past.shift();
  },

  /** Lets go of the events of frames that have left the page. */
  prune() {
    this.past = this.past.filter(([frame]) => frame.isConnected);
  },
});
export type Log = ReturnType<typeof log>;
