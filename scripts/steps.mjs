// What the build does beyond compiling and bundling, and what each step is worth. `npm run size -- --steps`
// builds without each, one after the other, and prints the bytes again.

/** Each step, and what it does. @type {Record<string, string>} */
export const STEPS = {
  std: 'std is built with the program, for size, and panics are bare traps (`-Zbuild-std`, `immediate-abort`)',
  inlining: 'hardly any inlining or unrolling: arguments go by value, and Binaryen inlines what is called once',
  talc: 'a small allocator in the place of the default one',
  passes: 'passes of Binaryen beyond `-Oz`: control flow is taken apart and rebuilt, the order of functions suits their numbers',
  names: 'imports and exports have names of one or two letters',
  text: 'the program is inlined as ASCII text, where base64 would compress worse',
  unpacker: 'a WebAssembly module unpacks that text, where a JavaScript loop would be a quarter of the evaluation',
  terser: 'Terser after esbuild: it folds the many small steps of the glue into one',
};

/** The steps that this build leaves out, by the environment's `WITHOUT`. */
export const left = new Set((process.env.WITHOUT ?? '').split(',').filter(Boolean));
for (const step of left) if (!STEPS[step]) throw new Error(`there is no step ${step}: ${Object.keys(STEPS).join(', ')}`);

/** @param {keyof typeof STEPS} step */
export const has = (step) => !left.has(step);
