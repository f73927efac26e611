import { __wbg_set_wasm, imports } from 'ledgerbee:glue';
import instantiate from 'ledgerbee:compat';
import { program } from './exports';
import type { Make } from './program';

let isReady = false;

/** The same program without WebAssembly. */
export const make: Make = (onLeft) => {
  if (!isReady) {
    __wbg_set_wasm(instantiate({ [GLUE]: imports }));
    isReady = true;
  }
  return program(onLeft);
};
