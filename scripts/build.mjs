// Makes dist/ from the Rust program and the loader.
//
//   --trap-hook  the same in build/trap-hook/, with a message that makes the program trap, for tests
//   --debug      the same in build/debug/, with names, panics with their text, and source maps
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';
import { toJavaScript } from './compat.mjs';
import { withHints } from './compile-hints.mjs';
import { checkGlobals } from './free-globals.mjs';
import { checkArguments, keepUsed, longNames, shortenNames } from './glue.mjs';
import { FORMAT, toLiteral, toText } from './inline.mjs';
import { writeInside } from './inside.mjs';
import { ENV, ROOT } from './run.mjs';
import { sizesOf } from './sizes.mjs';
import { has, left } from './steps.mjs';

const IS_DEBUG = process.argv.includes('--debug');
const HOOK = process.argv.includes('--trap-hook') ? 'trap-hook' : undefined;
const VARIANT = IS_DEBUG ? 'debug' : (HOOK ?? (left.size ? `without-${[...left].join('-')}` : undefined));
const PKG = join(ROOT, 'build', VARIANT ? `${VARIANT}-pkg` : 'pkg');
const DIST = join(ROOT, VARIANT ? `build/${VARIANT}` : 'dist');
const BIN = join(ROOT, 'node_modules/.bin');
const PROGRAM = join(PKG, 'embed_bg.wasm');
const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const { version } = own;

const say = (text) => console.log(`build: ${text}`);
const binaryen = (tool, args) => execFileSync(join(BIN, tool), args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e9 });

/** For a browser without reference types, so that the same program can be turned into JavaScript. */
const TARGET = ['-Ctarget-cpu=mvp', '-Ctarget-feature=+bulk-memory'];
const SMALL = [
  ...(has('stack') ? ['-Clink-arg=-zstack-size=65536'] : []),
  ...(has('inlining') ? ['-Cllvm-args=-inline-threshold=10 -unroll-threshold=0'] : []),
  ...(has('std') ? ['-Zunstable-options', '-Cpanic=immediate-abort', '-Zlocation-detail=none'] : []),
];
const STD = ['-Zbuild-std=std,panic_abort', ...(IS_DEBUG ? [] : ['-Zbuild-std-features=optimize_for_size'])];

function compile() {
  const flags = [
    ...TARGET,
    ...(IS_DEBUG ? [] : SMALL),
    `--remap-path-prefix=${homedir()}=~`,
    `--remap-path-prefix=${resolve(ROOT)}=.`,
  ];
  const features = [...(HOOK ? [HOOK] : []), ...(has('talc') && !IS_DEBUG ? ['small-allocator'] : [])];
  execFileSync(
    'wasm-pack',
    [
      ...['build', IS_DEBUG ? '--dev' : '--release', '--target', 'bundler', '--no-typescript', '--no-pack'],
      ...['--mode', 'no-install', '--out-dir', PKG, '--out-name', 'embed', 'program', '--'],
      ...['--features', features.join(',')],
      // What is prebuilt uses reference types.
      ...STD,
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: {
        ...ENV,
        // `-Zbuild-std` is unstable, on a compiler that is pinned.
        RUSTC_BOOTSTRAP: '1',
        CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f'),
      },
    },
  );
}

/** Has Binaryen make the program as small as it can; notes what its functions were called. */
function shrink() {
  const passes = [
    ...(has('passes') ? ['--flatten', '--rereloop', '-Oz'] : []),
    ...['-Oz', '--converge'],
    ...(has('low-memory') ? ['--low-memory-unused'] : []),
    '--strip-producers',
    '--strip-target-features',
    ...(has('passes') ? ['--reorder-functions', '--reorder-locals'] : []),
  ];
  writeFileSync(`${PROGRAM}.map`, binaryen('wasm-opt', [PROGRAM, '--enable-bulk-memory', ...passes, '--print-function-map', '-o', PROGRAM]));
}

const COMPAT_MODULE = './index.compat.js';

/** Lets the loader import the program's glue and the program, in either form, by name. */
const program = {
  name: 'program',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^ledgerbee:compat-module$/ }, () => ({ path: COMPAT_MODULE, external: true }));
    // One loader for all entries of the package.
    onResolve({ filter: /^\.\/index\.js$/ }, ({ path }) => ({ path, external: true }));
    // What the program has beside its Rust: where it is written, so that the loader shares it.
    onResolve({ filter: /^\.\/snippets\// }, ({ path }) => ({ path: join(ROOT, path.replace(/^\.\/snippets\/[^/]+\//, '')) }));
    onResolve({ filter: /^ledgerbee:/ }, ({ path }) => ({ path, namespace: 'program' }));
    const contents = {
      glue: () => glue,
      wasm: () => 'export default PROGRAM();',
      unpacker: () => (UNPACK === 'unpacker' ? 'export default UNPACKER();' : "export default '';"),
      compat: () => toJavaScript(BIN, PROGRAM, PKG),
      words: () => Object.entries(wordsOfTheWire()).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n'),
    };
    onLoad({ filter: /./, namespace: 'program' }, ({ path }) => ({
      resolveDir: join(ROOT, 'js/loader'),
      contents: contents[path.split(':')[1]](),
    }));
  },
};

/** What the package's types are; those of the loader's inside are not. */
const TYPES = ['index', 'script', 'react', 'element', 'types', 'events', 'pricing-url', 'pricing-frame'];
/** Types of the entries for tests and servers: the file in dist/, and what it is made of. */
const OTHER_TYPES = {
  testing: 'build/types/js/testing/index.d.ts',
  'testing-playwright': 'js/testing/playwright/index.d.ts',
  server: 'build/types/js/server/index.d.ts',
  'server-api': 'build/types/js/server/server-api.d.ts',
  // The element, as each framework's compiler is told of it.
  ...Object.fromEntries(['preact', 'react', 'solid', 'svelte', 'vue'].map((name) => [`element-${name}`, `js/npm/elements/${name}.d.ts`])),
};

/** Each script: where it begins, how, and whether it has the loader or the program inside. */
const ENTRIES = {
  'embed.compat': { from: 'js/embed.compat.ts', format: 'iife', hasLoader: true },
  'index.compat': { from: 'js/npm/index.compat.ts', format: 'esm', hasLoader: true },
  embed: { from: 'js/embed.ts', format: 'iife', hasLoader: true, hasProgram: true },
  index: { from: 'js/npm/index.ts', format: 'esm', hasLoader: true, hasProgram: true },
  react: { from: 'js/npm/react.ts', format: 'esm' },
  element: { from: 'js/npm/element.ts', format: 'esm' },
  inspector: { from: 'js/inspector.ts', format: 'iife' },
};

/** What no page loads: modules for Node, which stay readable. */
const NODE_ENTRIES = {
  testing: { from: 'js/testing/index.ts', inject: ['js/testing/home.ts', 'js/loader/globals.ts'], hasProgram: true },
  'testing-playwright': { from: 'js/testing/playwright/index.js' },
  server: { from: 'js/server/index.ts' },
};

/** Which file replaces a module of the embed in tests. */
const IN_TESTS = {
  'src/page/platform.js': 'js/testing/platform.js',
  'src/page/provider.js': 'js/testing/provider.js',
  'js/loader/home.ts': 'js/testing/home.ts',
};

const forTests = {
  name: 'for-tests',
  setup({ onResolve }) {
    onResolve({ filter: /\/(platform|provider|home)(\.js)?$/ }, ({ path, importer, resolveDir }) => {
      // Those in the other places import what they stand for.
      if (importer.startsWith(join(ROOT, 'js/testing/'))) return undefined;
      const snippet = /^\.\/snippets\/[^/]+\/(.*)$/.exec(path)?.[1];
      const named = snippet ?? relative(ROOT, join(resolveDir, path));
      const found = Object.keys(IN_TESTS).find((file) => file.replace(/\.\w+$/, '') === named.replace(/\.js$/, ''));
      return found && { path: join(ROOT, IN_TESTS[found]) };
    });
  },
};

/** Bundles an entry for Node. */
async function bundleForNode(name) {
  const { from, inject = [], hasProgram } = NODE_ENTRIES[name];
  const outfile = `${DIST}/${name}.js`;
  const node = { target: ['node20'], minify: false, external: ['@playwright/test', 'ledgerbee-sandbox', 'node:*'] };
  const plugins = hasProgram ? [forTests, program] : [program];
  const { outputFiles } = await build({ ...shared, ...node, plugins, entryPoints: [from], outfile, format: 'esm', inject, write: false });
  let code = outputFiles.find(({ path }) => path.endsWith('.js')).text;
  for (const [place, literal] of Object.entries(hasProgram ? places : {})) code = code.replace(place, () => literal);
  writeFileSync(outfile, code);
}

/** Makes a program of what is written in WebAssembly's text format. */
function assemble(source, file) {
  binaryen('wasm-opt', [source, '-Oz', '-o', file]);
  return readFileSync(file);
}

/** Bundles one entry, and puts the program in its place, if it has one. */
async function bundle(name) {
  const { from, format, hasLoader, hasProgram } = ENTRIES[name];
  const isCompat = hasLoader && !hasProgram;
  const outfile = `${DIST}/${name}.js`;
  // Base64 is decoded by `atob`, as the JavaScript program's data are.
  const inject = [...(hasLoader ? ['js/loader/home.ts', 'js/loader/globals.ts'] : []), ...(isCompat || !has('text') ? ['js/loader/globals.compat.ts'] : [])];
  const around = hasLoader && format === 'iife' ? caught(name === 'embed.compat' ? TELL : SAY) : {};
  const { outputFiles } = await build({ ...shared, entryPoints: [from], outfile, format, inject, ...around, write: false });
  let code = outputFiles.find(({ path }) => path.endsWith('.js')).text;
  const map = outputFiles.find(({ path }) => path.endsWith('.map'));
  if (map) writeFileSync(map.path, map.contents);
  if (has('terser') && !IS_DEBUG) ({ code } = await minify(code, { ...minimal, module: format === 'esm' }));
  for (const [place, literal] of Object.entries(places)) {
    const parts = code.split(place);
    const count = hasProgram ? 1 : 0;
    if (parts.length - 1 !== count) throw new Error(`${name}.js has ${parts.length - 1} times ${place}`);
    code = parts.join(literal);
  }
  if (hasLoader && format === 'iife' && has('hints') && !IS_DEBUG) code = await withHints(code);
  // The glue of a debug build names more, to print what it is given.
  if (hasLoader && !IS_DEBUG) checkGlobals(`${name}.js`, code);
  writeFileSync(outfile, code);
}

/**
 * Around each classic script with a loader. A page may have broken what the script needs in its first steps, long
 * before there is a bridge that could tell of it: then it says so, and throws nothing at the page. One that was brought
 * in by a loader tells that loader instead (`Adopt` in `js/loader/load-script.ts`).
 */
const caught = (tell) => ({
  banner: { js: '"use strict";try{' },
  footer: { js: `}catch(e){try{${tell}}catch(e){}}` },
});
const SAY = 'window.console.error("ledgerbee-embed: this page has changed what the embed needs:",e)';
const TELL = `let f;try{f=window.document.currentScript[window.Symbol.for("ledgerbee-embed")]}catch(e){}f?f(e):${SAY}`;

const minimal = {
  toplevel: true,
  ecma: 2021,
  // `use client` is to stay.
  compress: { passes: 3, directives: false, unsafe_arrows: true },
  format: { ascii_only: true, comments: false },
};

/** What the loader and the inspector know of the wire (`js/loader/glue.d.ts`). */
function wordsOfTheWire() {
  const { prefix, kinds, limits, events, codes } = words;
  const answers = Object.fromEntries(Object.values(kinds).map(({ request, answer }) => [request, answer]));
  const places = Object.fromEntries(codes.map((code, index) => [code, index]));
  return { PREFIX: prefix, KINDS: kinds, ANSWERS: answers, LIMITS: limits, EVENTS: Object.keys(events), CODES: places };
}

const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** What an inlined script must not hold, or what would say where it was built. */
function check(name) {
  const text = readFileSync(join(DIST, name), 'utf8');
  const bytes = readFileSync(PROGRAM, 'latin1');
  const faults = [
    [/[^\x00-\x7f]/, 'is not ASCII'],
    [/<\/script|<!--/i, 'cannot be inlined in a page'],
    [/\beval\(|new Function/, 'needs unsafe-eval'],
  ].filter(([pattern]) => pattern.test(text));
  if (bytes.includes(homedir()) || bytes.includes(resolve(ROOT))) faults.push([, 'holds a build path']);
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

say('printing the words of the wire');
const words = JSON.parse(execFileSync('cargo', ['run', '--quiet', '--bin', 'words'], { cwd: ROOT, env: ENV, encoding: 'utf8' }));
mkdirSync(join(ROOT, 'build'), { recursive: true });
writeFileSync(join(ROOT, 'build/words.json'), `${JSON.stringify(words, null, 2)}\n`);
say('compiling the program (std with it, so the first time takes a minute)');
compile();
const written = readFileSync(join(PKG, 'embed_bg.js'), 'utf8');
keepUsed(binaryen, PROGRAM, written);
if (!IS_DEBUG) shrink();
// A debug build keeps the names of its functions, but not those of imports and exports.
const { module, glue } = has('names')
  ? shortenNames(binaryen, PROGRAM, written, IS_DEBUG ? ['-g'] : [])
  : longNames(binaryen, PROGRAM, written);
const bytes = readFileSync(PROGRAM);
checkArguments(bytes);
/** The unpacker; fails unless it turns the text back into the very same program. */
function checkedUnpacker() {
  const unpacker = assemble('js/loader/unpack.wat', join(PKG, 'unpack.wasm'));
  const { m: memory, u: unpack } = new WebAssembly.Instance(new WebAssembly.Module(unpacker)).exports;
  const text = Buffer.from(Function(`return ${toText(bytes)}`)(), 'latin1');
  const { START, MORE } = FORMAT;
  text.copy(new Uint8Array(memory.buffer), START);
  const end = unpack(START, START + text.length, MORE);
  if (bytes.compare(new Uint8Array(memory.buffer, START, end - START))) throw new Error('unpack.wat does not read what inline.mjs writes');
  return unpacker;
}

/**
 * What stands for the program, and for what unpacks it, until the loader is minified, whose short names
 * they would skew: calls, of whose results a minifier knows nothing.
 */
const places = {
  'PROGRAM()': has('text') && !IS_DEBUG ? toText(bytes) : `"${bytes.toString('base64')}"`,
  ...(has('text') && has('unpacker') && !IS_DEBUG
    ? { 'UNPACKER()': toLiteral(checkedUnpacker()) }
    : {}),
};
rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const UNPACK = IS_DEBUG || !has('text') ? 'base64' : has('unpacker') ? 'unpacker' : 'loop';
const shared = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: !IS_DEBUG,
  // What another way to unpack the program needs is left out.
  minifySyntax: true,
  sourcemap: IS_DEBUG && 'linked',
  charset: 'ascii',
  target: ['es2021'],
  legalComments: 'none',
  plugins: [program],
  external: ['react'],
  define: {
    VERSION: JSON.stringify(version),
    GLUE: JSON.stringify(module),
    IS_DEBUG: `${IS_DEBUG}`,
    UNPACK: JSON.stringify(UNPACK),
    ...Object.fromEntries(Object.entries(FORMAT).map(([name, value]) => [name, JSON.stringify(value)])),
    // The program drops every closure it has made itself, and `globalThis` is always there.
    FinalizationRegistry: 'undefined',
    self: 'undefined',
    global: 'undefined',
    // The program itself does not need its hash, and could not hold it.
    COMPAT_INTEGRITY: '""',
  },
  logLevel: 'warning',
};

say('bundling the loader');
await bundle('embed.compat');
await bundle('index.compat');
// What is loaded if WebAssembly is refused is what was built here.
shared.define.COMPAT_INTEGRITY = JSON.stringify(integrity(readFileSync(join(DIST, 'embed.compat.js'))));
for (const name of ['embed', 'index', 'react', 'element', 'inspector']) await bundle(name);
if (!VARIANT) {
  for (const name of Object.keys(NODE_ENTRIES)) await bundleForNode(name);
  say('writing the types');
  execFileSync(process.execPath, [join(BIN, 'tsc'), '-p', 'tsconfig.types.json'], { cwd: ROOT, stdio: 'inherit' });
  for (const name of TYPES) copyFileSync(join(ROOT, `build/types/js/npm/${name}.d.ts`), join(DIST, `${name}.d.ts`));
  for (const [name, from] of Object.entries(OTHER_TYPES)) {
    writeFileSync(join(DIST, `${name}.d.ts`), readFileSync(join(ROOT, from), 'utf8').replaceAll("'../npm/", "'./"));
  }
  copyFileSync(join(ROOT, 'js/npm/custom-elements.json'), join(DIST, 'custom-elements.json'));
  writeInside(DIST, own);
}
const SCRIPTS = Object.keys(ENTRIES).map((name) => `${name}.js`);
if (!IS_DEBUG) SCRIPTS.forEach(check);
manifest(SCRIPTS);
say(`${VARIANT ? `build/${VARIANT}` : 'dist'}/ is ready`);
