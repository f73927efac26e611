// Installs the libraries that the browser tests load beside the embed, and makes one classic script of each in
// `build/libraries/`, as a page would have it. Nothing of them is changed: a library that is published as a
// script is copied, one that is published as modules is bundled.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { ROOT } from './run.mjs';

const HOME = join(ROOT, 'tests/libraries');
const BUILD = join(ROOT, 'build/libraries');

/** By the name of the script, its file in a package. */
const SCRIPTS = {
  // There is no browser's build of it in the registry; this one has the types, which are what it replaces.
  mootools: 'mootools/lib/mootools-core-1.5.2-server.js',
  prototype: 'prototype-js-core/prototype.js',
  zone: 'zone.js/bundles/zone.umd.js',
  'core-js-2': 'core-js-2/client/core.js',
  'es6-shim': 'es6-shim/es6-shim.js',
  turbo: '@hotwired/turbo/dist/turbo.es2017-umd.js',
  qiankun: 'qiankun/dist/index.umd.js',
  sinon: 'sinon/pkg/sinon.js',
  vue: 'vue/dist/vue.global.prod.js',
};

/** By the name of the script, a module that makes it. */
const BUNDLES = {
  'core-js-3': "import 'core-js-3/full';",
  sentry: "import * as Sentry from '@sentry/browser'; window.Sentry = Sentry;",
};

await install(HOME);
// Not before there is what it imports.
const { build } = await import('esbuild');
rmSync(BUILD, { recursive: true, force: true });
mkdirSync(BUILD, { recursive: true });
for (const [name, file] of Object.entries(SCRIPTS)) cpSync(join(HOME, 'node_modules', file), join(BUILD, `${name}.js`));
for (const [name, contents] of Object.entries(BUNDLES)) {
  const stdin = { contents, resolveDir: HOME };
  await build({ stdin, outfile: join(BUILD, `${name}.js`), bundle: true, format: 'iife', logLevel: 'error' });
}
console.log(`libraries: ${Object.keys({ ...SCRIPTS, ...BUNDLES }).join(', ')}`);
