import { checkout } from './checkout.js';
import { failed, waiting } from './failure.js';
import { ask, post } from './http.js';
import { lang } from './text.js';

const path = window.location.pathname;

/**
 * The checkout on a page of its own, to which a frame has broken out. Whose it
 * is, a cookie of this very address says.
 *
 * @param {HTMLElement} root
 */
async function show(root) {
  root.replaceChildren(waiting('loading'));
  const answer = await load();
  if (!answer.ok) {
    root.replaceChildren(failed(answer.failure, 'checkout-failed', () => void show(root)));
    return;
  }
  const { plan: entry, planItemId } = answer.body;
  const { plan } = entry;
  const item = plan.items.find((/** @type {any} */ it) => it.planItemId === planItemId);
  /** @type {import('./session.js').Started | null} */
  let first = { session: session(answer.body) };
  const start = async () => {
    if (first !== null) {
      const started = first;
      first = null;
      return started;
    }
    const loaded = await load();
    return loaded.ok ? { session: session(loaded.body) } : { failure: loaded.failure };
  };
  root.replaceChildren(checkout(plan, item, start, null));
}

/** The session, which is taken up again if it has expired. */
async function load() {
  const read = () => ask(`${path}/session?lang=${lang}`);
  const answer = await read();
  const isExpired = !answer.ok && answer.failure.code === 'CHECKOUT_SESSION_NOT_FOUND';
  return isExpired && (await renew()) ? read() : answer;
}

const renew = async () => (await post(`${path}/renew`, {})).ok;

/** @param {any} loaded */
function session({ customer, isBindRejected, isHeld, startDates }) {
  return { path, customer, isBindRejected, isHeld, startDates };
}

const root = document.getElementById('checkout');
if (root !== null) void show(root);
