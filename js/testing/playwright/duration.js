const SECONDS = { s: 1, min: 60, h: 3600, d: 86_400 };

/**
 * Whole seconds of a text such as `61 s`, `30 min`, `2 h` or `8 d`, or of a number of seconds.
 *
 * @param {string | number} text
 */
export function secondsOf(text) {
  const [, amount, unit] = /^(\d+) ?(s|min|h|d)$/.exec(typeof text === 'number' ? `${text}s` : text) ?? [];
  if (!unit) throw new TypeError(`clock.advance() needs a time such as '61 s', '30 min', '2 h' or '8 d', and was given ${text}`);
  return Number(amount) * SECONDS[unit];
}
