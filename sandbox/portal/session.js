import { post } from './http.js';
import { authorized } from './plan.js';
import { lang } from './text.js';
import { requestToken } from './wire.js';

/**
 * A checkout under way.
 *
 * @typedef {object} Session
 * @property {string} path of what is done with it: `/confirm`, `/resend`
 * @property {import('./details.js').Customer | null} customer
 * @property {boolean} isHeld whether the customer has the item already
 * @property {{ first: string, last: string }} startDates as `2026-11-21`, by the portal's clock
 * @property {boolean} [isBindRejected] whether who is signed in is somebody else
 */

/** @typedef {{ session: Session } | { failure: import('./http.js').Failure }} Started */
/** @typedef {import('./surface.js').Surface} Surface */
/** @typedef {import('./plan.js').Item} Item */

/**
 * Starts a checkout in this frame, bound to the page's customer if the page
 * names one.
 *
 * @param {Surface} surface
 * @param {Item} item
 * @returns {Promise<Started>}
 */
export async function startSession(surface, item) {
  const answer = await order(surface, item, {});
  if (!answer.ok) return { failure: answer.failure };
  const { sessionId, customer, isHeld, startDates } = answer.body;
  const path = `/api/checkout/session/${encodeURIComponent(sessionId)}`;
  return { session: { path, customer, isHeld, startDates } };
}

/**
 * Starts a checkout that goes on outside of this frame.
 *
 * @param {Surface} surface
 * @param {Item} item
 * @returns {Promise<{ address: string } | { failure: import('./http.js').Failure }>} of its page
 */
export async function startBreakOut(surface, item) {
  const { returnUrl, theme } = surface;
  const answer = await order(surface, item, { breakOut: { returnUrl } });
  if (!answer.ok) return { failure: answer.failure };
  return { address: `${answer.body.checkoutUrl}?lang=${lang}&theme=${theme}` };
}

/**
 * The bind token lives in this call only. It is not used up by a catalog token
 * that has aged: the plan is looked at first.
 *
 * @param {Surface} surface
 * @param {Item} item
 * @param {object} more
 */
async function order({ vanity, planId }, { planItemId }, more) {
  const bindToken = await requestToken('requestBindToken');
  const plan = planId === null ? { vanity } : { planId };
  const body = { ...plan, planItemId, language: lang, ...more };
  /** @param {object} it */
  const send = (it) =>
    authorized((headers) => post('/api/checkout/session', it, headers), planId);
  const answer = await send({ ...body, bindToken });
  const isRejected = !answer.ok && answer.failure.code === 'BIND_REJECTED';
  return isRejected ? send(body) : answer;
}
