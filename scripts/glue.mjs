// Mends wasm-bindgen's glue. Each change must match as often as it says, or the build fails: a new
// version of wasm-bindgen is looked at, not trusted.

/** Of memory: the program begins with one for its stack and one for its data, the words among it. */
const PAGE = 1 << 16;

/**
 * `count` is how often it must match, by default once; 0 is any number but none.
 *
 * @type {{ why: string, from: string | RegExp, to: string, count?: number }[]}
 */
const CHANGES = [
  {
    why: 'Every call comes in through the guard. And a page can dispatch an event in the middle of one, which calls a listener that is running: it would throw, and is none of ours, so it is passed over. Every closure is released by its owner in Drop; a registry for lost ones would cost at each that is made.',
    from: /function makeMutClosure\(arg0, arg1, f\) \{[\s\S]+?\n\}\n/g,
    to: `function makeMutClosure(a, b, f) {
    let isRunning, isDropped;
    const drop = () => wasm.__wbindgen_destroy_closure(a, b);
    const real = (arg) => {
        if (isRunning || isDropped) return;
        isRunning = true;
        enter(f, a, b, arg);
        isRunning = false;
        if (isDropped) enter(drop);
    };
    real._wbg_cb_unref = () => {
        isDropped = true;
        if (!isRunning) drop();
    };
    return real;
}
`,
  },
  {
    why: 'When memory grows, a view of it has no bytes any more; but a program without WebAssembly keeps the old buffer usable. To ask the browser for the buffer at each look takes longer than many a call. `scripts/build.mjs` says which it is.',
    from: /function getUint8ArrayMemory0\(\) \{[\s\S]+?\n\}\n/g,
    to: `function getUint8ArrayMemory0() {
    const view = cachedUint8ArrayMemory0;
    if (view && (IS_COMPAT ? view.buffer === wasm.memory.buffer : view.length)) return view;
    cachedDataViewMemory0 = new DataView(wasm.memory.buffer);
    return cachedUint8ArrayMemory0 = new Uint8Array(wasm.memory.buffer);
}
`,
  },
  {
    why: 'As above, for the other view.',
    from: /function getDataViewMemory0\(\) \{[\s\S]+?\n\}\n/g,
    to: `function getDataViewMemory0() {
    getUint8ArrayMemory0();
    return cachedDataViewMemory0;
}
`,
  },
  { why: 'Every closure is released by its owner in Drop.', from: /const CLOSURE_DTORS = [\s\S]+?;\n/g, to: '' },
  {
    why: 'One function where two were one in the other, which a minifier makes anew at each call.',
    from: /function dropObject\(idx\) \{\n {4}if \(idx < (\d+)\) return;\n[\s\S]+?\n\}\n/g,
    to: `function takeObject(idx) {
    const ret = heap[idx];
    if (idx >= $1) {
        heap[idx] = heap_next;
        heap_next = idx;
    }
    return ret;
}
`,
  },
  { why: 'As above.', from: /function takeObject\(idx\) \{\n.+\n {4}dropObject\(idx\);\n.+\n\}\n/g, to: '' },
  {
    why: 'Shorter, and no call through `apply`.',
    from: /export function (\w+)\(\) \{ return handleError\(function \((.*?)\) \{\n([\s\S]*?)\n\}, arguments\); \}/g,
    to: 'export function $1($2) { try {\n$3\n} catch (e) { wasm.__wbindgen_exn_store(addHeapObject(e)); } }',
    count: 0,
  },
  { why: 'As above.', from: /function handleError\(f, args\) \{[\s\S]+?\n\}\n/g, to: '' },
  {
    why: 'A guard for Safari, whose decoder fails after 2 GB: more than a page sends us in its life.',
    from: /const MAX_SAFARI_DECODE_BYTES[\s\S]+?return (cachedTextDecoder\.decode\(.+?\));\n\}\n/g,
    to: 'function decodeText(ptr, len) {\n    return $1;\n}\n',
  },
  {
    why: 'All that is decoded are words of the program and names of ASCII letters: nothing begins with a byte order mark, nothing is invalid.',
    from: /let (cachedTextDecoder = new TextDecoder)\(.+\);\ncachedTextDecoder\.decode\(\);\n/g,
    to: 'const $1();\n',
  },
  {
    why: 'The words of the program itself never change (the allocator hands out none of the memory that is there from the beginning), so each that is ASCII is decoded once. They lie in its first kilobytes: a list that begins empty and is then written far from its beginning is a slow one.',
    from: /function getStringFromWasm0\(ptr, len\) \{\n.+\n\}\n/g,
    to: `const words = new Array(${PAGE / 16});
function getStringFromWasm0(ptr, len) {
    if (ptr >= ${2 * PAGE}) return decodeText(ptr, len);
    const at = ptr % ${PAGE};
    return words[at]?.length === len ? words[at] : (words[at] = decodeText(ptr, len));
}
`,
  },
  {
    why: 'One way to copy a string in is enough for strings that are a few words long; and for those of ASCII a loop is three times as fast as an encoder, which makes an array first.',
    from: /function passStringToWasm0\(arg, malloc, realloc\) \{[\s\S]+?\n\}\n/g,
    to: `function passStringToWasm0(arg, malloc) {
    let at = 0;
    while (arg.charCodeAt(at) < 128) at++;
    const bytes = at < arg.length && cachedTextEncoder.encode(arg);
    WASM_VECTOR_LEN = (bytes || arg).length;
    const ptr = malloc(WASM_VECTOR_LEN, 1) >>> 0;
    const memory = getUint8ArrayMemory0();
    for (at = 0; at < WASM_VECTOR_LEN; at++) memory[ptr + at] = bytes ? bytes[at] : arg.charCodeAt(at);
    return ptr;
}
`,
  },
  { why: 'As above.', from: ', wasm.__wbindgen_malloc, wasm.__wbindgen_realloc)', to: ', wasm.__wbindgen_malloc)' },
  {
    why: 'Under 0 the keys are no indices any more, and do as well.',
    from: /    if \(stack_pointer == 1\) throw .+\n/g,
    to: '',
  },
  {
    why: 'Every browser that has WeakRef has encodeInto.',
    from: /if \(!\('encodeInto' in cachedTextEncoder\)\) \{[\s\S]+?\n\}\n/g,
    to: '',
  },
];

/** @param {string} glue */
export function patchGlue(glue) {
  for (const { why, from, to, count = 1 } of CHANGES) {
    const found = typeof from === 'string' ? glue.split(from).length - 1 : (glue.match(from) ?? []).length;
    if (count ? found !== count : found === 0) throw new Error(`glue: found ${found} times, not ${count}: ${from}\n(${why})`);
    glue = glue.replaceAll(from, to);
  }
  return `import { enter } from './guard';\n${glue}`;
}
