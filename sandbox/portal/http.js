/**
 * Why something could not be done, as the buyer is told.
 *
 * @typedef {object} Failure
 * @property {'offline' | 'serverFailed' | 'planGone' | 'notAllowed'} reason the name of a text
 * @property {number} status 0 without an answer
 * @property {string} [code]
 * @property {{ field: string, message: string }[]} [errors]
 */

/** @typedef {{ ok: true, body: any } | { ok: false, failure: Failure }} Answer */

/** Reasons that may be gone at the next try. */
const PASSING = ['offline', 'serverFailed'];

/** @param {Failure} failure */
export const canRetry = ({ reason }) => PASSING.includes(reason);

/** @type {Record<number, Failure['reason']>} */
const REASONS = { 0: 'offline', 401: 'notAllowed', 403: 'notAllowed', 404: 'planGone', 410: 'planGone' };

/**
 * Asks the portal. Whatever comes back, or does not, is an answer.
 *
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<Answer>}
 */
export async function ask(path, options) {
  let status = 0;
  let body = null;
  try {
    const answer = await fetch(path, options);
    status = answer.status;
    const said = await answer.text();
    body = said === '' ? null : JSON.parse(said);
    if (answer.ok) return { ok: true, body };
  } catch {
    // No answer, or one that is no JSON: a proxy's page, say. An answer that
    // was cut off counts as none.
    if (status >= 200 && status < 300) status = 0;
  }
  const reason = REASONS[status] ?? 'serverFailed';
  return { ok: false, failure: { reason, status, code: body?.code, errors: body?.errors } };
}

/**
 * Sends `body` to the portal.
 *
 * @param {string} path
 * @param {unknown} body
 * @param {Record<string, string>} [headers]
 * @returns {Promise<Answer>}
 */
export function post(path, body, headers = {}) {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
