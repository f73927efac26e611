// Every global that a bundle with the loader names has to be one of `js/loader/globals.ts`, where it is taken
// once; a page could replace any other.
import { parse } from 'acorn';
import { analyze } from 'periscopic';

/** What no page can replace: a property of the language's own, or of `window` that cannot be changed. */
const FIXED = new Set(['undefined', 'NaN', 'Infinity', 'window', 'arguments']);
/** Only asked for their type, by a path of the glue that is not taken. */
const ASKED = new Set(['global', 'self', 'globalThis']);

/**
 * @param {string} name of the script
 * @param {string} code
 */
export function checkGlobals(name, code) {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const { globals } = analyze(program);
  const free = [...globals.keys()].filter((it) => !FIXED.has(it) && !ASKED.has(it));
  if (free.length) throw new Error(`${name} names globals that are not in js/loader/globals.ts: ${free.join(', ')}`);
}
