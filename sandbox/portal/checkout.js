import { detailsForm } from './details.js';
import { element } from './element.js';
import { authorization, named, price, renewCatalogToken } from './plan.js';
import { text } from './text.js';
import { emit, requestToken } from './wire.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {import('./plan.js').Item} Item */
/** @typedef {import('./surface.js').Surface} Surface */

/**
 * @typedef {object} Session
 * @property {string} sessionId
 * @property {boolean} bound
 * @property {import('./details.js').Customer | null} customer
 */

/**
 * The checkout of `item`, which starts at once.
 *
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 * @param {(() => void) | null} onBack leads back to the cards, if there are any
 * @returns {HTMLElement}
 */
export function checkout(surface, plan, item, onBack) {
  const { lang } = surface;
  const step = element('div', { class: 'step' });
  const back =
    onBack === null
      ? null
      : element(
          'button',
          { type: 'button', class: 'back', 'data-testid': 'back', onclick: onBack },
          `← ${text(lang, 'back')}`,
        );
  const begin = async () => {
    step.replaceChildren(
      element('p', { class: 'quiet', role: 'status' }, text(lang, 'preparing')),
    );
    const session = await startSession(surface, item);
    step.replaceChildren(session ? details(surface, plan, item, session, step) : failed(lang, begin));
  };
  void begin();
  return element(
    'section',
    { class: 'checkout', 'data-testid': 'checkout' },
    back,
    element(
      'header',
      { class: 'chosen' },
      element('h1', {}, item.name),
      element('p', {}, `${price(item, lang)} ${text(lang, 'perMonth')}`),
    ),
    step,
  );
}

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 * @param {Session} session
 * @param {HTMLElement} step
 */
function details({ lang }, plan, item, session, step) {
  return detailsForm(lang, session.customer, async (entered) => {
    const answer = await post(
      `/api/checkout/session/${encodeURIComponent(session.sessionId)}/confirm`,
      // An empty date field is no date; the server has a default.
      Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== '')),
    );
    if (answer === null) return {};
    if (!answer.ok) return faults(answer.body);
    const { status, subscriptionId } = answer.body;
    step.replaceChildren(confirmation(lang, status));
    // The page may remove the frame on this, so it comes last.
    const more = subscriptionId === undefined ? {} : { subscriptionId };
    emit('checkoutConfirmed', { ...named(plan, item), status, ...more });
    return null;
  });
}

/**
 * @param {string} lang
 * @param {string} status
 */
function confirmation(lang, status) {
  const isDone = status === 'CONFIRMED';
  return element(
    'div',
    { class: 'notice', role: 'status', 'data-testid': 'confirmation', 'data-status': status },
    element('h2', {}, text(lang, isDone ? 'confirmed' : 'pending')),
    element('p', {}, text(lang, isDone ? 'confirmedText' : 'pendingText')),
  );
}

/**
 * @param {string} lang
 * @param {() => void} again
 */
function failed(lang, again) {
  return element(
    'div',
    { class: 'notice', role: 'alert', 'data-testid': 'checkout-failed' },
    element('p', {}, text(lang, 'failed')),
    element('button', { type: 'button', onclick: again }, text(lang, 'retry')),
  );
}

/**
 * Starts a checkout session, bound to the page's customer if the page names
 * one. The bind token lives in this call only.
 *
 * @param {Surface} surface
 * @param {Item} item
 * @returns {Promise<Session | null>}
 */
async function startSession({ vanity, planId }, { planItemId }) {
  const bindToken = await requestToken('requestBindToken');
  const order = planId === null ? { vanity, planItemId } : { planId, planItemId };
  let answer = await post('/api/checkout/session', { ...order, bindToken });
  // The catalog token may have aged since the cards were shown. The bind token
  // is not used up then: the plan is looked at first.
  if (planId !== null && answer?.status === 401 && (await renewCatalogToken())) {
    answer = await post('/api/checkout/session', { ...order, bindToken });
  }
  if (answer?.body?.code === 'BIND_REJECTED') {
    answer = await post('/api/checkout/session', order);
  }
  return answer?.ok ? answer.body : null;
}

/**
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{ ok: boolean, status: number, body: any } | null>} `null`
 *   if there was no answer
 */
async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization() },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, status: answer.status, body: await answer.json() };
  } catch {
    return null;
  }
}

/**
 * @param {{ errors?: { field: string, message: string }[] }} problem
 * @returns {Record<string, string>}
 */
function faults({ errors = [] }) {
  return Object.fromEntries(errors.map(({ field, message }) => [field, message]));
}
