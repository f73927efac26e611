import { requestToken } from './wire.js';

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
 * The plan of this frame, or `null` if the buyer can't see it.
 *
 * @param {import('./surface.js').Surface} surface
 * @returns {Promise<Plan | null>}
 */
export async function loadPlan(surface) {
  const { vanity, planId, lang } = surface;
  if (planId !== null && !(await renewCatalogToken())) return null;
  const path =
    planId === null
      ? `/api/embed/vanity/${encodeURIComponent(vanity ?? '')}`
      : `/api/embed/plans/${encodeURIComponent(planId)}`;
  try {
    // Who sees the plan is said by the token, never by a cookie of the portal's.
    const answer = await fetch(`${path}?lang=${lang}`, {
      credentials: 'omit',
      headers: authorization(),
    });
    if (!answer.ok) return null;
    const { plan: entry } = await answer.json();
    return entry.plan;
  } catch {
    return null;
  }
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
  try {
    const answer = await fetch(`/api/embed/plans/${encodeURIComponent(planId)}/status`, {
      credentials: 'omit',
      headers: authorization(),
    });
    if (!answer.ok) return new Map();
    const { items } = await answer.json();
    return new Map(items.map(({ planItemId, action }) => [planItemId, action]));
  } catch {
    return new Map();
  }
}

/**
 * Takes the buyer's window into the portal, where their subscription is.
 *
 * @param {Plan} plan
 * @param {Item} item
 * @returns {Promise<boolean>} whether it is on its way
 */
export async function openPortal({ planId }, { planItemId }) {
  try {
    const answer = await fetch(`/api/embed/plans/${encodeURIComponent(planId)}/handoff`, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json', ...authorization() },
      body: JSON.stringify({ planItemId }),
    });
    if (!answer.ok) return false;
    const { redirectUrl } = await answer.json();
    window.open(redirectUrl, '_top');
    return true;
  } catch {
    return false;
  }
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
 * @param {string} lang
 * @returns {string}
 */
export function price({ priceMinor, currency }, lang) {
  return new Intl.NumberFormat(lang, {
    style: 'currency',
    currency,
    minimumFractionDigits: (priceMinor ?? 0) % 100 === 0 ? 0 : 2,
  }).format((priceMinor ?? 0) / 100);
}
