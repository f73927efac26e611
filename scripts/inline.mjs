// Writes a program as text that can stand in any page, whatever its charset, and compresses well: after
// brotli within 1 % of the bytes themselves, where base64 costs 20 %.
//
// A character of ASCII stands for the byte of its code. There are two exceptions:
//
// - Bytes that a script in a page must not hold as they are have changed places with rare ones (`SWAPPED`).
// - A `*` is no byte of its own. Each adds 129 to the change of the byte that follows: its character is that of the
//   byte XOR the change, of which eight bits count. So one `*` is before every byte from 128 on, two are before the
//   byte 42, and three where one would lead to a `*` again.
//
// `js/loader/unpack.wat` reads it, in a memory of one page.

const PAGE = 65_536;
/** Where the text begins in the unpacker's memory: behind its table of characters. */
const START = 128;
const MARK = 42;
/** What a mark adds. */
const MORE = 129;
/** Frequent bytes that have to be escaped in a literal, and the rare ones they change places with by XOR. */
const FLIP = 31;
const SWAPPED = [0, 10, 13, 34, 60].flatMap((code) => [code, code ^ FLIP]);

/** What `js/loader/unpack.ts` has to know of it. */
export const FORMAT = { START, MARK, MORE, FLIP, SWAPPED };

/**
 * @param {Uint8Array} bytes
 * @returns {string} the literal of a string
 */
export function toText(bytes) {
  const codes = [];
  for (const byte of bytes) {
    for (let change = 0; ; change += MORE) {
      const code = (byte ^ change) & 255;
      const character = SWAPPED.includes(code) ? code ^ FLIP : code;
      if (code < 128 && character !== MARK) {
        codes.push(character);
        break;
      }
      codes.push(MARK);
    }
  }
  if (START + codes.length > PAGE) throw new Error('inline: the program is too large for the memory it is unpacked in');
  return toLiteral(Uint8Array.from(codes));
}

const ESCAPES = { '\0': '\\0', '\n': '\\n', '\r': '\\r', '"': '\\"', '\\': '\\\\' };
const inHex = (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
/** A NUL before a digit would be another escape, and a `<` something in a page. */
const escaped = (character, at, text) => (character === '\0' && /\d/.test(text[at + 1]) ? inHex(character) : (ESCAPES[character] ?? inHex(character)));

/**
 * @param {Uint8Array} bytes all of them ASCII
 * @returns {string} the literal of a string, which its browser encodes to the same bytes
 */
export function toLiteral(bytes) {
  if (bytes.some((byte) => byte > 127)) throw new Error('inline: not ASCII');
  const text = Buffer.from(bytes).toString('latin1');
  return `"${text.replace(/[\0\n\r"<\\]/g, escaped)}"`;
}
