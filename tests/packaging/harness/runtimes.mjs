// The package in runtimes that are neither Node nor a browser, against the sandbox: `tests/packaging/runtimes/rules.js`.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { install } from '../../../scripts/install.mjs';
import { launch } from './process.mjs';

const { platform, arch } = process;
/** The native programs. Their launchers are put in place by scripts at installation, which are not run. */
const PROGRAMS = {
  Deno: `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}/deno`,
  Bun: `@oven/bun-${platform}-${arch === 'arm64' ? 'aarch64' : arch}/bin/bun`,
  workerd: `@cloudflare/workerd-${platform}-${arch === 'x64' ? '64' : arch}/bin/workerd`,
};

/** Runs `main.js` with the addresses; what it has printed. */
const byCommand = (...args) => (program, folder, api) =>
  launch([program, ...args, 'main.js', JSON.stringify(api)], { cwd: folder, env: process.env }, (line) => line.startsWith('[') && JSON.parse(line)).value;

/** Bundled as the runtime's own tools do, because it finds no packages itself. */
async function asWorker(program, folder, api) {
  await build({
    absWorkingDir: folder,
    entryPoints: ['worker.js'],
    outfile: 'dist/worker.js',
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const server = launch([program, 'serve', 'worker.capnp', '--control-fd=1'], { cwd: folder, env: process.env }, (line) => line.startsWith('{') && JSON.parse(line).port);
  try {
    const answer = await fetch(`http://127.0.0.1:${await server.value}`, { method: 'POST', body: JSON.stringify(api) });
    return await answer.json();
  } finally {
    await server.stop();
  }
}

const inNode = byCommand();
/** @type {Record<string, (program: string, folder: string, api: object) => Promise<{ rule: string, fault?: string }[]>>} */
const RUNTIMES = {
  Node: inNode,
  Deno: byCommand('run', '--quiet', '--no-prompt', '--allow-net', '--allow-read', '--allow-env'),
  Bun: byCommand(),
  workerd: asWorker,
};

/** A server that sends every call elsewhere, and notes what arrives there. */
async function openElsewhere() {
  const followed = [];
  const server = createServer((request, response) => {
    if (request.url === '/elsewhere') followed.push(request.headers['x-api-key']);
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  return { url, followed, stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

export async function checkRuntimes({ home, sandbox, test }) {
  const folder = join(home, 'runtimes');
  await install(folder);
  const { resolve } = createRequire(join(folder, 'main.js'));
  const programOf = (name) => (name === 'Node' ? process.execPath : resolve(PROGRAMS[name]));
  const elsewhere = await openElsewhere();
  const api = { apiUrl: sandbox.api, apiKey: sandbox.apiKey, elsewhere: elsewhere.url };
  try {
    for (const [name, judge] of Object.entries(RUNTIMES)) {
      await test(`in ${name}, the server helper works, and what is for browsers says so`, async () => {
        const results = await judge(programOf(name), folder, api);
        assert.ok(results.length >= 7, 'every rule was judged');
        assert.deepEqual(results.filter(({ fault }) => fault), []);
        assert.deepEqual(elsewhere.followed, [], 'a redirect was followed');
      });
    }
    await test('a rule that does not hold is reported', async () => {
      const results = await inNode(process.execPath, folder, { ...api, apiKey: 'wrong' });
      assert.match(results[0].fault, /API_KEY_INVALID/);
    });
  } finally {
    await elsewhere.stop();
  }
}
