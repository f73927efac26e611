import type { Answers } from './answers';
import type { Log } from './log';

/** The Rust program, every call guarded: after a trap it does nothing any more. */
export interface Program {
  /** `cause`: why it is this program; `true` after a trap, `false` without WebAssembly. */
  start(memory: Memory, options: unknown, cause: boolean | undefined): void;
  join(options: unknown, version: string): void;
  /** Judges a message that was held for so many ms. */
  receive(event: MessageEvent, waited: number): void;
  /**
   * How long the text is that a provider has given for the request of that number: `Infinity` if it is none, `NaN` if
   * it is nothing, less than 0 if the provider has failed. Whether it is to be posted.
   */
  hear(number: number, length: number): boolean | undefined;
  frames(): HTMLIFrameElement[] | undefined;
  observe(root: unknown): void;
  stop(): void;
}

/**
 * Makes the program run; the same one again, unless it has trapped.
 *
 * @param onLeft called whenever nothing of it runs any more, which may be because it has trapped; then
 *   it is called by nobody any more
 * @throws whatever keeps it from running
 */
export type Make = (onLeft: (hasTrapped: boolean) => void) => Program;

/** What outlives a program; `src/page/memory.rs` says what is in it. */
export interface Memory {
  window: Window;
  log: Log;
  answers?: Answers;
  warned: Map<string, string>;
  roots: WeakRef<object>[];
  scripts: string[];
  given: object;
}
