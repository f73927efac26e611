import { failed } from './checkout.js';
import { element } from './element.js';
import { startBreakOut } from './session.js';
import { text } from './text.js';

/**
 * Leaves the frame for a page of the portal's own, in the partner's window or
 * in a new tab. Whoever's browser lets no frame do so gets a link, which is
 * theirs to follow.
 *
 * @param {import('./surface.js').Surface} surface
 * @param {import('./plan.js').Item} item
 * @param {() => void} onBack leads back to the cards
 * @returns {HTMLElement}
 */
export function breakOut(surface, item, onBack) {
  const { lang, target } = surface;
  const isTop = target === 'top';
  // A tab has to be opened by the click itself; its address comes later.
  const tab = isTop ? null : window.open(`/checkout/opening?lang=${lang}`, '_blank');
  if (tab !== null) tab.opener = null;

  const step = element('div', {});
  const begin = async () => {
    step.replaceChildren(
      element('p', { class: 'quiet', role: 'status' }, text(lang, 'preparing')),
    );
    const address = await startBreakOut(surface, item);
    if (address === null) {
      tab?.close();
      step.replaceChildren(failed(lang, begin));
      return;
    }
    step.replaceChildren(onTheWay(lang, isTop, address));
    if (isTop) window.open(address, '_top');
    else tab?.location.replace(address);
  };
  void begin();
  return element(
    'section',
    { class: 'checkout', 'data-testid': 'break-out' },
    element(
      'button',
      { type: 'button', class: 'back', 'data-testid': 'back', onclick: onBack },
      `← ${text(lang, 'back')}`,
    ),
    step,
  );
}

/**
 * @param {string} lang
 * @param {boolean} isTop
 * @param {string} address
 */
function onTheWay(lang, isTop, address) {
  return element(
    'div',
    { class: 'notice', role: 'status' },
    element('h2', {}, text(lang, isTop ? 'leaving' : 'opened')),
    element(
      'a',
      {
        class: 'button primary',
        href: address,
        target: isTop ? '_top' : '_blank',
        rel: 'noopener',
        'data-testid': 'continue',
      },
      text(lang, 'continue'),
    ),
  );
}
