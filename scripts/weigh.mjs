// What each crate and each module of ours weighs in the program, by the names that its functions had.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const OWN = 'ledgerbee_embed';
const CODE = 10;
const IMPORTS = 2;

/**
 * @param {string} program the file of the program; beside it the build has left `.map`, what wasm-opt printed of
 *   its functions (an index and a mangled name a line), and `.json`, what the glue calls
 * @returns {{ total: number, parts: [part: string, bytes: number][] }} heaviest first, code only
 */
export function weigh(program) {
  const map = readFileSync(`${program}.map`, 'utf8');
  const exported = new Set(JSON.parse(readFileSync(`${program}.json`, 'utf8')).map(({ name }) => name));
  const names = new Map(map.split('\n').map((line) => [parseInt(line, 10), line.slice(line.indexOf(':') + 1)]));
  const weights = new Map();
  let total = 0;
  for (const [index, bytes] of functions(readFileSync(program))) {
    const name = names.get(index) ?? '';
    const part = exported.has(name) && !name.startsWith('__') ? `${OWN}::surface` : partOf(name);
    weights.set(part, (weights.get(part) ?? 0) + bytes);
    total += bytes;
  }
  return { total, parts: [...weights].sort((a, b) => b[1] - a[1]) };
}

/** Where a function is from: the first crate that its name names, or a module of ours. */
function partOf(name) {
  // At its end a name says who wanted it, which is always us.
  const path = name.replace(new RegExp(`C\\w+?_${OWN.length}${OWN}$`), '');
  const own = path.indexOf(`${OWN.length}${OWN}`);
  if (own < 0) return [...identifiers(/C\w*?_(\d+[a-z]\w*)/.exec(path)?.[1] ?? '')][0] ?? 'runtime';
  const found = [...identifiers(path.slice(own))].slice(1);
  while (found.length && !isModule(found)) found.pop();
  return [OWN, ...found].join('::');
}

const isModule = (path) => ['.rs', '/mod.rs'].some((end) => existsSync(join(ROOT, 'src', path.join('/') + end)));

/** The identifiers at the front of a mangled path, each with its length before it. */
function* identifiers(text) {
  for (let match; (match = /^(\d+)_?/.exec(text)); ) {
    const end = match[0].length + Number(match[1]);
    yield text.slice(match[0].length, end);
    text = text.slice(end);
  }
}

/** The functions with a body: index and bytes. */
function* functions(bytes) {
  let at = 8;
  let first = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0, byte = 128; byte & 128; shift += 7) value |= ((byte = bytes[at++]) & 127) << shift;
    return value >>> 0;
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = number() + at;
    // The program imports functions only, which come first in the count.
    if (section === IMPORTS) first = number();
    if (section === CODE) {
      const count = number();
      for (let index = first; index < first + count; index++) {
        const size = number();
        at += size;
        yield [index, size];
      }
    }
    at = end;
  }
}
