// What the build does beyond compiling and bundling, and what each step is worth. `npm run size -- --steps`
// builds without each, one after the other, and prints the bytes again; with `--record`, it writes the table of
// docs/architecture.md.

/** Each step, and what it does. @type {Record<string, string>} */
export const STEPS = {
  std: 'builds std with the program, for size; a panic is a bare trap. Unstable, so the pinned compiler runs with `RUSTC_BOOTSTRAP=1`',
  inlining: 'nearly turns inlining and unrolling off: arguments go by value, and Binaryen inlines what is called once',
  stack: 'gives the stack 64 KiB, not 1 MiB: it comes first in memory, so that an address is a byte shorter',
  'low-memory': 'tells Binaryen that no data lie in the first kilobyte of memory, the far end of the stack',
  talc: 'takes a small allocator',
  passes: 'adds passes of Binaryen to `-Oz`: control flow is taken apart and rebuilt, the order of functions suits their numbers',
  names: 'gives imports and exports names of one or two letters',
  text: 'inlines the program as ASCII text, not base64',
  unpacker: 'unpacks that text by a small WebAssembly module, not a loop in JavaScript',
  terser: 'runs Terser after esbuild: it folds the many small steps of the glue into one',
  hints: 'writes the functions of a script so that a browser compiles what runs at the start at once, and skips the rest',
};

/** The steps that this build leaves out, by the environment's `WITHOUT`. */
export const left = new Set((process.env.WITHOUT ?? '').split(',').filter(Boolean));
for (const step of left) if (!STEPS[step]) throw new Error(`there is no step ${step}: ${Object.keys(STEPS).join(', ')}`);

/** @param {keyof typeof STEPS} step */
export const has = (step) => !left.has(step);
