import { element } from './element.js';
import { text } from './text.js';

/**
 * @typedef {object} Customer
 * @property {string} name
 * @property {string | null} email
 * @property {string | null} vatNumber
 * @property {{ street?: string, postalCode?: string, city?: string }} address
 * @property {string} countryCode
 */

/** The buyer's fields; `type` and `autocomplete` help who types. */
const FIELDS = /** @type {const} */ ([
  { name: 'name', type: 'text', autocomplete: 'organization' },
  { name: 'email', type: 'email', autocomplete: 'email', required: true },
  { name: 'vatNumber', type: 'text', autocomplete: 'off' },
  { name: 'address', type: 'text', autocomplete: 'street-address' },
]);

const FAILURE = 'details-failure';

/**
 * The Details step: a bound buyer's fields are filled in and read-only, an
 * anonymous one's are empty. The start date can always be chosen.
 *
 * @param {string} lang
 * @param {Customer | null} customer
 * @param {import('./text.js').TextKey | null} hint said instead of what the step is
 * @param {(details: Record<string, string>) => Promise<Record<string, string> | null>} onConfirm
 *   gives what is wrong with which field, or `null`
 * @returns {HTMLElement}
 */
export function detailsForm(lang, customer, hint, onConfirm) {
  const known = customer === null ? null : values(customer);
  const inputs = FIELDS.map(({ name, type, autocomplete, ...rest }) =>
    field(lang, name, {
      type,
      autocomplete,
      required: known === null && 'required' in rest,
      readonly: known !== null,
      value: known?.[name] ?? '',
    }),
  );
  const failure = element('p', { class: 'failure', role: 'alert', id: FAILURE });
  const button = element(
    'button',
    { type: 'submit', class: 'primary', 'data-testid': 'confirm' },
    text(lang, 'confirm'),
  );

  /** @param {Event} event */
  const onsubmit = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const entries = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    button.setAttribute('disabled', '');
    failure.textContent = '';
    const wrong = await onConfirm(Object.fromEntries(entries));
    button.removeAttribute('disabled');
    if (wrong !== null) showFaults(lang, form, failure, wrong);
  };

  return element(
    'form',
    { class: 'details', 'data-testid': 'details-form', 'data-bound': String(known !== null), onsubmit },
    element('h2', {}, text(lang, 'details')),
    element('p', { class: 'quiet' }, text(lang, hint ?? (known ? 'boundHint' : 'anonymousHint'))),
    ...inputs,
    field(lang, 'startDate', { type: 'date', value: today() }),
    failure,
    button,
  );
}

/**
 * @param {string} lang
 * @param {import('./text.js').TextKey} name
 * @param {import('./element.js').Attributes} attributes
 */
function field(lang, name, attributes) {
  return element(
    'label',
    { class: 'field' },
    element('span', {}, text(lang, name)),
    element('input', { name, ...attributes }),
  );
}

/**
 * @param {string} lang
 * @param {HTMLFormElement} form
 * @param {HTMLElement} failure
 * @param {Record<string, string>} wrong
 */
function showFaults(lang, form, failure, wrong) {
  const named = Object.entries(wrong).filter(([name]) => form.elements.namedItem(name));
  for (const input of form.querySelectorAll('input')) {
    const isWrong = input.name in wrong;
    for (const [name, value] of [['aria-invalid', 'true'], ['aria-describedby', FAILURE]]) {
      if (isWrong) input.setAttribute(name, value);
      else input.removeAttribute(name);
    }
  }
  const lines = named.map(
    ([name, message]) => `${text(lang, /** @type {'email'} */ (name))}: ${message}`,
  );
  failure.textContent = lines.length > 0 ? lines.join('; ') : text(lang, 'failed');
  form.querySelector('input[aria-invalid]')?.focus();
}

/**
 * @param {Customer} customer
 * @returns {Record<string, string>}
 */
function values({ name, email, vatNumber, address, countryCode }) {
  const town = [address.postalCode, address.city].filter(Boolean).join(' ');
  const place = [address.street, town].filter(Boolean);
  return {
    name,
    email: email ?? '',
    vatNumber: vatNumber ?? '',
    // A country alone is no address.
    address: place.length > 0 ? [...place, countryCode].join(', ') : '',
  };
}

/** Today where the buyer is, as `2026-11-21`. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ part) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
