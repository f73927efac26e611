// Writes a program as text that can stand in any page, whatever its charset, and compresses well:
// after brotli within 1 % of the bytes themselves, where printable text alone costs 3 %, hexadecimal
// 8 % and base64 20 %.
//
// The ASCII character of code 1 to 122 stands for 0 to 121. Those that a script in a page must not
// hold are written as 123 to 127. A byte under 119 is one character; any other is 119, 120 or 121 for
// its upper part and one more character for the lower six bits. `js/loader/unpack.wat` reads it, in a
// memory of one page.

const SINGLES = 119;
/** LF, CR, `"` and `\` mean something in a string, and `<` in a page; NUL is changed by its parser. */
const KEPT_OUT = [10, 13, 34, 60, 92];

/** @param {number} value */
function character(value) {
  const at = KEPT_OUT.indexOf(value + 1);
  return String.fromCharCode(at < 0 ? value + 1 : 123 + at);
}

/**
 * @param {Uint8Array} bytes
 * @returns {string} to stand between double quotes as it is
 */
export function toText(bytes) {
  let text = '';
  for (const byte of bytes) {
    const rest = byte - SINGLES;
    text += rest < 0 ? character(byte) : character(SINGLES + (rest >> 6)) + character(rest & 63);
  }
  // The text begins at 9.
  if (text.length > 65_536 - 9) throw new Error('inline: the program is too large for the memory it is unpacked in');
  return text;
}

/**
 * @param {Uint8Array} bytes all of them ASCII
 * @returns {string} a string of JavaScript's, which its browser encodes to the same bytes
 */
export function toLiteral(bytes) {
  if (bytes.some((byte) => byte > 127)) throw new Error('inline: not ASCII');
  const escaped = (it) => `\\x${it.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return `"${Buffer.from(bytes).toString('latin1').replace(/[\0\n\r"<\\]/g, escaped)}"`;
}
