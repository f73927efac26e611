/** A message from a frame, with the fields that the embed reads. */
export interface FakeMessage {
  readonly source: FakeWindow;
  readonly origin: string;
  readonly data: unknown;
}

/** What a fake portal gets. */
export interface Receiver {
  readonly origin: string | undefined;
  receive(message: unknown): void;
}

/** Stands for the window of an iframe. */
export class FakeWindow {
  portal: Receiver | undefined;

  /** Like a browser's: in a later task, and only to a document of that origin. */
  postMessage(message: unknown, targetOrigin: string): void {
    const { portal } = this;
    if (portal && portal.origin === targetOrigin) queueMicrotask(() => portal.receive({ ...(message as object) }));
  }
}

const windows = new WeakMap<Element, FakeWindow>();

/** The window of an iframe; `null` if it is not in a document, as in a browser. */
export function windowOf(frame: HTMLIFrameElement): FakeWindow | null {
  if (!frame.isConnected) return null;
  let found = windows.get(frame);
  if (!found) windows.set(frame, (found = new FakeWindow()));
  return found;
}

type Hear = (message: FakeMessage) => void;

const listeners = new Set<Hear>();

/** Hears what fake portals send, until what it returns is called. */
export function hear(listener: Hear): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const waiting: FakeMessage[] = [];
let isDelivering = false;

/**
 * Sends a message to the page. The program hears one after the other, so one that is sent while another is heard
 * comes after it.
 *
 * @returns whether the page has heard it
 */
export function send(message: FakeMessage): boolean {
  waiting.push(message);
  if (isDelivering) return false;
  isDelivering = true;
  try {
    for (let next = waiting.shift(); next; next = waiting.shift()) for (const listener of listeners) listener(next);
  } finally {
    isDelivering = false;
  }
  return true;
}
