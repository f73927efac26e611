/** The Rust program's exports, as wasm-bindgen makes them. */
export interface Program {
  start(log: LogEntry[], options: unknown, script: string | undefined): void;
  join(options: unknown, script: string | undefined, version: string): void;
  frames(): HTMLIFrameElement[];
  observe(root: unknown): void;
  stop(): void;
}

/** An event for late listeners, and the frame it is about. */
export type LogEntry = [frame: HTMLIFrameElement, event: CustomEvent];
