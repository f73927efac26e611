// Writes a program as text that can stand in any page, whatever its charset, and compresses well:
// after brotli within 4 % of the bytes themselves, where hexadecimal costs 8 % and base64 20 %.
//
// The characters `#` to `~` stand for 0 to 91. `<` and `\`, which a script in a page must not hold,
// are written as a space and `!`. A byte under 88 is one character; any other is `|`, `}` or `~` for
// its upper part and one more character for the lower six bits. `js/inline.ts` reads it.

const FIRST = 35;
const SINGLES = 88;

/** @param {number} value */
function character(value) {
  const char = String.fromCharCode(FIRST + value);
  return char === '<' ? ' ' : char === '\\' ? '!' : char;
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function toText(bytes) {
  let text = '';
  for (const byte of bytes) {
    const rest = byte - SINGLES;
    text += rest < 0 ? character(byte) : character(89 + (rest >> 6)) + character(rest & 63);
  }
  return text;
}
