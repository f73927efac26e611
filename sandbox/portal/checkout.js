import { detailsForm } from './details.js';
import { element } from './element.js';
import { failed, waiting } from './failure.js';
import { post } from './http.js';
import { named, price } from './plan.js';
import { newStep, show } from './step.js';
import { text } from './text.js';
import { emit } from './wire.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {import('./plan.js').Item} Item */
/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./session.js').Started} Started */

/**
 * What a buyer has typed so far, by field. It outlives the form, so that Back
 * and an expired session lose nothing.
 *
 * @type {Record<string, string>}
 */
const draft = {};

/**
 * The checkout of `item`, which starts at once; or goes on where `context` is.
 *
 * @param {Plan} plan
 * @param {Item} item
 * @param {(expired: Session | null) => Promise<Started>} start starts one, or
 *   another in the place of one that has expired
 * @param {(() => void) | null} onBack leads back to the cards, if there are any
 * @param {Context} [context] of the same checkout, drawn in another language
 * @returns {HTMLElement}
 */
export function checkout(plan, item, start, onBack, context = newContext()) {
  const step = element('div', { class: 'step' });
  Object.assign(context, { plan, item, start, step });
  const back =
    onBack === null
      ? null
      : element(
          'button',
          { type: 'button', class: 'back', 'data-testid': 'back', onclick: onBack },
          `← ${text('back')}`,
        );
  if (context.draw === null) void begin(context);
  else context.draw();
  return element(
    'section',
    { class: 'checkout', 'data-testid': 'checkout' },
    back,
    element(
      'header',
      { class: 'chosen' },
      element('h1', { tabindex: '-1' }, item.name),
      element('p', {}, element('strong', {}, price(item)), ` ${text('perMonth')}`),
    ),
    step,
  );
}

/**
 * A checkout that is shown: what it is about, and its step.
 *
 * @typedef {import('./step.js').Step & { plan: Plan, item: Item, start: (expired: Session | null) => Promise<Started> }} Context
 */

/** One that `checkout` fills. @returns {Context} */
export const newContext = () => /** @type {Context} */ (newStep());

/** @param {Context} context */
async function begin(context) {
  show(context, () => waiting('preparing'));
  const started = await context.start(null);
  if ('failure' in started) {
    show(context, () => failed(started.failure, 'checkout-failed', () => void begin(context)));
  } else {
    showDetails(context, started.session, null);
  }
}

/**
 * @param {Context} context
 * @param {Session} session
 * @param {string | null} hint said instead of what the step is
 */
function showDetails(context, session, hint) {
  const said = hint ?? (session.isBindRejected ? 'foreignHint' : null);
  show(context, () =>
    detailsForm({ item: context.item, session, hint: said, draft }, (entered) =>
      confirm(context, session, entered),
    ),
  );
}

/**
 * @param {Context} context
 * @param {Session} session
 * @param {Record<string, string>} entered
 * @returns {Promise<import('./http.js').Failure | null>} what the form has to say
 */
async function confirm(context, session, entered) {
  const answer = await send(session, entered);
  if (answer.ok) return end(context, session, entered, answer.body);
  const { code } = answer.failure;
  if (code === 'ALREADY_SUBSCRIBED') {
    return showAgain(context, { ...session, isHeld: true }, null);
  }
  if (code !== 'CHECKOUT_SESSION_NOT_FOUND') return answer.failure;
  return renew(context, session, entered);
}

/**
 * Goes on in the place of a session that has expired. The order is sent again
 * by itself only for the very buyer who has confirmed it.
 *
 * @param {Context} context
 * @param {Session} expired
 * @param {Record<string, string>} entered
 */
async function renew(context, expired, entered) {
  const started = await context.start(expired);
  if ('failure' in started) return started.failure;
  const { session } = started;
  const isSame = JSON.stringify(session.customer) === JSON.stringify(expired.customer);
  if (!isSame || session.isHeld !== expired.isHeld) {
    return showAgain(context, session, 'expiredHint');
  }
  const answer = await send(session, entered);
  if (answer.ok) return end(context, session, entered, answer.body);
  return showAgain(context, session, 'expiredHint');
}

/**
 * Shows the details once more, to who was at their end, and says why.
 *
 * @param {Context} context
 * @param {Session} session
 * @param {string | null} hint
 */
function showAgain(context, session, hint) {
  showDetails(context, session, hint);
  /** @type {HTMLElement | null} */ (context.step.querySelector('.banner'))?.focus();
  return null;
}

/**
 * @param {Session} session
 * @param {Record<string, string>} entered
 */
function send(session, entered) {
  // An empty date field is no date; the server has a default.
  const filled = Object.entries(entered).filter(([, value]) => value !== '');
  // Who was told that they have the plan, and confirms, wants it once more.
  const again = session.isHeld ? { again: true } : {};
  return post(`${session.path}/confirm`, { ...Object.fromEntries(filled), ...again });
}

/**
 * @param {Context} context
 * @param {Session} session
 * @param {Record<string, string>} entered
 * @param {{ status: string, subscriptionId?: string, returnTo?: string }} ended
 */
function end(context, session, entered, { status, subscriptionId, returnTo }) {
  const shown = show(context, () => confirmation(session, status, entered['email'] ?? '', returnTo));
  shown.querySelector('h2')?.focus();
  // The page may remove the frame on this, so it comes last.
  const more = subscriptionId === undefined ? {} : { subscriptionId };
  emit('checkoutConfirmed', { ...named(context.plan, context.item), status, ...more });
  if (returnTo !== undefined) window.location.assign(returnTo);
  return null;
}

/**
 * @param {Session} session
 * @param {string} status
 * @param {string} email
 * @param {string | undefined} returnTo where the buyer came from
 */
function confirmation(session, status, email, returnTo) {
  const isDone = status === 'CONFIRMED';
  const link =
    returnTo === undefined
      ? null
      : element('a', { class: 'button primary', href: returnTo }, text('goOn'));
  return element(
    'div',
    {
      class: 'notice',
      'data-mood': isDone ? 'good' : 'mail',
      'data-testid': 'confirmation',
      'data-status': status,
    },
    element('h2', { tabindex: '-1' }, text(isDone ? 'confirmed' : 'pending')),
    element('p', { role: 'status' }, isDone ? text('confirmedText') : text('pendingText', { email })),
    link,
    isDone ? null : sendAgain(session, email),
  );
}

/**
 * Has the mail sent once more.
 *
 * @param {Session} session
 * @param {string} email
 */
function sendAgain(session, email) {
  const said = element('p', { role: 'status' });
  const onclick = async () => {
    button.setAttribute('disabled', '');
    const answer = await post(`${session.path}/resend`, {});
    button.removeAttribute('disabled');
    said.textContent = answer.ok ? text('sentAgain', { email }) : text(answer.failure.reason);
  };
  const attributes = { type: 'button', 'data-testid': 'send-again', onclick };
  const button = element('button', attributes, text('sendAgain'));
  return element('div', { class: 'again' }, button, said);
}
