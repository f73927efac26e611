import { element } from './element.js';
import { canRetry } from './http.js';
import { text } from './text.js';

/**
 * Says why something could not be done, with another try where one may help.
 *
 * @param {import('./http.js').Failure} failure
 * @param {string} testId
 * @param {() => void} again
 */
export function failed(failure, testId, again) {
  const retry = canRetry(failure)
    ? element('button', { type: 'button', 'data-testid': 'retry', onclick: again }, text('retry'))
    : null;
  return element(
    'div',
    { class: 'notice', role: 'alert', 'data-testid': testId, 'data-reason': failure.reason },
    element('p', {}, text(failure.reason)),
    retry,
  );
}

/** Says that something is under way. @param {string} key */
export function waiting(key) {
  return element('p', { class: 'quiet', role: 'status' }, text(key));
}
