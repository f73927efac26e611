// Every script that is measured: what a page loads, and how to tell that it runs.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, '../dist');
/** Other builds of `embed.js`, to be measured beside: `BENCH_WITH=name=folder,…`. */
const OTHERS = (process.env.BENCH_WITH ?? '').split(',').filter(Boolean).map((it) => it.split('='));
export const OTHER_BUILDS = OTHERS.map(([name]) => name);
/** A file of a package, also one that the package does not export. */
const inPackage = (name, file) => join(HERE, 'node_modules', name, file);
const version = (name) => JSON.parse(readFileSync(inPackage(name, 'package.json'), 'utf8')).version;

/**
 * `ready` is an expression that throws unless the script runs and has begun to listen, or gives a
 * promise of it; `before` is what has to be in the page first.
 */
export const SCRIPTS = {
  floor: { title: 'floor', file: join(HERE, 'floor.js'), ready: 'LedgerBee.bridge.frames()' },
  wasm: { title: 'embed.js', file: join(DIST, 'embed.js'), ready: 'LedgerBee.bridge.ready' },
  compat: { title: 'embed.compat.js', file: join(DIST, 'embed.compat.js'), ready: 'LedgerBee.bridge.ready' },
  'post-robot': {
    ...packaged('post-robot', 'dist/post-robot.min.js'),
    ready: "postRobot.on('requestBindToken', () => 'token')",
  },
  zoid: {
    ...packaged('zoid', 'dist/zoid.min.js'),
    ready: "zoid.create({ tag: 'bench-frame', url: 'http://localhost/frame' })",
  },
  comlink: {
    ...packaged('comlink', 'dist/umd/comlink.min.js'),
    ready: 'Comlink.expose({}, Comlink.windowEndpoint(parent))',
  },
  penpal: {
    ...packaged('penpal', 'dist/penpal.min.js'),
    ready:
      "void Penpal.connect({ messenger: new Penpal.WindowMessenger({ remoteWindow: parent, allowedOrigins: ['*'] }) }).promise.catch(() => {})",
  },
  'iframe-resizer': {
    ...packaged('@iframe-resizer/parent', 'index.umd.js'),
    ready: "iframeResize({ license: 'GPLv3' }, 'iframe')",
  },
  typeform: { ...packaged('@typeform/embed', 'build/embed.js'), ready: 'tf.createWidget.call' },
  cal: {
    ...packaged('@calcom/embed-core', 'dist/embed/embed.js'),
    // The snippet that a page inlines; it would load the script by a tag.
    before: `${readFileSync(inPackage('@calcom/embed-snippet', 'dist/snippet.umd.js'), 'utf8')};
      snippet.default('/blank.js'); Cal('init', { origin: location.origin });`,
    ready: 'Cal.version.length',
  },
  ...Object.fromEntries(
    OTHERS.map(([name, folder]) => [name, { title: name, file: resolve(folder, 'embed.js'), ready: 'LedgerBee.bridge.ready' }]),
  ),
};

function packaged(name, file) {
  return { title: `${name} ${version(name)}`, file: inPackage(name, file) };
}

/** What a page loads, in bytes and as text. */
export const source = (name) => readFileSync(SCRIPTS[name].file);
