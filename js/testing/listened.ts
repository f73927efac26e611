import { PREFIX } from 'ledgerbee:words';
import { EVENT_NAMES } from '../npm/event-names';
import { closest } from './closest';

let names = new Set<string>();

export function forgetListened(): void {
  names = new Set();
}

type Add = (this: unknown, type: string, ...rest: unknown[]) => void;

/** Notes the names of the embed's events that the page listens to, from now on. */
export function noteListeners(page: Record<string, any>): void {
  // Vitest gives the window functions of its own; elsewhere they are those of every event target.
  for (const holder of [page['EventTarget']?.prototype, page] as { addEventListener: Add }[]) {
    if (!holder || !Object.hasOwn(holder, 'addEventListener')) continue;
    const { addEventListener } = holder;
    holder.addEventListener = function (type, ...rest) {
      if (String(type).startsWith(PREFIX)) names.add(String(type).slice(PREFIX.length));
      return addEventListener.call(this, type, ...rest);
    };
  }
}

/**
 * What is wrong with the names that the page listens to, `sent` being those of events that a test has sent.
 *
 * @returns one sentence for each wrong name
 */
export function wrongNames(listened: Iterable<string>, sent: ReadonlySet<string>): string[] {
  return [...listened]
    .filter((name) => !EVENT_NAMES.includes(name as never) && !sent.has(name))
    .map((name) => {
      const meant = closest(name, EVENT_NAMES);
      return `The page listens to ${PREFIX}${name}, which is no event${meant ? `: did you mean ${PREFIX}${meant}?` : '.'}`;
    });
}

export const listenedNames = (): ReadonlySet<string> => names;
