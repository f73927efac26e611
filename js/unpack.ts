import unpacker from 'ledgerbee:unpacker';

const encode = (text: string) => new TextEncoder().encode(text);

/** What `unpack.wat` exports. */
type Unpacker = { m: WebAssembly.Memory; u(length: number, limit: number): number };

/** Reads what `scripts/inline.mjs` wrote; throws what the browser or the page's CSP refuses it with. */
export function unpack(text: string): Uint8Array<ArrayBuffer> {
  const instance = new WebAssembly.Instance(new WebAssembly.Module(encode(unpacker)));
  const { m: memory, u: unpack } = instance.exports as Unpacker;
  const bytes = new Uint8Array(memory.buffer as ArrayBuffer, 9);
  const packed = encode(text);
  bytes.set(packed);
  return bytes.subarray(0, unpack(packed.length, 119));
}
