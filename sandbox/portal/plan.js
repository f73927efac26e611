import { ask, post } from './http.js';
import { lang } from './text.js';
import { requestToken } from './wire.js';

/** @typedef {import('./http.js').Failure} Failure */

/**
 * @typedef {object} Item
 * @property {string} planItemId
 * @property {'SUBSCRIPTION' | 'CUSTOM_CTA'} itemType
 * @property {string} name
 * @property {string} description
 * @property {string[]} features
 * @property {number | null} priceMinor
 * @property {string} currency
 * @property {string | null} ctaPresetKey
 * @property {string | null} ctaLink
 */

/**
 * @typedef {object} Plan
 * @property {string} planId
 * @property {string} planVersionId
 * @property {string | null} vanity
 * @property {string} name
 * @property {string} description
 * @property {Item[]} items
 */

/**
 * The catalog token of a gated plan. It is reusable, so it is held as long as
 * the document lives, here and nowhere else.
 *
 * @type {string | null}
 */
let catalogToken = null;

/**
 * Asks the page for a catalog token, which replaces the one held.
 *
 * @returns {Promise<boolean>} whether there is one
 */
export async function renewCatalogToken() {
  catalogToken = await requestToken('requestCatalogToken');
  return catalogToken !== null;
}

/**
 * The headers that open what belongs to the plan.
 *
 * @returns {Record<string, string>}
 */
export function authorization() {
  return catalogToken === null ? {} : { authorization: `Bearer ${catalogToken}` };
}

/**
 * Asks for what the catalog token opens; it may have aged. Who sees the plan is
 * said by the token, never by a cookie of the portal's.
 *
 * @param {(headers: Record<string, string>) => ReturnType<typeof ask>} request
 * @param {string | null} planId
 */
export async function authorized(request, planId) {
  const answer = await request(authorization());
  const isAged = !answer.ok && answer.failure.status === 401 && planId !== null;
  return isAged && (await renewCatalogToken()) ? request(authorization()) : answer;
}

/**
 * The plan of this frame.
 *
 * @param {import('./surface.js').Surface} surface
 * @returns {Promise<{ plan: Plan } | { failure: Failure }>}
 */
export async function loadPlan({ vanity, planId }) {
  if (planId !== null && catalogToken === null && !(await renewCatalogToken())) {
    return { failure: { reason: 'notAllowed', status: 401 } };
  }
  const path =
    planId === null
      ? `/api/embed/vanity/${encodeURIComponent(vanity ?? '')}`
      : `/api/embed/plans/${encodeURIComponent(planId)}`;
  const read = (/** @type {Record<string, string>} */ headers) =>
    ask(`${path}?lang=${lang}`, { credentials: 'omit', headers });
  const answer = await authorized(read, planId);
  return answer.ok ? { plan: answer.body.plan.plan } : { failure: answer.failure };
}

/**
 * What the button of each item does, by its id. For a public plan, and where
 * nothing is known of the buyer, every button leads to the checkout.
 *
 * @typedef {'CHECKOUT' | 'VIEW_DETAILS' | 'UPGRADE' | 'DOWNGRADE'} Action
 * @param {import('./surface.js').Surface} surface
 * @returns {Promise<Map<string, Action>>}
 */
export async function loadActions({ planId }) {
  if (planId === null) return new Map();
  const answer = await ask(`/api/embed/plans/${encodeURIComponent(planId)}/status`, {
    credentials: 'omit',
    headers: authorization(),
  });
  if (!answer.ok) return new Map();
  const { items } = answer.body;
  return new Map(items.map((/** @type {any} */ it) => [it.planItemId, it.action]));
}

/**
 * Where the buyer's window finds their subscription. The address is good once.
 *
 * @param {import('./surface.js').Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 * @returns {Promise<{ address: string } | { failure: Failure }>}
 */
export async function portalAddress({ theme }, { planId }, { planItemId }) {
  const path = `/api/embed/plans/${encodeURIComponent(planId)}/handoff?lang=${lang}&theme=${theme}`;
  const answer = await authorized((headers) => post(path, { planItemId }, headers), planId);
  return answer.ok ? { address: answer.body.redirectUrl } : { failure: answer.failure };
}

/**
 * The fields by which an event names an item.
 *
 * @param {Plan} plan
 * @param {Item} item
 * @returns {Record<string, string>}
 */
export function named({ planVersionId, vanity }, { planItemId }) {
  const ids = { planVersionId, planItemId };
  return vanity === null ? ids : { ...ids, vanity };
}

/**
 * @param {Item} item
 * @returns {string}
 */
export function price({ priceMinor, currency }) {
  return new Intl.NumberFormat(lang, {
    style: 'currency',
    currency,
    minimumFractionDigits: (priceMinor ?? 0) % 100 === 0 ? 0 : 2,
  }).format((priceMinor ?? 0) / 100);
}
