import { breakOut } from './breakout.js';
import { cards } from './cards.js';
import { checkout } from './checkout.js';
import { element } from './element.js';
import { failed } from './failure.js';
import { canRetry } from './http.js';
import { loadActions, loadPlan } from './plan.js';
import { startSession } from './session.js';
import { painted, reportSize, watchSize } from './size.js';
import { readSurface } from './surface.js';
import { text } from './text.js';
import { emit, onceGreeted } from './wire.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {import('./plan.js').Item} Item */
/** @typedef {import('./surface.js').Surface} Surface */

/** @param {Surface} surface */
async function show(surface) {
  const loaded = await loadPlan(surface);
  if ('failure' in loaded && canRetry(loaded.failure)) {
    surface.root.replaceChildren(failed(loaded.failure, 'load-failed', () => void show(surface)));
    return;
  }
  const plan = 'plan' in loaded ? loaded.plan : null;
  const item = plan?.items.find(
    ({ planItemId, itemType }) => planItemId === surface.item && itemType === 'SUBSCRIPTION',
  );
  if (plan === null || (surface.kind === 'checkout' && item === undefined)) {
    surface.root.replaceChildren(notAvailable());
    reportSize();
    // There may have been nobody to give a token yet.
    if (plan === null && surface.planId !== null) onceGreeted(() => void show(surface));
    return;
  }
  if (surface.kind === 'checkout' && item !== undefined) {
    surface.root.replaceChildren(inFrame(surface, plan, item, null));
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
 * @param {Item | null} opened whose checkout stands below the cards
 */
function showCards(surface, plan, actions, opened) {
  const { root } = surface;
  const isInline = surface.target === 'inline';
  /** @param {Item} from */
  const backTo = (from) => () => {
    showCards(surface, plan, actions, null);
    button(root, from)?.focus();
  };
  const list = cards(surface, plan, actions, (item) => {
    const back = backTo(item);
    const next = isInline ? inFrame(surface, plan, item, back) : breakOut(surface, item, back);
    root.replaceChildren(next);
    // Where the button was there is nothing now: the keyboard goes on from here.
    (next.querySelector('h1') ?? next.querySelector('button'))?.focus();
  });
  root.replaceChildren(list);
  if (opened !== null) root.append(inFrame(surface, plan, opened, backTo(opened)));
}

/**
 * @param {Surface} surface
 * @param {Plan} plan
 * @param {Item} item
 * @param {(() => void) | null} onBack
 */
function inFrame(surface, plan, item, onBack) {
  return checkout(plan, item, () => startSession(surface, item), onBack);
}

/**
 * @param {HTMLElement} root
 * @param {Item} item
 * @returns {HTMLElement | null}
 */
function button(root, { planItemId }) {
  return root.querySelector(`[data-testid="buy-${CSS.escape(planItemId)}"]`);
}

function notAvailable() {
  return element(
    'section',
    { class: 'notice', 'data-mood': 'lost', role: 'status', 'data-testid': 'not-available' },
    element('h1', {}, text('notAvailable')),
    element('p', {}, text('notAvailableText')),
  );
}

// A tab of its own, as somebody opens who looks for a fault.
document.documentElement.toggleAttribute('data-alone', window.parent === window);

const root = document.getElementById('app');
if (root !== null) {
  watchSize();
  void show(readSurface(root));
}
