import * as glue from 'ledgerbee:glue';
import hex from 'ledgerbee:wasm';
import type { Program } from './program';

let isReady = false;

/**
 * Compiles and instantiates the program, at once and once a script; further calls give the same.
 *
 * @throws whatever the browser or the page's CSP refuses WebAssembly with
 */
export function load(): Program {
  if (!isReady) {
    // Synchronous: browsers allow it for modules of this size, and the bridge is there before the
    // page's next script. Never by `fetch` of a `data:` URL, which `connect-src` would have to allow.
    const module = new WebAssembly.Module(decode(hex));
    const instance = new WebAssembly.Instance(module, { [GLUE]: glue.imports });
    glue.__wbg_set_wasm(instance.exports);
    isReady = true;
  }
  return glue;
}

type FromHex = { fromHex?: (hex: string) => Uint8Array<ArrayBuffer> };

function decode(text: string): Uint8Array<ArrayBuffer> {
  const { fromHex } = Uint8Array as FromHex;
  if (fromHex) return fromHex.call(Uint8Array, text);
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
