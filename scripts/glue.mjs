// Mends wasm-bindgen's glue. Each change must match exactly once, or the build fails: a new version
// of wasm-bindgen is looked at, not trusted.

/** @type {{ why: string, from: string, to: string }[]} */
const CHANGES = [
  {
    why: 'A page can dispatch an event in the middle of one, which calls a listener that is running. It would throw; a call from within is none of ours, so it is passed over.',
    from: 'const a = state.a;\n        state.a = 0;\n        try {',
    to: 'const a = state.a;\n        if (!a) { real._wbg_cb_unref(); return; }\n        state.a = 0;\n        try {',
  },
  {
    why: 'When memory grows, a program without WebAssembly keeps the old buffer usable, and a cached view of it goes stale without a sign.',
    from: 'cachedUint8ArrayMemory0.byteLength === 0',
    to: 'cachedUint8ArrayMemory0.buffer !== wasm.memory.buffer',
  },
];

/** @param {string} glue */
export function patchGlue(glue) {
  for (const { why, from, to } of CHANGES) {
    const count = glue.split(from).length - 1;
    if (count !== 1) throw new Error(`glue: found ${count} times, not once: ${from}\n(${why})`);
    glue = glue.replace(from, () => to);
  }
  return glue;
}
