// Makes the program as small as Binaryen can, and takes out what wasm-bindgen repeats.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PASSES = [
  ...['--merge-similar-functions', '--flatten', '--rereloop', '-Oz', '-Oz', '--converge'],
  // The lowest kilobyte is the far end of the stack: no data lies there.
  '--low-memory-unused',
  // Functions that call each other often get the short numbers.
  ...['--reorder-functions', '--reorder-locals'],
  '--enable-bulk-memory',
];

/**
 * What nothing here needs; each must match, or the build fails.
 *
 * @type {{ from: RegExp, to: string | ((found: string) => string) }[]}
 */
const CHANGES = [
  // A panic of wasm-bindgen's is a trap like any other: nobody would see its text.
  { from: /(?<=^ \(func \$\w+12wasm_bindgen9throw_str .+\n)[\s\S]+?\n(?= \)\n)/m, to: '  (unreachable)\n' },
  {
    from: /closure invoked recursively or after being dropped|FnOnce called more than once|called `\w+::unwrap_throw\(\)` on an? `\w+` value/g,
    to: (text) => '\\00'.repeat(text.length),
  },
  { from: /^ \(export "(?:__abort_handler|__instance_terminated|__wbindgen_realloc)" .*\n/gm, to: '' },
];

function change(program, { from, to }) {
  if (program.search(from) < 0) throw new Error(`shrink: not found: ${from}`);
  return program.replace(from, to);
}

/** The handles under this stand for `undefined`, `null` and the like, and are never given back. */
const RESERVED = 1028;

/**
 * @param {string} bin where Binaryen's tools are
 * @param {string} file the program, which is replaced; what its functions were called goes to `.map`
 */
export function shrink(bin, file) {
  const text = `${file}.wat`;
  execFileSync(join(bin, 'wasm-dis'), [file, '--enable-bulk-memory', '-o', text]);
  const program = readFileSync(text, 'utf8');
  // One page of stack, one of data: `scripts/glue.mjs` keeps the words of the second.
  if (!/^ \(memory \$\S+ 2\)$/m.test(program)) throw new Error('shrink: the program does not begin with two pages');
  writeFileSync(text, CHANGES.reduce(change, shareDrops(program)));
  const map = execFileSync(join(bin, 'wasm-opt'), [text, ...PASSES, '--print-function-map', '-o', file]);
  writeFileSync(`${file}.map`, map);
  rmSync(text);
}

/**
 * Wherever a `JsValue` is dropped, wasm-bindgen asks in line whether its handle is a reserved one:
 * that is 2 kB, 400 bytes after brotli. One function asks it for all.
 */
function shareDrops(program) {
  const drop = /\(import "[^"]+" "__wbindgen_object_drop_ref" \(func (\$\S+)/.exec(program)?.[1];
  if (!drop) throw new Error('shrink: the program drops no JsValue');
  const call = `(call ${drop}\n`;
  const calls = program.split(call).length - 1;
  // `handle >= 1028` becomes `handle >= 0`, which Binaryen knows to be true.
  const question = new RegExp(`^( *)(\\(i32\\.(?:ge_u|lt_u)\\n(?:\\1 .*\\n)*?\\1 \\(i32\\.const )${RESERVED}\\)`, 'gm');
  const asked = program.match(question)?.length ?? 0;
  if (asked < calls) throw new Error(`shrink: ${calls} drops, and only ${asked} of them ask first`);
  const shared = program.replace(question, '$1$20)').replaceAll(call, '(call $drop_shared\n');
  const body = `(if (i32.ge_u (local.get 0) (i32.const ${RESERVED})) (then (call ${drop} (local.get 0))))`;
  return shared.replace(/\)\s*$/, `(func $drop_shared (param i32) ${body}))`);
}
