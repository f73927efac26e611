import { element } from './element.js';
import { failed, waiting } from './failure.js';
import { startBreakOut } from './session.js';
import { show } from './step.js';
import { lang, text } from './text.js';

/**
 * Leaves the frame for a page of the portal's own, in the partner's window or
 * in a new tab. Whoever's browser lets no frame do so gets a link, which is
 * theirs to follow.
 *
 * @param {import('./surface.js').Surface} surface
 * @param {import('./plan.js').Item} item
 * @param {() => void} onBack leads back to the cards
 * @param {import('./step.js').Step} context of this one, which may have been drawn before
 * @returns {HTMLElement}
 */
export function breakOut(surface, item, onBack, context) {
  context.step = element('div', {});
  if (context.draw === null) leave(surface, item, context);
  else context.draw();
  return element(
    'section',
    { class: 'checkout', 'data-testid': 'break-out' },
    element(
      'button',
      { type: 'button', class: 'back', 'data-testid': 'back', onclick: onBack },
      `← ${text('back')}`,
    ),
    context.step,
  );
}

/**
 * @param {import('./surface.js').Surface} surface
 * @param {import('./plan.js').Item} item
 * @param {import('./step.js').Step} context
 */
function leave(surface, item, context) {
  const { target, theme } = surface;
  const isTop = target === 'top';
  // A tab has to be opened by the click itself; its address comes later.
  const opening = `/checkout/opening?lang=${lang}&theme=${theme}`;
  const tab = isTop ? null : window.open(opening, '_blank');
  if (tab !== null) tab.opener = null;

  const begin = async () => {
    show(context, () => waiting('preparing'));
    const started = await startBreakOut(surface, item);
    if ('failure' in started) {
      tab?.close();
      show(context, () => failed(started.failure, 'checkout-failed', begin));
      return;
    }
    show(context, () => onTheWay(isTop, started.address));
    if (isTop) window.open(started.address, '_top');
    else tab?.location.replace(started.address);
  };
  void begin();
}

/**
 * @param {boolean} isTop
 * @param {string} address
 */
function onTheWay(isTop, address) {
  return element(
    'div',
    { class: 'notice', role: 'status' },
    element('h2', {}, text(isTop ? 'leaving' : 'opened')),
    element(
      'a',
      {
        class: 'button primary',
        href: address,
        target: isTop ? '_top' : '_blank',
        rel: 'noopener',
        'data-testid': 'continue',
      },
      text('toCheckout'),
    ),
  );
}
