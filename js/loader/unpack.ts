import unpacker from 'ledgerbee:unpacker';

/** What `unpack.wat` exports. */
type Unpacker = { m: WebAssembly.Memory; u(from: number, to: number, more: number): number };

/** Reads what `scripts/inline.mjs` wrote; throws what the browser or the page's CSP refuses it with. */
function byProgram(text: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const instance = new WebAssembly.Instance(new WebAssembly.Module(encoder.encode(unpacker)));
  const { m: memory, u: unpack } = instance.exports as Unpacker;
  const bytes = new Uint8Array(memory.buffer as ArrayBuffer);
  encoder.encodeInto(text, bytes.subarray(START));
  return bytes.subarray(START, unpack(START, START + text.length, MORE));
}

/** The same as JavaScript, to measure what the other is worth. */
function byLoop(text: string): Uint8Array<ArrayBuffer> {
  const flips = new Uint8Array(START);
  for (const code of SWAPPED) flips[code] = FLIP;
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let change = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === MARK) change += MORE;
    else {
      bytes[length++] = code ^ flips[code]! ^ change;
      change = 0;
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
