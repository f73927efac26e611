import { configure, frames, observe, open, receive, report, start, status, stop } from 'ledgerbee:glue';
import { sayBroken } from '../../src/page/platform';
import { hasFailed } from './guard';
import type { Memory } from './memory';

/** The Rust program (`src/surface.rs`). A call gives nothing if the program fails in the middle of it. */
export interface Program {
  start(memory: Memory): void;
  configure(options: unknown): void;
  /** Reports a code (`CODES`), with what made it happen. */
  report(code: number, cause: unknown): void;
  open(): void;
  /** Judges a message that was held for so many ms. */
  receive(event: MessageEvent, waited: number, isAnswered: boolean): void;
  frames(): HTMLIFrameElement[] | undefined;
  status(frame: unknown): string | undefined;
  observe(root: unknown): void;
  stop(): void;
}

/**
 * Makes the program run; the same one again, unless it has failed.
 *
 * @param onFailure called once nothing of the program runs any more after it has failed
 * @throws whatever keeps it from running
 */
export type Make = (onFailure: (cause: unknown) => void) => Program;

/** What the glue makes of a call that has failed in the middle means nothing. */
function guarded<A extends unknown[], R>(call: (...args: A) => R): (...args: A) => R | undefined {
  return (...args) => {
    try {
      const result = call(...args);
      return hasFailed() ? undefined : result;
    } catch (error) {
      if (!hasFailed()) sayBroken(error);
      return undefined;
    }
  };
}

/** The program whose exports the glue was given. */
export const program: Program = {
  start: guarded(start),
  configure: guarded(configure),
  report: guarded(report),
  open: guarded(open),
  receive: guarded(receive),
  frames: guarded(frames),
  status: guarded(status),
  observe: guarded(observe),
  stop: guarded(stop),
};
