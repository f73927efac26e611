import unpacker from 'ledgerbee:unpacker';

const encode = (text: string) => new TextEncoder().encode(text);

/** What `unpack.wat` exports. */
type Unpacker = { m: WebAssembly.Memory; u(length: number, limit: number): number };

/** The first of the numbers that stand for the upper part of a byte (`scripts/inline.mjs`). */
const LIMIT = 119;

/** Reads what `scripts/inline.mjs` wrote; throws what the browser or the page's CSP refuses it with. */
function byProgram(text: string): Uint8Array<ArrayBuffer> {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(encode(unpacker)));
  const { m: memory, u: unpack } = instance.exports as Unpacker;
  const bytes = new Uint8Array(memory.buffer as ArrayBuffer, 9);
  const packed = encode(text);
  bytes.set(packed);
  return bytes.subarray(0, unpack(packed.length, LIMIT));
}

/** The same as JavaScript, to measure what the other is worth. */
function byLoop(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let upper = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = (code > 122 ? [10, 13, 34, 60, 92][code - 123]! : code) - 1;
    if (value >= LIMIT && !upper) upper = ((value - LIMIT) << 6) + LIMIT;
    else {
      bytes[length++] = upper + value;
      upper = 0;
    }
  }
  return bytes.subarray(0, length);
}

export const unpack =
  UNPACK === 'unpacker'
    ? byProgram
    : UNPACK === 'loop'
      ? byLoop
      : (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
