import { post } from './http.js';
import { renewCatalogToken } from './plan.js';
import { requestToken } from './wire.js';

/**
 * A checkout under way.
 *
 * @typedef {object} Session
 * @property {string} path where it is confirmed
 * @property {import('./details.js').Customer | null} customer
 * @property {boolean} [isBindRejected] whether who is signed in is somebody else
 */

/** @typedef {import('./surface.js').Surface} Surface */
/** @typedef {import('./plan.js').Item} Item */

/**
 * Starts a checkout in this frame, bound to the page's customer if the page
 * names one.
 *
 * @param {Surface} surface
 * @param {Item} item
 * @returns {Promise<Session | null>}
 */
export async function startSession(surface, item) {
  const answer = await order(surface, item, {});
  if (answer === null) return null;
  const { sessionId, customer } = answer;
  return { path: `/api/checkout/session/${encodeURIComponent(sessionId)}/confirm`, customer };
}

/**
 * Starts a checkout that goes on outside of this frame.
 *
 * @param {Surface} surface
 * @param {Item} item
 * @returns {Promise<string | null>} the address of its page
 */
export async function startBreakOut(surface, item) {
  const { returnUrl, lang, theme } = surface;
  const answer = await order(surface, item, { breakOut: { returnUrl } });
  return answer === null ? null : `${answer.checkoutUrl}?lang=${lang}&theme=${theme}`;
}

/**
 * The bind token lives in this call only.
 *
 * @param {Surface} surface
 * @param {Item} item
 * @param {object} more
 * @returns {Promise<any>} `null` if it came to nothing
 */
async function order({ vanity, planId }, { planItemId }, more) {
  const bindToken = await requestToken('requestBindToken');
  const body = { ...(planId === null ? { vanity } : { planId }), planItemId, ...more };
  let answer = await post('/api/checkout/session', { ...body, bindToken });
  // The catalog token may have aged since the cards were shown. The bind token
  // is not used up then: the plan is looked at first.
  if (planId !== null && answer?.status === 401 && (await renewCatalogToken())) {
    answer = await post('/api/checkout/session', { ...body, bindToken });
  }
  if (answer?.body?.code === 'BIND_REJECTED') answer = await post('/api/checkout/session', body);
  return answer?.ok ? answer.body : null;
}
