/** What `npm run build` makes of the Rust program. */
declare module 'ledgerbee:glue' {
  import type { Program } from './program';
  export const start: Program['start'];
  export const join: Program['join'];
  export const frames: Program['frames'];
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

/** From `package.json`. */
declare const VERSION: string;
/** The module name that the program imports the glue under. */
declare const GLUE: string;
