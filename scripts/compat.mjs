// Turns the program into JavaScript, for browsers and pages that refuse WebAssembly.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each must match once, or the build fails: a new version of Binaryen is looked at, not trusted. */
const CHANGES = [
  // The imports are an argument, and the exports what the function gives.
  { from: /^import \* as \S+ from '[^']+';\n/, to: '' },
  { from: /var retasmFunc = asmFunc\(\{\s*"[^"]+": \S+,\s*\}\);\n(?:export var .+\n)+/, to: 'return asmFunc(imports);\n' },
  // A memory that grows leaves its old buffer behind without bytes, as a memory of WebAssembly does: that is
  // how the glue sees that its views are of the old one.
  {
    from: /\n( +)buffer = newBuffer;\n/,
    to: '\n$1new MessageChannel().port1.postMessage(0, [buffer]);\n$1buffer = newBuffer;\n',
  },
  // The browser's own decoder, instead of one that comes with every copy.
  {
    from: /\n {2}var base64ReverseLookup[\s\S]+?\n {2}\}\n(?=function initActiveSegments)/,
    to: `
  function base64DecodeToExistingUint8Array(bytes, offset, text) {
    bytes.set(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)), offset);
  }
`,
  },
];

/**
 * @param {string} bin where Binaryen's tools are
 * @param {string} file the program, its names shortened
 * @param {string} folder for what is made on the way
 * @returns {string} a module whose default export instantiates it
 */
export function toJavaScript(bin, file, folder) {
  const lowered = join(folder, 'compat.wasm');
  const made = join(folder, 'compat.js');
  // `memory.copy` and `memory.fill` have no counterpart in JavaScript.
  execFileSync(join(bin, 'wasm-opt'), [file, '--enable-bulk-memory', '--llvm-memory-copy-fill-lowering', '-Oz', '-o', lowered]);
  execFileSync(join(bin, 'wasm2js'), ['-Oz', lowered, '-o', made]);
  let text = readFileSync(made, 'utf8');
  for (const { from, to } of CHANGES) {
    const count = [...text.matchAll(new RegExp(from.source, 'g'))].length;
    if (count !== 1) throw new Error(`compat: ${count} times ${from}`);
    text = text.replace(from, to);
  }
  return `export default function (imports) {\n${text}}\n`;
}
