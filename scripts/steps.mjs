// What the build does beyond compiling and bundling, and what each step is worth. `npm run size -- --steps`
// builds without each, one after the other, and prints the bytes again.

/**
 * `why` says what a step does; `bytes` is what `embed.js` weighs more without it (brotli), as last measured.
 *
 * @type {Record<string, { why: string, bytes: number }>}
 */
export const STEPS = {
  std: { why: 'std is built with the program, for size, and panics are bare traps (`-Zbuild-std`, `immediate-abort`)', bytes: 0 },
  inlining: { why: 'hardly any inlining or unrolling: arguments go by value, and Binaryen inlines what is called once', bytes: 0 },
  talc: { why: 'a small allocator in the place of the default one', bytes: 0 },
  passes: { why: 'passes of Binaryen beyond `-Oz`: similar functions are merged, the order of functions suits their numbers', bytes: 0 },
  names: { why: 'imports and exports have names of one or two letters', bytes: 0 },
  text: { why: 'the program is inlined as ASCII text, where base64 would compress worse', bytes: 0 },
  unpacker: { why: 'a WebAssembly module unpacks that text, where a JavaScript loop would be a quarter of the evaluation', bytes: 0 },
  terser: { why: 'Terser after esbuild: it folds the many small steps of the glue into one', bytes: 0 },
};

/** The steps that this build leaves out, by the environment's `WITHOUT`. */
export const left = new Set((process.env.WITHOUT ?? '').split(',').filter(Boolean));
for (const step of left) if (!STEPS[step]) throw new Error(`there is no step ${step}: ${Object.keys(STEPS).join(', ')}`);

/** @param {keyof typeof STEPS} step */
export const has = (step) => !left.has(step);
