import { frames, hear, join, observe, receive, start, stop } from 'ledgerbee:glue';
import { enter, onLeft } from './guard';
import type { Program } from './program';

function guarded<A extends unknown[], R>(call: (...args: A) => R): (...args: A) => R | undefined;
function guarded(call: (...args: unknown[]) => unknown) {
  return (a: unknown, b: unknown, c: unknown) => enter(call, a, b, c);
}

/** The exports of the program that the glue was given. */
export function program(listener: (hasTrapped: boolean) => void): Program {
  onLeft(listener);
  return {
    start: guarded(start),
    join: guarded(join),
    receive: guarded(receive),
    hear: guarded(hear),
    frames: guarded(frames),
    observe: guarded(observe),
    stop: guarded(stop),
  };
}
