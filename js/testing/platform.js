// The platform of the build for tests: `src/page/platform.js`, but for windows of other origins and the messages
// between them, which no test environment has. Frames get windows of ours, and messages go by function call.

import { describe as describeReal, missing as missingReal, slotAt } from '../../src/page/platform.js';
import { hear, windowOf } from './fake-window';

export * from '../../src/page/platform.js';

/** happy-dom has these members of an event elsewhere, and nothing here needs them. */
const NOT_NEEDED = ['source', 'data', 'origin'];
export const missing = NOT_NEEDED.includes(missingReal) ? undefined : missingReal;

export const contentWindow = windowOf;

export const describe = (frame) => {
  const window = windowOf(frame);
  // A frame that has a portal shows a document of that portal.
  return { ...describeReal(frame), window, hasDocument: !!window?.portal };
};

/** At each call, because fake timers replace it. */
export const now = () => window.performance.now();

/** Messages come from fake portals only; every other event as the environment dispatches it. */
export const listening = (target) => {
  let forget;
  return {
    addEventListener(type, callback, options) {
      if (type === 'message') forget = hear(callback);
      else target.addEventListener(type, callback, options);
    },
    removeEventListener(type, callback, options) {
      if (type === 'message') forget?.();
      else target.removeEventListener(type, callback, options);
    },
  };
};

export const originOf = (event) => event.origin;
export const slotOf = (event, slots) => slotAt(slots, event.source);
export const dataFrom = (event, origin) => (event.origin === origin ? (event.data ?? 0) : undefined);
