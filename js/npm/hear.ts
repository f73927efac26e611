import { PREFIX } from 'ledgerbee:words';
import { EVENT_NAMES } from './event-names';
import type { EmbedEvent, EventName } from './events.js';

/** What a component does with an event of its frame. */
export type Hear = (name: EventName, event: EmbedEvent) => void;

/** Weak: who hears a frame is forgotten with the frame, and need not be told when that is. */
const ears = /* @__PURE__ */ new WeakMap<HTMLIFrameElement, Hear>();

const pass = (event: Event) => {
  const { frame } = (event as EmbedEvent).detail;
  if (frame?.isConnected) ears.get(frame)?.(event.type.slice(PREFIX.length) as EventName, event as EmbedEvent);
};

/**
 * Hears the events of a frame as long as it is in the page. There is no end to call: React takes the effects of a
 * component back while it only hides it, and a checkout that is confirmed meanwhile must be heard.
 */
export function hear(frame: HTMLIFrameElement, ear: Hear): void {
  ears.set(frame, ear);
  // On the window and not by `bridge.on`: a bridge may be stopped, and another one started. A listener that is there
  // already is not added again.
  for (const name of EVENT_NAMES) window.addEventListener(PREFIX + name, pass);
}

/** Whether somebody hears this frame. */
export const isHeard = (frame: HTMLIFrameElement): boolean => ears.has(frame);
