/** What `npm run build` makes of the Rust program. */
declare module 'ledgerbee:glue' {
  import type { Program } from './program';
  export const start: Program['start'];
  export const join: Program['join'];
  export const receive: Program['receive'];
  export const hear: Program['hear'];
  export const frames: () => HTMLIFrameElement[];
  export const observe: Program['observe'];
  export const stop: Program['stop'];
  /** What the program imports. */
  export const imports: WebAssembly.ModuleImports;
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

/** The program's bytes as text; `scripts/inline.mjs` says how. */
declare module 'ledgerbee:wasm' {
  const text: string;
  export default text;
}

/** What unpacks it (`unpack.wat`), each byte as a character. */
declare module 'ledgerbee:unpacker' {
  const text: string;
  export default text;
}

/** The program as JavaScript; `scripts/compat.mjs` makes it. */
declare module 'ledgerbee:compat' {
  export default function instantiate(imports: WebAssembly.Imports): WebAssembly.Exports;
}

/** The file of `compat-module.ts`, which stays one of its own. */
declare module 'ledgerbee:compat-module' {
  export const make: import('./program').Make;
}

/** From `package.json`. */
declare const VERSION: string;
/** The module name that the program imports the glue under. */
declare const GLUE: string;
/** The hash of `embed.compat.js`, as an `integrity` attribute has it. */
declare const COMPAT_INTEGRITY: string;
