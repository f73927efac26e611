// Calls what the page gave: everything here may run code of the page, and throw what it throws.

import { get } from './platform.js';

/** Where the package keeps the providers of one iframe. */
const OWN = Symbol.for('ledgerbee-embed:own');

const find = (holder, name) => {
  const provider = holder?.[name];
  return typeof provider === 'function' ? (context) => provider.call(holder, context) : undefined;
};

/** One that an iframe was given has to be a function: nobody else is asked in its place. */
const findOwn = (holder, name) => {
  if ((holder?.[name] ?? undefined) === undefined) return undefined;
  const found = find(holder, name);
  if (!found) throw new TypeError(`${name} is not a function`);
  return found;
};

/** The iframe's own, then what `start()` was given, then what is the page's to change at any time. */
export const provider = (frame, { given }, name) =>
  findOwn(frame[OWN], name) ?? find(given[name], name) ?? find(window.LedgerBee?.embed, name);

/**
 * Calls a provider, and gives `done` the result: its value, or with `true` what it threw or rejected
 * with. `await` takes plain values and any thenable, and needs neither `Promise` nor a `then` of the page.
 *
 * The entry is the request's in the loader's list.
 */
export const ask = (call, kind, frame, entry, done) => {
  const { requestId, controller } = entry;
  const place = (entry.place = { done });
  // An `AbortController` of the page's own may throw for its signal.
  listen(place, call, { kind, frame, requestId, signal: get(controller, 'signal') });
};

/**
 * From now on `done` is not called any more. A promise that never settles keeps what awaits it, so nothing is
 * left there but an empty place.
 */
export const forget = ({ place }) => {
  place.done = undefined;
};

const listen = async (place, call, context) => {
  let given;
  let hasFailed = true;
  try {
    given = call(context);
    call = context = undefined;
    given = await given;
    hasFailed = false;
  } catch (thrown) {
    given = thrown;
  }
  place.done?.(given, hasFailed);
};
