import { breakOut } from './breakout.js';
import { cards } from './cards.js';
import { checkout, newContext } from './checkout.js';
import { element } from './element.js';
import { failed } from './failure.js';
import { canRetry } from './http.js';
import { loadActions, loadPlan } from './plan.js';
import { startSession } from './session.js';
import { painted, reportSize, watchSize } from './size.js';
import { newStep } from './step.js';
import { readSurface } from './surface.js';
import { lang, languageOf, speak, text } from './text.js';
import { emit, onLook, onceGreeted } from './wire.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {import('./plan.js').Item} Item */
/** @typedef {import('./surface.js').Surface} Surface */

/**
 * What the frame shows of its plan, which is drawn again in another language.
 *
 * @typedef {(plan: Plan | null) => HTMLElement[]} View
 */

/** @type {View | null} */
let view = null;
/** @type {Plan | null} */
let plan = null;

/**
 * @param {Surface} surface
 * @param {View} next
 */
function draw({ root }, next) {
  view = next;
  root.replaceChildren(...view(plan));
}

/** @param {Surface} surface */
async function show(surface) {
  const loaded = await loadPlan(surface);
  if ('failure' in loaded && canRetry(loaded.failure)) {
    const { failure } = loaded;
    draw(surface, () => [failed(failure, 'load-failed', () => void show(surface))]);
    return;
  }
  plan = 'plan' in loaded ? loaded.plan : null;
  const item = itemOf(plan, surface.item);
  if (plan === null || (surface.kind === 'checkout' && item === null)) {
    draw(surface, () => [notAvailable()]);
    reportSize();
    // There may have been nobody to give a token yet.
    if (plan === null && surface.planId !== null) onceGreeted(() => void show(surface));
    return;
  }
  if (surface.kind === 'checkout' && item !== null) {
    draw(surface, inFrame(surface, item, null));
  } else {
    showCards(surface, await loadActions(surface), item);
  }
  await painted();
  reportSize();
  emit('pageLoaded', { look: true });
}

/**
 * @param {Plan | null} of
 * @param {string | null} id
 * @returns {Item | null}
 */
function itemOf(of, id) {
  const isSold = (/** @type {Item} */ it) => it.planItemId === id && it.itemType === 'SUBSCRIPTION';
  return of?.items.find(isSold) ?? null;
}

/**
 * @param {Surface} surface
 * @param {Map<string, import('./plan.js').Action>} actions
 * @param {Item | null} opened whose checkout stands below the cards
 */
function showCards(surface, actions, opened) {
  const { root } = surface;
  const isInline = surface.target === 'inline';
  /** @param {Item} from */
  const backTo = (from) => () => {
    showCards(surface, actions, null);
    button(root, from)?.focus();
  };
  const below = opened && inFrame(surface, opened, backTo(opened));
  draw(surface, (now) => {
    if (now === null) return [];
    const list = cards(surface, now, actions, (item) => {
      const next = isInline ? inFrame(surface, item, backTo(item)) : outside(surface, item, backTo(item));
      draw(surface, next);
      // Where the button was there is nothing now: the keyboard goes on from here.
      (root.querySelector('h1') ?? root.querySelector('button'))?.focus();
    });
    return [list, ...(below?.(now) ?? [])];
  });
}

/**
 * The checkout of an item, which goes on when it is drawn again.
 *
 * @param {Surface} surface
 * @param {Item} from
 * @param {(() => void) | null} onBack
 * @returns {View}
 */
function inFrame(surface, from, onBack) {
  const context = newContext();
  return (now) => {
    const item = itemOf(now, from.planItemId);
    if (now === null || item === null) return [];
    return [checkout(now, item, () => startSession(surface, item), onBack, context)];
  };
}

/**
 * @param {Surface} surface
 * @param {Item} item
 * @param {() => void} onBack
 * @returns {View}
 */
function outside(surface, item, onBack) {
  const context = newStep();
  return () => [breakOut(surface, item, onBack, context)];
}

/** The language that is wanted last, while another one may still be on its way. */
let wanted = lang;
let isChanging = false;

/**
 * Changes the look; what the buyer has done stays.
 *
 * @param {Surface} surface
 * @param {{ lang?: unknown, theme?: unknown }} wish
 */
async function changeLook(surface, wish) {
  surface.theme = wish.theme === 'light' || wish.theme === 'dark' ? wish.theme : 'system';
  document.documentElement.dataset.theme = surface.theme;
  wanted = languageOf(wish.lang);
  if (isChanging) return;
  isChanging = true;
  // Without the texts of a language the frame stays as it is.
  while (wanted !== lang && (await speak(wanted))) await drawAgain(surface);
  isChanging = false;
}

/** @param {Surface} surface */
async function drawAgain(surface) {
  const loaded = await loadPlan(surface);
  if ('plan' in loaded) plan = loaded.plan;
  if (view === null) return;
  const { activeElement } = document;
  const id = activeElement?.getAttribute('data-testid');
  const name = activeElement?.getAttribute('name');
  draw(surface, view);
  const again = id ? `[data-testid="${CSS.escape(id)}"]` : name ? `[name="${CSS.escape(name)}"]` : null;
  if (again !== null) /** @type {HTMLElement | null} */ (surface.root.querySelector(again))?.focus();
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
  const surface = readSurface(root);
  watchSize();
  onLook((wish) => void changeLook(surface, wish));
  void show(surface);
}
