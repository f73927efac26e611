import { detailsForm } from './details.js';
import { element } from './element.js';
import { post } from './http.js';
import { named, price } from './plan.js';
import { text } from './text.js';
import { emit } from './wire.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {import('./plan.js').Item} Item */
/** @typedef {import('./session.js').Session} Session */

/**
 * The checkout of `item`, which starts at once.
 *
 * @param {string} lang
 * @param {Plan} plan
 * @param {Item} item
 * @param {() => Promise<Session | null>} start
 * @param {(() => void) | null} onBack leads back to the cards, if there are any
 * @returns {HTMLElement}
 */
export function checkout(lang, plan, item, start, onBack) {
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
    const session = await start();
    step.replaceChildren(session ? details(lang, plan, item, session, step) : failed(lang, begin));
  };
  void begin();
  return element(
    'section',
    { class: 'checkout', 'data-testid': 'checkout' },
    back,
    element(
      'header',
      { class: 'chosen' },
      element('h1', { tabindex: '-1' }, item.name),
      element('p', {}, element('strong', {}, price(item, lang)), ` ${text(lang, 'perMonth')}`),
    ),
    step,
  );
}

/**
 * @param {string} lang
 * @param {Plan} plan
 * @param {Item} item
 * @param {Session} session
 * @param {HTMLElement} step
 */
function details(lang, plan, item, session, step) {
  const hint = session.isBindRejected ? 'foreignHint' : null;
  return detailsForm(lang, session.customer, hint, async (entered) => {
    // An empty date field is no date; the server has a default.
    const filled = Object.entries(entered).filter(([, value]) => value !== '');
    const answer = await post(session.path, Object.fromEntries(filled));
    if (answer === null) return {};
    if (!answer.ok) return faults(answer.body);
    const { status, subscriptionId, returnTo } = answer.body;
    const end = confirmation(lang, status, returnTo);
    step.replaceChildren(end);
    end.querySelector('h2')?.focus();
    // The page may remove the frame on this, so it comes last.
    const more = subscriptionId === undefined ? {} : { subscriptionId };
    emit('checkoutConfirmed', { ...named(plan, item), status, ...more });
    if (returnTo !== undefined) window.location.assign(returnTo);
    return null;
  });
}

/**
 * @param {string} lang
 * @param {string} status
 * @param {string | undefined} returnTo where the buyer came from
 */
function confirmation(lang, status, returnTo) {
  const isDone = status === 'CONFIRMED';
  const link =
    returnTo === undefined
      ? null
      : element('a', { class: 'button primary', href: returnTo }, text(lang, 'goOn'));
  return element(
    'div',
    {
      class: 'notice',
      'data-mood': isDone ? 'good' : 'mail',
      role: 'status',
      'data-testid': 'confirmation',
      'data-status': status,
    },
    element('h2', { tabindex: '-1' }, text(lang, isDone ? 'confirmed' : 'pending')),
    element('p', {}, text(lang, isDone ? 'confirmedText' : 'pendingText')),
    link,
  );
}

/**
 * @param {string} lang
 * @param {() => void} again
 */
export function failed(lang, again) {
  return element(
    'div',
    { class: 'notice', role: 'alert', 'data-testid': 'checkout-failed' },
    element('p', {}, text(lang, 'failed')),
    element('button', { type: 'button', onclick: again }, text(lang, 'retry')),
  );
}

/**
 * @param {{ errors?: { field: string, message: string }[] }} problem
 * @returns {Record<string, string>}
 */
function faults({ errors = [] }) {
  return Object.fromEntries(errors.map(({ field, message }) => [field, message]));
}
