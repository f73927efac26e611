import { element } from './element.js';
import { price } from './plan.js';
import { lang, text } from './text.js';

/**
 * @typedef {object} Customer
 * @property {string} name
 * @property {string | null} email
 * @property {string | null} vatNumber
 * @property {{ street?: string, postalCode?: string, city?: string }} address
 * @property {string} countryCode
 */

/** The longest entry, as the server has it. */
const MOST = 500;

/**
 * The buyer's fields; `type` and `autocomplete` help who types, `wrong` names
 * the text for what the server or the browser does not take.
 */
const FIELDS = /** @type {const} */ ([
  { name: 'name', type: 'text', autocomplete: 'organization', wrong: 'tooLong' },
  { name: 'email', type: 'email', autocomplete: 'email', required: true, wrong: 'emailWrong' },
  { name: 'vatNumber', type: 'text', autocomplete: 'off', wrong: 'tooLong' },
  { name: 'address', type: 'text', autocomplete: 'street-address', wrong: 'tooLong' },
]);

/**
 * The Details step: what a customer's record says stands there as text, an
 * anonymous buyer's fields are empty. The start date can always be chosen.
 *
 * @param {object} shown
 * @param {import('./plan.js').Item} shown.item
 * @param {import('./session.js').Session} shown.session
 * @param {string | null} shown.hint said instead of what the step is
 * @param {Record<string, string>} shown.draft what was typed before, and is typed now
 * @param {(entered: Record<string, string>) => Promise<import('./http.js').Failure | null>} onConfirm
 *   gives what went wrong; `null` if something else is shown by then
 * @returns {HTMLElement}
 */
export function detailsForm({ item, session, hint, draft }, onConfirm) {
  const { customer, isHeld, startDates } = session;
  const failure = element('p', { class: 'failure', role: 'alert', 'data-testid': 'failure' });
  const label = text(isHeld ? 'confirmAgain' : 'confirm');
  const button = element(
    'button',
    { type: 'submit', class: 'primary', 'data-testid': 'confirm' },
    label,
  );
  /** @type {Attributes} */
  const dates = {
    type: 'date',
    min: startDates.first,
    max: startDates.last,
    required: true,
    value: draft['startDate'] ?? startDates.first,
  };
  const date = field('startDate', dates);
  const starts = element('span', {}, day(String(dates['value'])));
  let isSending = false;

  /** @param {Event} event */
  const onsubmit = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    failure.textContent = '';
    if (isSending || !check(form)) return;
    isSending = true;
    button.setAttribute('aria-disabled', 'true');
    button.textContent = text('confirming');
    const entries = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    const wrong = await onConfirm(Object.fromEntries(entries));
    isSending = false;
    button.removeAttribute('aria-disabled');
    button.textContent = label;
    if (wrong === null) return;
    const fields = (wrong.errors ?? []).map((it) => it.field);
    if (!showFaults(form, new Set(fields))) failure.textContent = text(wrong.reason);
  };

  /** @param {Event} event */
  const oninput = ({ target }) => {
    const { name, value } = /** @type {HTMLInputElement} */ (target);
    if (customer === null || name === 'startDate') draft[name] = value;
    if (name === 'startDate') starts.textContent = value === '' ? '' : day(value);
  };

  return element(
    'form',
    {
      class: 'details',
      novalidate: true,
      'data-testid': 'details-form',
      'data-bound': String(customer !== null),
      onsubmit,
      oninput,
    },
    isHeld ? held() : null,
    hint === null ? null : element('p', { class: 'banner', role: 'status', tabindex: '-1' }, text(hint)),
    element('h2', {}, text('details')),
    hint === null ? element('p', { class: 'quiet' }, text(customer === null ? 'anonymousHint' : 'boundHint')) : null,
    ...(customer === null ? FIELDS.map((it) => emptyField(it, draft)) : [record(customer)]),
    date,
    order(item, starts),
    failure,
    button,
  );
}

/** @typedef {import('./element.js').Attributes} Attributes */

/** Says that the buyer has the plan. */
function held() {
  return element(
    'div',
    { class: 'banner', role: 'status', tabindex: '-1', 'data-testid': 'already-held' },
    element('strong', {}, text('alreadyHeld')),
    element('p', {}, text('alreadyHeldText')),
  );
}

/**
 * What is bought, for how much and how often.
 *
 * @param {import('./plan.js').Item} item
 * @param {Node} starts the day from which on
 */
function order(item, starts) {
  return element(
    'div',
    { class: 'order', 'data-testid': 'order' },
    element('h2', {}, text('order')),
    facts([
      [text('plan'), item.name],
      [text('price'), `${price(item)} ${text('perMonth')}`],
      [text('interval'), text('monthly')],
      [text('vat'), text('vatNotIncluded')],
      [text('startDate'), starts],
    ]),
  );
}

/**
 * @param {[string, string | Node][]} rows
 */
function facts(rows) {
  const cells = rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
  return element('dl', { class: 'facts' }, ...cells);
}

/**
 * The customer's record, as text and, for who reads the form, as fields that
 * nobody can change.
 *
 * @param {Customer} customer
 */
function record(customer) {
  const known = values(customer);
  const rows = FIELDS.filter(({ name }) => known[name] !== '').map(
    ({ name }) => /** @type {[string, string]} */ ([text(name), known[name] ?? '']),
  );
  const inputs = FIELDS.map(({ name }) =>
    element('input', { type: 'hidden', name, value: known[name] ?? '' }),
  );
  return element('div', {}, facts(rows), ...inputs);
}

/**
 * @param {(typeof FIELDS)[number]} shape
 * @param {Record<string, string>} draft
 */
function emptyField({ name, type, autocomplete, ...rest }, draft) {
  const required = 'required' in rest;
  return field(name, {
    type,
    autocomplete,
    required,
    maxlength: MOST,
    value: draft[name] ?? '',
  });
}

/**
 * @param {string} name
 * @param {Attributes} attributes
 */
function field(name, attributes) {
  const optional = attributes['required'] ? null : element('small', {}, ` (${text('optional')})`);
  return element(
    'label',
    { class: 'field' },
    element('span', {}, text(name), optional),
    element('input', { name, ...attributes }),
    element('span', { class: 'wrong', id: `${name}-wrong` }),
  );
}

/**
 * Whether the form can be sent; else its wrong fields say why.
 *
 * @param {HTMLFormElement} form
 */
function check(form) {
  const wrong = [...form.querySelectorAll('input')].filter((it) => !it.validity.valid);
  return !showFaults(form, new Set(wrong.map((it) => it.name)));
}

/**
 * Says at each field of `wrong` what is wrong with it, and goes to the first.
 *
 * @param {HTMLFormElement} form
 * @param {Set<string>} wrong
 * @returns {boolean} whether there was one
 */
function showFaults(form, wrong) {
  let first = null;
  for (const input of form.querySelectorAll('input')) {
    const said = form.querySelector(`#${input.name}-wrong`);
    if (said === null) continue;
    const isWrong = wrong.has(input.name);
    said.textContent = isWrong ? fault(input) : '';
    for (const [name, value] of [['aria-invalid', 'true'], ['aria-describedby', said.id]]) {
      if (isWrong) input.setAttribute(String(name), String(value));
      else input.removeAttribute(String(name));
    }
    if (isWrong) first ??= input;
  }
  first?.focus();
  return first !== null;
}

/** @param {HTMLInputElement} input */
function fault({ name, value, min, max }) {
  if (name === 'startDate') return text('startDateWrong', { from: day(min), to: day(max) });
  if (name === 'email' && value === '') return text('emailMissing');
  return text(FIELDS.find((it) => it.name === name)?.wrong ?? 'serverFailed');
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

/** A day as the buyer's language writes it. @param {string} date */
function day(date) {
  const shown = new Date(`${date}T12:00:00`);
  // The portal's English is that of Europe.
  const locale = lang === 'en' ? 'en-GB' : lang;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(shown);
}
