/**
 * The texts of this page's language, by name, as the server has put them into
 * the page.
 *
 * @type {Record<string, string>}
 */
const texts = JSON.parse(document.getElementById('texts')?.textContent ?? '{}');

/** The page's language: `en` or `da`. */
export const lang = document.documentElement.lang;

/**
 * @param {string} key
 * @param {Record<string, string>} [values] what stands for its `{placeholders}`
 * @returns {string}
 */
export function text(key, values = {}) {
  const found = texts[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
