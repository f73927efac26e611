// Gives what the program imports and exports names of one or two letters: the long ones would be
// a tenth of what a page loads.
import { execFileSync } from 'node:child_process';

/**
 * Shortens the names in the program (in place), and gives a function that does the same to its
 * glue. A name that the glue does not have fails the build.
 *
 * @param {string} wasmOpt the tool
 * @param {string} file the program
 * @returns {{ module: string, rename: (glue: string) => string }}
 */
export function shortenNames(wasmOpt, file) {
  const args = [file, '-o', file, '--enable-bulk-memory', '--minify-imports-and-exports-and-modules'];
  const map = execFileSync(wasmOpt, args, { encoding: 'utf8' });
  const [imports, exports] = map.split('"exports"').map(readPairs);
  if (!imports?.length || !exports?.length) throw new Error('names: wasm-opt printed no map');
  const rename = (glue) => {
    const lines = imports.map(([long, short]) => {
      if (!glue.includes(`export function ${long}(`)) throw new Error(`names: the glue has no ${long}`);
      glue = glue.replace(`export function ${long}(`, `function ${long}(`);
      return `  ${short}: ${long},`;
    });
    for (const [long, short] of exports) {
      if (!glue.includes(`wasm.${long}`)) throw new Error(`names: the glue calls no ${long}`);
      glue = glue.replace(new RegExp(`\\bwasm\\.${long}\\b`, 'g'), `wasm.${short}`);
    }
    return `${glue}\nexport const imports = {\n${lines.join('\n')}\n};\n`;
  };
  return { module: 'a', rename };
}

/** Each row of the map ends in the long name and the short one. */
function readPairs(text) {
  return [...text.matchAll(/"([^"]+)", "([^"]+)"\]/g)].map(([, long, short]) => [long, short]);
}
