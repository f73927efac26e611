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

/** Sends a message to the page, which has heard it when this returns. */
export function send(message: FakeMessage): void {
  for (const listener of listeners) listener(message);
}
