/** The Rust program, every call guarded: after a trap it does nothing any more. */
export interface Program {
  /** `cause`: why it is this program; `true` after a trap, `false` without WebAssembly. */
  start(memory: Memory, options: unknown, cause: boolean | undefined): void;
  join(options: unknown, version: string): void;
  /** Judges a message that was held for so many ms. */
  receive(event: MessageEvent, waited: number): void;
  frames(): HTMLIFrameElement[] | undefined;
  observe(root: unknown): void;
  stop(): void;
}

/**
 * Makes the program run; the same one again, unless it has trapped.
 *
 * @param onTrap called once it has trapped and is called by nobody any more
 * @throws whatever keeps it from running
 */
export type Make = (onTrap: () => void) => Program;

/** What outlives a program; `src/page/memory.rs` says what is in it. */
export interface Memory {
  window: Window;
  log: [frame: HTMLIFrameElement, event: CustomEvent][];
  pending: Map<number, Letter>;
  warned: Map<string, string>;
  roots: WeakRef<object>[];
  scripts: string[];
  given: object;
}

/** The answer a frame waits for, still without a token, and how to send it. */
export type Letter = [source: Window, origin: string, answer: unknown, controller?: AbortController];
