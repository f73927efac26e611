import { __wbg_set_wasm, imports } from 'ledgerbee:glue';
import instantiate from 'ledgerbee:compat';
import { guard, onFailure } from './guard';
import { program, type Make } from './program';

let isReady = false;

/** The same program without WebAssembly. */
export const make: Make = (listener) => {
  onFailure(listener);
  if (!isReady) {
    __wbg_set_wasm(guard(instantiate({ [GLUE]: imports })));
    isReady = true;
  }
  return program;
};
