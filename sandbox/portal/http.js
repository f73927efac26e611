import { authorization } from './plan.js';

/**
 * Sends `body` to the portal.
 *
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{ ok: boolean, status: number, body: any } | null>} `null`
 *   if there was no answer
 */
export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization() },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, status: answer.status, body: await answer.json() };
  } catch {
    return null;
  }
}
