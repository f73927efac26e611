import { PREFIX } from 'ledgerbee:words';
import { EVENT_NAMES } from './event-names';
import type { EmbedEvent, EventName } from './events.js';

/** Hears the events of one frame, until what it returns is called. */
export function listen(
  frame: HTMLIFrameElement,
  hear: (name: EventName, event: EmbedEvent) => void,
): () => void {
  const controller = new AbortController();
  for (const name of EVENT_NAMES) {
    const handler = (event: Event) => {
      if ((event as EmbedEvent).detail.frame === frame) hear(name, event as EmbedEvent);
    };
    // On the window and not by `bridge.on`: a bridge may be stopped, and another one started.
    window.addEventListener(PREFIX + name, handler, { signal: controller.signal });
  }
  return () => controller.abort();
}
