// The quick start's first page: its samples, as they stand there but for the addresses, in an empty project
// under Vite's own server.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileOf } from './docs.mjs';
import { launch } from './process.mjs';

/** What `npm create vite` makes of it, without what is replaced. */
const INDEX = `<!doctype html>
<html lang="en">
  <head><meta charset="UTF-8" /><link rel="icon" href="data:," /><title>shop</title></head>
  <body><div id="app"></div><script type="module" src="/src/main.ts"></script></body>
</html>
`;

/**
 * @param {{ samples: { page: string, code: string }[], origins: { portal: string, api: string }, home: string, origin: string }} what
 */
export async function openFirstPage({ samples, origins, home, origin }) {
  const vite = join(home, 'vite');
  const folder = join(vite, 'first-page');
  rmSync(folder, { recursive: true, force: true });
  const files = samples.filter(({ page }) => page === 'docs/quick-start.md').map((it) => [fileOf(it), it.code]);
  const named = files.filter(([file]) => file);
  assert.deepEqual(named.map(([file]) => file), ['src/main.ts', 'vite.config.ts'], 'files that the quick start names');
  for (const [file, code] of [['index.html', INDEX], ...named]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    const here = code.replace('http://127.0.0.1:4401', origins.portal).replace('http://localhost:4402', origins.api);
    writeFileSync(join(folder, file), here);
  }
  const { port } = new URL(origin);
  const server = launch(
    // What it made of an earlier package of the same version would do otherwise.
    [join(home, 'node_modules/.bin/vite'), '--force', '--strictPort', '--port', port],
    { cwd: folder, env: process.env },
    (line) => /ready in/.test(line),
  );
  await server.value;
  return server;
}
