// Makes dist/ from the Rust program and the loader; with `--trap-hook` the same in build/trap-hook/,
// with a message that makes the program trap, for tests.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';
import { toJavaScript } from './compat.mjs';
import { patchGlue } from './glue.mjs';
import { toLiteral, toText } from './inline.mjs';
import { writeInside } from './inside.mjs';
import { shortenNames } from './names.mjs';
import { ENV, ROOT } from './run.mjs';
import { shrink } from './shrink.mjs';
import { sizesOf } from './sizes.mjs';

const HOOK = process.argv.includes('--trap-hook') ? 'trap-hook' : undefined;
const PKG = join(ROOT, 'build', HOOK ? `${HOOK}-pkg` : 'pkg');
const DIST = join(ROOT, HOOK ? `build/${HOOK}` : 'dist');
const BIN = join(ROOT, 'node_modules/.bin');
const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const { version } = own;

const say = (text) => console.log(`build: ${text}`);

// std is built for size with the program, and for a browser without reference types, so that the
// same program can be turned into JavaScript. Both need unstable flags of the pinned compiler.
function compile() {
  const flags = [
    '-Ctarget-cpu=mvp',
    '-Ctarget-feature=+bulk-memory',
    '-Zunstable-options',
    '-Cpanic=immediate-abort',
    '-Zlocation-detail=none',
    // Binaryen inlines what is called once; what is called often stays a function, a loop a loop.
    '-Cllvm-args=-inline-threshold=10 -unroll-threshold=0',
    '-Zmir-opt-level=2',
    '-Zinline-mir=yes',
    // The stack comes first in memory: with a smaller one every address is a byte shorter.
    '-Clink-arg=-zstack-size=65536',
    `--remap-path-prefix=${homedir()}=~`,
    `--remap-path-prefix=${resolve(ROOT)}=.`,
  ];
  execFileSync(
    'wasm-pack',
    [
      ...['build', '--release', '--target', 'bundler', '--no-typescript', '--no-pack', '--mode', 'no-install'],
      ...['--out-dir', PKG, '--out-name', 'embed', '.', '--'],
      ...(HOOK ? ['--features', HOOK] : []),
      ...['-Zbuild-std=std,panic_abort', '-Zbuild-std-features=optimize_for_size'],
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: {
        ...ENV,
        RUSTC_BOOTSTRAP: '1',
        CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f'),
      },
    },
  );
}

const COMPAT_MODULE = './index.compat.js';

/** Lets the loader import the program's glue and the program, in either form, by name. */
const program = {
  name: 'program',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ledgerbee:compat-module$/ }, () => ({ path: COMPAT_MODULE, external: true }));
    // One loader for all entries of the package.
    onResolve({ filter: /^\.\/index\.js$/ }, ({ path }) => ({ path, external: true }));
    // What the program has beside its Rust, as wasm-bindgen lays it down.
    onResolve({ filter: /^\.\/snippets\// }, ({ path }) => ({ path: join(PKG, path) }));
    onResolve({ filter: /^ledgerbee:/ }, ({ path }) => ({ path, namespace: 'program' }));
    const contents = {
      glue: () => ({ contents: names.rename(patchGlue(readFileSync(join(PKG, 'embed_bg.js'), 'utf8'))) }),
      wasm: () => ({ contents: 'export default PROGRAM();' }),
      unpacker: () => ({ contents: 'export default UNPACKER();' }),
      compat: () => ({ contents: toJavaScript(BIN, join(PKG, 'embed_bg.wasm'), PKG) }),
    };
    onLoad({ filter: /./, namespace: 'program' }, ({ path }) => ({
      resolveDir: join(ROOT, 'js'),
      ...contents[path.split(':')[1]](),
    }));
  },
};

/** What the package's types are; those of the loader's inside are not. */
const TYPES = ['index', 'script', 'react', 'element', 'types', 'events', 'pricing-url', 'pricing-frame'];
const WITH_PROGRAM = ['embed', 'index'];

/** Makes a program of what is written in WebAssembly's text format. */
function assemble(source, file) {
  execFileSync(join(BIN, 'wasm-opt'), [source, '-Oz', '-o', file], { cwd: ROOT });
  return readFileSync(file);
}

/** Bundles one entry, and puts the program in its place, if it has one. */
async function bundle(entry, format) {
  const define = { ...shared.define, IS_COMPAT: `${entry.includes('compat')}` };
  const options = { entryPoints: [`js/${entry}.ts`], outfile: `${DIST}/${entry}.js`, format, define, write: false };
  const { outputFiles } = await build({ ...shared, ...options });
  let { code } = await minify(outputFiles[0].text, { ...minimal, module: format === 'esm' });
  for (const [place, literal] of Object.entries(places)) {
    const parts = code.split(place);
    const count = WITH_PROGRAM.includes(entry) ? 1 : 0;
    if (parts.length - 1 !== count) throw new Error(`${entry}.js has ${parts.length - 1} times ${place}`);
    code = parts.join(literal);
  }
  writeFileSync(join(DIST, `${entry}.js`), code);
}

/** Terser after esbuild: 0.5 kB less, because it folds wasm-bindgen's many small steps into one. */
const minimal = {
  toplevel: true,
  ecma: 2021,
  // `use client` is to stay.
  compress: { passes: 3, directives: false, unsafe_arrows: true },
  format: { ascii_only: true, comments: false },
};

const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** What an inlined script must not hold, or what would say where it was built. */
function check(name) {
  const text = readFileSync(join(DIST, name), 'utf8');
  const program = readFileSync(join(PKG, 'embed_bg.wasm'), 'latin1');
  const faults = [
    [/[^\x00-\x7f]/, 'is not ASCII'],
    [/<\/script|<!--/i, 'cannot be inlined in a page'],
    [/\beval\(|new Function/, 'needs unsafe-eval'],
  ].filter(([pattern]) => pattern.test(text));
  if (program.includes(homedir()) || program.includes(resolve(ROOT))) faults.push([, 'holds a build path']);
  for (const [, fault] of faults) throw new Error(`${name} ${fault}`);
}

function manifest(names) {
  const files = {};
  for (const name of names) {
    const bytes = readFileSync(join(DIST, name));
    const { raw, gzip, brotli } = sizesOf(bytes);
    files[name] = { bytes: raw, gzip, brotli, integrity: integrity(bytes) };
  }
  writeFileSync(join(DIST, 'manifest.json'), `${JSON.stringify({ version, files }, null, 2)}\n`);
}

say('compiling the program (std with it, so the first time takes a minute)');
compile();
shrink(BIN, join(PKG, 'embed_bg.wasm'));
const names = shortenNames(join(BIN, 'wasm-opt'), join(PKG, 'embed_bg.wasm'));
/**
 * What stands for the program, and for what unpacks it, until the loader is minified, whose short names
 * they would skew: calls, of whose results a minifier knows nothing.
 */
const places = {
  'PROGRAM()': `"${toText(readFileSync(join(PKG, 'embed_bg.wasm')))}"`,
  'UNPACKER()': toLiteral(assemble('js/unpack.wat', join(PKG, 'unpack.wasm'))),
};
rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const shared = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  charset: 'ascii',
  target: ['es2021'],
  legalComments: 'none',
  plugins: [program],
  external: ['react'],
  // The program itself does not need its hash, and could not hold it.
  define: { VERSION: JSON.stringify(version), GLUE: JSON.stringify(names.module), COMPAT_INTEGRITY: '""' },
  logLevel: 'warning',
};

say('bundling the loader');
await bundle('embed.compat', 'iife');
await bundle('index.compat', 'esm');
// What is loaded if WebAssembly is refused is what was built here.
shared.define.COMPAT_INTEGRITY = JSON.stringify(integrity(readFileSync(join(DIST, 'embed.compat.js'))));
await bundle('embed', 'iife');
await bundle('index', 'esm');
await bundle('react', 'esm');
await bundle('element', 'esm');
await bundle('inspector', 'iife');
if (!HOOK) {
  say('writing the types');
  execFileSync(process.execPath, [join(BIN, 'tsc'), '-p', 'tsconfig.types.json'], { cwd: ROOT, stdio: 'inherit' });
  for (const name of TYPES) copyFileSync(join(ROOT, `build/types/${name}.d.ts`), join(DIST, `${name}.d.ts`));
  copyFileSync(join(ROOT, 'js/custom-elements.json'), join(DIST, 'custom-elements.json'));
  writeInside(DIST, own);
}
const SCRIPTS = ['embed.js', 'embed.compat.js', 'index.js', 'index.compat.js', 'react.js', 'element.js', 'inspector.js'];
SCRIPTS.forEach(check);
manifest(SCRIPTS);
say(`${HOOK ? `build/${HOOK}` : 'dist'}/ is ready`);
