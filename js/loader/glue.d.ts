/** What `npm run build` makes of the Rust program. */
declare module 'ledgerbee:glue' {
  import type { Program } from './program';
  export const start: Program['start'];
  export const configure: Program['configure'];
  export const report: Program['report'];
  export const open: Program['open'];
  export const receive: Program['receive'];
  export const frames: () => HTMLIFrameElement[];
  export const status: Program['status'];
  export const observe: Program['observe'];
  export const stop: Program['stop'];
  /** What the program imports. */
  export const imports: WebAssembly.ModuleImports;
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

/** The words of the wire, as `src/bin/words.rs` prints them. */
declare module 'ledgerbee:words' {
  export const PREFIX: 'ledgerbee:embed:';
  /** Each kind of request: its words, the page's function that answers it, and whether a frame shows nothing without the token. */
  export const KINDS: Record<'bind' | 'catalog', { request: string; answer: string; provider: string; isNeeded: boolean }>;
  /** The type of the answer by that of the request, both without the prefix. */
  export const ANSWERS: Record<string, string | undefined>;
  /** What the loader reports, by its place among all codes. */
  export const CODES: Record<'already-started' | 'module-restarted' | 'tag-unknown' | 'version-mismatch' | 'wasm-unavailable', number>;
  /** The names of the lifecycle events, without the prefix. */
  export const EVENTS: string[];
  /** The longest `requestId`, in UTF-16 units, and what a page can say of the deadline, in ms. */
  export const LIMITS: { requestId: number; defaultTimeoutMs: number; leastTimeoutMs: number; mostTimeoutMs: number };
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

/** The file of `index.compat.ts`, which stays one of its own. */
declare module 'ledgerbee:compat-module' {
  export const make: import('./program').Make;
}

/** From `package.json`. */
declare const VERSION: string;
/** The module name that the program imports the glue under. */
declare const GLUE: string;
/** The hash of `embed.compat.js`, as an `integrity` attribute has it. */
declare const COMPAT_INTEGRITY: string;
/** Whether this is a build of `npm run build -- --debug`. */
declare const IS_DEBUG: boolean;
/** The format of the program's text (`scripts/inline.mjs`). */
declare const START: number;
declare const MARK: number;
declare const MORE: number;
declare const FLIP: number;
declare const SWAPPED: number[];
/** How the program's text is turned back into bytes. */
declare const UNPACK: 'unpacker' | 'loop' | 'base64';
