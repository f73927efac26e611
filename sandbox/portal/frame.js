import { cards } from './cards.js';
import { checkout } from './checkout.js';
import { element } from './element.js';
import { loadActions, loadPlan } from './plan.js';
import { painted, reportSize, watchSize } from './size.js';
import { readSurface } from './surface.js';
import { text } from './text.js';
import { emit } from './wire.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {import('./surface.js').Surface} Surface */

/** @param {Surface} surface */
async function show(surface) {
  watchSize();
  const plan = await loadPlan(surface);
  const item = plan?.items.find(
    ({ planItemId, itemType }) => planItemId === surface.item && itemType === 'SUBSCRIPTION',
  );
  if (plan === null || (surface.kind === 'checkout' && item === undefined)) {
    surface.root.replaceChildren(notAvailable(surface.lang));
    reportSize();
    return;
  }
  if (surface.kind === 'checkout' && item !== undefined) {
    surface.root.replaceChildren(checkout(surface, plan, item, null));
  } else {
    showCards(surface, plan, await loadActions(surface), item ?? null);
  }
  await painted();
  reportSize();
  emit('pageLoaded');
}

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Map<string, import('./plan.js').Action>} actions
 * @param {import('./plan.js').Item | null} opened whose checkout stands below the cards
 */
function showCards(surface, plan, actions, opened) {
  const { root } = surface;
  const back = () => showCards(surface, plan, actions, null);
  const list = cards(surface, plan, actions, (item) => {
    root.replaceChildren(checkout(surface, plan, item, back));
  });
  root.replaceChildren(list);
  if (opened !== null) root.append(checkout(surface, plan, opened, back));
}

/** @param {string} lang */
function notAvailable(lang) {
  return element(
    'section',
    { class: 'notice', role: 'status', 'data-testid': 'not-available' },
    element('h1', {}, text(lang, 'notAvailable')),
    element('p', {}, text(lang, 'notAvailableText')),
  );
}

const root = document.getElementById('app');
if (root !== null) void show(readSurface(root));
