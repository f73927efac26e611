import { __wbg_set_wasm, frames, imports, join, observe, start, stop } from 'ledgerbee:glue';
import text from 'ledgerbee:wasm';
import { toBytes } from './inline';
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
    const module = new WebAssembly.Module(toBytes(text));
    const instance = new WebAssembly.Instance(module, { [GLUE]: imports });
    __wbg_set_wasm(instance.exports);
    isReady = true;
  }
  return { start, join, frames, observe, stop };
}
