import { element } from './element.js';
import { failed } from './failure.js';
import { named, portalAddress, price } from './plan.js';
import { text } from './text.js';
import { emit } from './wire.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {import('./plan.js').Item} Item */
/** @typedef {import('./plan.js').Action} Action */
/** @typedef {import('./surface.js').Surface} Surface */

const CTA_TEXTS = /** @type {const} */ (['contactUs', 'bookDemo', 'scheduleTime']);

/** What a returning buyer's buttons say. */
const RETURNING = /** @type {const} */ ({
  VIEW_DETAILS: 'viewDetails',
  UPGRADE: 'upgradeTo',
  DOWNGRADE: 'downgradeTo',
});

/**
 * The cards of a plan.
 *
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Map<string, Action>} actions what each button does
 * @param {(item: Item) => void} onBuy opens the checkout
 * @returns {HTMLElement}
 */
export function cards(surface, plan, actions, onBuy) {
  // A card without a price comes after all that have one.
  const order = [
    ...plan.items.filter((item) => item.itemType !== 'CUSTOM_CTA'),
    ...plan.items.filter((item) => item.itemType === 'CUSTOM_CTA'),
  ];
  return element(
    'section',
    { 'data-testid': 'cards' },
    element('header', { class: 'plan' }, element('h1', {}, plan.name), element('p', {}, plan.description)),
    element(
      'ul',
      // Or WebKit would not say that a list without bullets is one.
      { class: 'cards', role: 'list' },
      ...order.map((item) =>
        item.itemType === 'CUSTOM_CTA'
          ? ctaCard(surface, plan, item)
          : tierCard(surface, plan, item, actions.get(item.planItemId) ?? 'CHECKOUT', onBuy),
      ),
    ),
  );
}

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 * @param {Action} action
 * @param {(item: Item) => void} onBuy
 */
function tierCard(surface, plan, item, action, onBuy) {
  const isHeld = action === 'VIEW_DETAILS';
  return element(
    'li',
    { class: isHeld ? 'card card-held' : 'card' },
    heading(item, isHeld ? element('span', { class: 'badge' }, text('currentPlan')) : null),
    element('p', { class: 'about' }, item.description),
    element(
      'p',
      { class: 'price' },
      element('strong', {}, price(item)),
      ` ${text('perMonth')}`,
    ),
    features(item),
    action === 'CHECKOUT'
      ? buyButton(surface, plan, item, onBuy)
      : portalButton(surface, plan, item, action),
  );
}

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 */
function ctaCard(surface, plan, item) {
  return element(
    'li',
    { class: 'card card-cta' },
    heading(item, null),
    element('p', { class: 'about' }, item.description),
    features(item),
    ctaButton(surface, plan, item),
  );
}

/**
 * @param {Item} item
 * @param {HTMLElement | null} badge
 */
function heading(item, badge) {
  return element('header', {}, element('h2', {}, item.name), badge);
}

/** @param {Item} item */
function features(item) {
  const lines = item.features.map((feature) => element('li', {}, feature));
  return element('ul', { class: 'features', role: 'list' }, ...lines);
}

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 * @param {(item: Item) => void} onBuy
 */
function buyButton({ target }, plan, item, onBuy) {
  const onclick = () => {
    const deferred = target === 'callback' ? { deferred: true } : {};
    emit('checkoutInitiated', { ...named(plan, item), ...deferred });
    if (target !== 'callback') onBuy(item);
  };
  return element(
    'button',
    { type: 'button', class: 'primary', 'data-testid': `buy-${item.planItemId}`, onclick },
    text('buy', { item: item.name }),
    newTab(target === 'blank'),
  );
}

/**
 * Takes the buyer's window into the portal, where their subscription is; one
 * button of a frame at a time.
 *
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 * @param {Exclude<Action, 'CHECKOUT'>} action
 */
function portalButton(surface, plan, item, action) {
  const label = text(RETURNING[action], { item: item.name });
  const said = element('div', { class: 'said' });
  const onclick = async () => {
    const all = [...surface.root.querySelectorAll('button[data-action]')];
    if (all.some((it) => it.hasAttribute('aria-busy'))) return;
    button.setAttribute('aria-busy', 'true');
    button.textContent = text('openingPortal');
    for (const it of all) it.setAttribute('aria-disabled', 'true');
    const opened = await portalAddress(surface, plan, item);
    button.removeAttribute('aria-busy');
    button.textContent = label;
    for (const it of all) it.removeAttribute('aria-disabled');
    if ('failure' in opened) {
      said.replaceChildren(failed(opened.failure, 'handoff-failed', onclick));
      return;
    }
    // Whoever's browser lets no frame lead its page away takes the link.
    const link = { href: opened.address, target: '_top', 'data-testid': 'to-subscription' };
    said.replaceChildren(element('a', link, text('toSubscription')));
    window.open(opened.address, '_top');
  };
  const button = element(
    'button',
    {
      type: 'button',
      'data-testid': `open-${item.planItemId}`,
      'data-action': action,
      onclick: () => void onclick(),
    },
    label,
  );
  return element('div', { class: 'portal' }, button, said);
}

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 */
function ctaButton({ hasCtaCallback, target }, plan, item) {
  const preset = CTA_TEXTS.find((key) => key === item.ctaPresetKey);
  const label = text(preset ?? 'learnMore');
  const testid = `cta-${item.planItemId}`;
  if (hasCtaCallback) {
    // No link at all, so that no kind of click navigates.
    const onclick = () =>
      emit('customCtaClicked', { ...named(plan, item), ctaLink: item.ctaLink });
    return element('button', { type: 'button', 'data-testid': testid, onclick }, label);
  }
  const isTop = target === 'top';
  return element(
    'a',
    {
      class: 'button',
      href: item.ctaLink,
      target: isTop ? '_top' : '_blank',
      rel: 'noopener',
      'data-testid': testid,
    },
    label,
    newTab(!isTop),
  );
}

/**
 * What a screen reader says of a button that leaves the page where it is.
 *
 * @param {boolean} opensNewTab
 */
function newTab(opensNewTab) {
  return opensNewTab ? element('span', { class: 'hidden' }, ` (${text('newTab')})`) : null;
}
