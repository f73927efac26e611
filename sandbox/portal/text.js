/** The languages of the portal; the first one stands for any other. */
const LANGUAGES = ['en', 'da'];

/** The page's language. */
export let lang = document.documentElement.lang;

/**
 * The texts of this page's language, by name, as the server has put them into
 * the page.
 *
 * @type {Record<string, string>}
 */
let texts = textsOf(document);

/** @param {Document} page */
function textsOf(page) {
  return JSON.parse(page.getElementById('texts')?.textContent ?? '{}');
}

/**
 * The portal's language for a wish.
 *
 * @param {unknown} wish
 * @returns {string}
 */
export const languageOf = (wish) => LANGUAGES.find((it) => it === wish) ?? LANGUAGES[0] ?? 'en';

/**
 * Speaks another language from now on, with the texts of this very page in it.
 *
 * @param {string} next
 * @returns {Promise<boolean>} whether they could be had
 */
export async function speak(next) {
  const address = new URL(window.location.href);
  address.searchParams.set('lang', next);
  const answer = await fetch(address, { credentials: 'omit' }).catch(() => null);
  const html = answer?.ok ? await answer.text().catch(() => '') : '';
  const page = new DOMParser().parseFromString(html, 'text/html');
  if (page.documentElement.lang !== next) return false;
  texts = textsOf(page);
  lang = document.documentElement.lang = next;
  return true;
}

/**
 * @param {string} key
 * @param {Record<string, string>} [values] what stands for its `{placeholders}`
 * @returns {string}
 */
export function text(key, values = {}) {
  const found = texts[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
