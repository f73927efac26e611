// Mistakes that are planted in a page, and what a test says of each.
import assert from 'node:assert/strict';

/**
 * Each mistake: what is replaced in a page, and what a unit test and a browser test say of it.
 *
 * @type {Record<string, { plant: [RegExp, string], unit: RegExp, browser: RegExp }>}
 */
export const MISTAKES = {
  field: {
    plant: [/\.checkoutBindToken/, '.bindToken'],
    unit: /fetchBindToken returned undefined, so the checkout is anonymous\. Did it read the right field\? The API calls the token checkoutBindToken/,
    browser: /A bind token was minted, but fetchBindToken did not return it, so the checkout is anonymous\. Did it read the right field\?/,
  },
  name: {
    plant: [/ledgerbee:embed:checkoutConfirmed/g, 'ledgerbee:embed:checkoutConfirm'],
    unit: /The page listens to ledgerbee:embed:checkoutConfirm, which is no event: did you mean ledgerbee:embed:checkoutConfirmed\?/,
    browser: /The page listens to ledgerbee:embed:checkoutConfirm, which is no event: did you mean ledgerbee:embed:checkoutConfirmed\?/,
  },
  twice: {
    plant: [/const answer = await fetch/, "await fetch('/your-backend/bind-token', { method: 'POST' });\n        const answer = await fetch"],
    // The runner's own comparison: the second token, where the first is expected.
    unit: /token-2/,
    browser: /2 bind tokens were minted, and the frames asked for 1: the page fetches a token more often than it is asked/,
  },
};

/** A page with a mistake; the text that is replaced has to be there. */
export function plant(text, { plant: [pattern, wrong] }) {
  const planted = text.replace(pattern, wrong);
  assert.notEqual(planted, text, `${pattern} is not in the page`);
  return planted;
}

/**
 * What a test file has to come to.
 *
 * @param {{ passed: number, failures: string[] } | undefined} result
 * @param {RegExp} [message] what one of its failures says; without it, all pass
 */
export function expectResult(result, message) {
  assert.ok(result, 'the file was not run');
  if (!message) return assert.deepEqual([result.passed > 0, result.failures], [true, []]);
  assert.match(result.failures.join('\n'), message);
}
