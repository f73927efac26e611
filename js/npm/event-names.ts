import type { EventName } from './events.js';

/** An object, so that none can be forgotten. */
const NAMES: { [Name in EventName]: true } = {
  pageLoaded: true,
  checkoutInitiated: true,
  customCtaClicked: true,
  checkoutConfirmed: true,
  status: true,
  diagnostic: true,
};

/** Those that a component hands on. */
export const EVENT_NAMES = /* @__PURE__ */ Object.keys(NAMES) as EventName[];
