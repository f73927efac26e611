import { checkout } from './checkout.js';
import { text } from './text.js';

/**
 * The checkout on a page of its own, to which a frame has broken out. Whose it
 * is, a cookie of this very address says.
 *
 * @param {HTMLElement} root
 */
async function show(root) {
  const lang = document.documentElement.lang;
  const path = window.location.pathname;
  try {
    const answer = await fetch(`${path}/session?lang=${lang}`);
    if (!answer.ok) throw new Error(String(answer.status));
    const { plan: entry, planItemId, customer, isBindRejected } = await answer.json();
    const { plan } = entry;
    const item = plan.items.find((/** @type {any} */ it) => it.planItemId === planItemId);
    const session = { path: `${path}/confirm`, customer, isBindRejected };
    root.replaceChildren(checkout(lang, plan, item, async () => session, null));
  } catch {
    root.textContent = text(lang, 'failed');
  }
}

const root = document.getElementById('checkout');
if (root !== null) void show(root);
