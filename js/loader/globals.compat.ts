// The globals that only the program without WebAssembly names, beside those of `globals.ts`.

import { window } from './globals';

export const {
  ArrayBuffer,
  Float32Array,
  Float64Array,
  Int16Array,
  Int32Array,
  Int8Array,
  MessageChannel,
  Uint16Array,
  Uint32Array,
  atob,
} = window;
