// Gives what the program imports and exports names of one or two letters, in the program and in
// wasm-bindgen's glue. That is all that is done to the glue: what needs another behaviour wraps its
// exports (`js/loader/guard.ts`) or the globals that it names (`js/loader/globals.ts`).
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** @param {string} glue */
const exportsOf = (glue) => [...new Set([...glue.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name))];

/**
 * Takes out of the program, in place, what the glue does not use.
 *
 * @param {(tool: string, args: string[]) => string} binaryen
 * @param {string} file the program
 * @param {string} glue
 */
export function keepUsed(binaryen, file, glue) {
  const graph = exportsOf(glue).map((name) => ({ name, root: true, export: name }));
  writeFileSync(`${file}.json`, JSON.stringify(graph));
  binaryen('wasm-metadce', [file, '--enable-bulk-memory', '-g', '--graph-file', `${file}.json`, '-o', file]);
}

/**
 * Shortens the names in the program, in place, and gives the glue that goes with it. A name that one has
 * and the other has not fails the build.
 *
 * @param {(tool: string, args: string[]) => string} binaryen
 * @param {string} file the program
 * @param {string} glue
 * @param {string[]} [flags] of wasm-opt
 * @returns {{ module: string, glue: string }} the name the glue is imported under, and its text
 */
export function shortenNames(binaryen, file, glue, flags = []) {
  const map = binaryen('wasm-opt', [file, ...flags, '-o', file, '--enable-bulk-memory', '--minify-imports-and-exports-and-modules']);
  const { imports, exports } = JSON.parse(map.replace(/,(?=\s*[\]}])/g, ''));
  if (!imports?.length || !exports?.length) throw new Error('glue: wasm-opt printed no map of names');
  for (const [long, short] of exports) {
    if (!glue.includes(`wasm.${long}`)) throw new Error(`glue: nothing calls ${long}`);
    glue = glue.replace(new RegExp(`\\bwasm\\.${long}\\b`, 'g'), `wasm.${short}`);
  }
  return { module: 'a', glue: withImports(glue, imports) };
}

/**
 * The glue with its names as they are, to measure what short ones are worth. The program imports from the
 * glue alone then, in place.
 *
 * @param {(tool: string, args: string[]) => string} binaryen
 * @param {string} file the program
 * @param {string} glue
 */
export function longNames(binaryen, file, glue) {
  const module = './embed_bg.js';
  const text = binaryen('wasm-dis', [file, '--enable-bulk-memory']);
  const imports = [...text.matchAll(/\(import "([^"]+)" "([^"]+)"/g)].map(([, from, name]) => [from, name, name]);
  writeFileSync(`${file}.wat`, text.replace(/\(import "[^"]+"/g, `(import "${module}"`));
  binaryen('wasm-as', [`${file}.wat`, '--enable-bulk-memory', '-o', file]);
  return { module, glue: withImports(glue, imports) };
}

/** Has the glue export the program's imports as one object. */
function withImports(glue, imports) {
  let direct = '';
  const rows = imports.map(([module, long, short]) => {
    if (glue.includes(`export function ${long}(`)) {
      glue = glue.replace(`export function ${long}(`, `function ${long}(`);
      return `  ${short}: ${long},\n`;
    }
    // A function that takes and gives numbers only is imported from its own file.
    if (!module.startsWith('./snippets/')) throw new Error(`glue: there is no ${long}`);
    direct += `import { ${long} as direct_${long} } from '${module}';\n`;
    return `  ${short}: direct_${long},\n`;
  });
  return `${direct}${glue}\nexport const imports = {\n${rows.join('')}};\n`;
}

/** What `js/loader/guard.ts` passes on to an export. */
const MOST_ARGUMENTS = 4;

/**
 * Fails if an export takes more arguments than it will be given.
 *
 * @param {Uint8Array} bytes of the program
 */
export function checkArguments(bytes) {
  const module = new WebAssembly.Module(bytes);
  /** @type {Record<string, Record<string, () => void>>} */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
  for (const [name, it] of Object.entries(new WebAssembly.Instance(module, imports).exports)) {
    if (typeof it === 'function' && it.length > MOST_ARGUMENTS) {
      throw new Error(`glue: ${name} takes ${it.length} arguments, and js/loader/guard.ts passes on ${MOST_ARGUMENTS}`);
    }
  }
}
