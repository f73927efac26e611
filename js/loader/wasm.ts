import { __wbg_set_wasm, imports } from 'ledgerbee:glue';
import text from 'ledgerbee:wasm';
import { guard, onFailure } from './guard';
import { program, type Make } from './program';
import { unpack } from './unpack';

let isReady = false;

/** Compiles and instantiates at once; throws what the browser or the page's CSP refuses it with. */
export const make: Make = (listener) => {
  onFailure(listener);
  if (!isReady) {
    // Synchronous: browsers allow it for modules of this size, and the bridge is there before the
    // page's next script. Never by `fetch` of a `data:` URL, which `connect-src` would have to allow.
    const module = new WebAssembly.Module(unpack(text));
    __wbg_set_wasm(guard(new WebAssembly.Instance(module, { [GLUE]: imports }).exports));
    isReady = true;
  }
  return program;
};
