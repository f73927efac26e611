import { element } from './element.js';
import { named, openPortal, price } from './plan.js';
import { text } from './text.js';
import { emit } from './wire.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {import('./plan.js').Item} Item */
/** @typedef {import('./plan.js').Action} Action */
/** @typedef {import('./surface.js').Surface} Surface */

const CTA_TEXTS = /** @type {const} */ (['contactUs', 'bookDemo', 'scheduleTime']);

/**
 * The cards of a plan.
 *
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Map<string, Action>} actions what each button does
 * @param {(item: Item) => void} onBuy opens the checkout in the frame
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
    element(
      'header',
      { class: 'plan' },
      element('h1', {}, plan.name),
      element('p', {}, plan.description),
    ),
    element('ul', { class: 'cards' }, ...order.map((item) => card(surface, plan, item, actions.get(item.planItemId), onBuy))),
  );
}

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 * @param {Action | undefined} action
 * @param {(item: Item) => void} onBuy
 */
function card(surface, plan, item, action, onBuy) {
  const { lang } = surface;
  const isCta = item.itemType === 'CUSTOM_CTA';
  const priceLine = isCta
    ? null
    : element(
        'p',
        { class: 'price' },
        element('strong', {}, price(item, lang)),
        ` ${text(lang, 'perMonth')}`,
      );
  return element(
    'li',
    { class: isCta ? 'card card-cta' : 'card' },
    element('h2', {}, item.name),
    element('p', { class: 'about' }, item.description),
    priceLine,
    element('ul', { class: 'features' }, ...item.features.map((it) => element('li', {}, it))),
    action === 'VIEW_DETAILS' ? element('p', { class: 'quiet' }, text(lang, 'currentPlan')) : null,
    isCta ? ctaButton(surface, plan, item) : tierButton(surface, plan, item, action, onBuy),
  );
}

/** What a returning buyer's buttons say. */
const RETURNING = /** @type {const} */ ({
  VIEW_DETAILS: 'viewDetails',
  UPGRADE: 'upgradeTo',
  DOWNGRADE: 'downgradeTo',
});

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 * @param {Action | undefined} action
 * @param {(item: Item) => void} onBuy
 */
function tierButton(surface, plan, item, action, onBuy) {
  if (action === undefined || action === 'CHECKOUT') return buyButton(surface, plan, item, onBuy);
  const label = text(surface.lang, RETURNING[action]);
  return element(
    'button',
    {
      type: 'button',
      'data-testid': `open-${item.planItemId}`,
      'data-action': action,
      onclick: () => void openPortal(plan, item),
    },
    action === 'VIEW_DETAILS' ? label : `${label} ${item.name}`,
  );
}

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 * @param {(item: Item) => void} onBuy
 */
function buyButton(surface, plan, item, onBuy) {
  const { target, lang, theme } = surface;
  const onclick = () => {
    const deferred = target === 'callback' ? { deferred: true } : {};
    emit('checkoutInitiated', { ...named(plan, item), ...deferred });
    if (target === 'callback') return;
    if (target === 'inline') {
      onBuy(item);
      return;
    }
    const path = `/embed/checkout/${plan.vanity}/${item.planItemId}`;
    const url = `${path}?lang=${lang}&theme=${theme}`;
    if (target === 'top') window.open(url, '_top');
    else window.open(url, '_blank', 'noopener');
  };
  return element(
    'button',
    { type: 'button', class: 'primary', 'data-testid': `buy-${item.planItemId}`, onclick },
    `${text(lang, 'buy')} ${item.name}`,
  );
}

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 */
function ctaButton({ hasCtaCallback, target, lang }, plan, item) {
  const preset = CTA_TEXTS.find((key) => key === item.ctaPresetKey);
  const label = text(lang, preset ?? 'learnMore');
  const testid = `cta-${item.planItemId}`;
  if (hasCtaCallback) {
    // No link at all, so that no kind of click navigates.
    const onclick = () =>
      emit('customCtaClicked', { ...named(plan, item), ctaLink: item.ctaLink });
    return element('button', { type: 'button', 'data-testid': testid, onclick }, label);
  }
  return element(
    'a',
    {
      class: 'button',
      href: item.ctaLink,
      target: target === 'top' ? '_top' : '_blank',
      rel: 'noopener',
      'data-testid': testid,
    },
    label,
  );
}
