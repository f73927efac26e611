/**
 * What this frame was asked to show; the server has judged every value.
 *
 * @typedef {object} Surface
 * @property {HTMLElement} root
 * @property {'cards' | 'checkout'} kind
 * @property {'inline' | 'top' | 'callback' | 'blank'} target
 * @property {string | null} vanity of a public plan
 * @property {string | null} planId of a plan that needs a catalog token
 * @property {string | null} item whose checkout opens by itself
 * @property {boolean} hasCtaCallback
 * @property {string | null} returnUrl where a checkout outside of the frame leads back to
 * @property {string} theme changes with the look
 */

/**
 * @param {HTMLElement} root
 * @returns {Surface}
 */
export function readSurface(root) {
  const { surface, target, vanity, planId, item, ctaCallback, returnUrl } = root.dataset;
  return {
    root,
    kind: surface === 'checkout' ? 'checkout' : 'cards',
    target: /** @type {Surface['target']} */ (target ?? 'blank'),
    vanity: vanity ?? null,
    planId: planId ?? null,
    item: item ?? null,
    hasCtaCallback: ctaCallback !== undefined,
    returnUrl: returnUrl ?? null,
    theme: document.documentElement.dataset.theme ?? 'system',
  };
}
