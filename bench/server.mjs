// Serves the measured pages and frames, on two ports: a page and its frames are of two origins.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCRIPTS } from './scripts.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const HTML = 'text/html; charset=utf-8';
const JAVASCRIPT = 'text/javascript; charset=utf-8';

const withModule = (path) => `<!doctype html><meta charset="utf-8"><title>bench</title><body><script type="module" src="${path}"></script>`;

/** Alone in its process, a page has a clock of 5 to 20 µs instead of 100. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const PAGES = {
  '/page': { body: withModule('/page/page.js') },
  '/race': { body: withModule('/page/race.js') },
  '/cold': { body: withModule('/page/cold.js'), headers: ISOLATED },
  '/frame': { body: withModule('/page/frame.js') },
  '/blank.js': { body: '', type: JAVASCRIPT },
  '/favicon.ico': { body: '' },
};

/** `/lib/<script>`: a measured script; `/page/…`, `/peers/…`: the bench's own. */
function find(path) {
  if (PAGES[path]) return { type: HTML, ...PAGES[path] };
  const script = SCRIPTS[path.match(/^\/lib\/([\w-]+)$/)?.[1]];
  const own = path.match(/^\/(?:page|peers)\/[\w-]+\.js$/) && join(HERE, path);
  const file = script?.file ?? own;
  return file && existsSync(file) ? { type: JAVASCRIPT, body: readFileSync(file) } : undefined;
}

function listen() {
  const server = createServer((request, response) => {
    const found = find(new URL(request.url, 'http://localhost').pathname);
    // Never from a cache, or a later page would start warmer than an earlier one.
    const headers = { 'cache-control': 'no-store', 'content-type': found?.type ?? 'text/plain', ...found?.headers };
    response.writeHead(found ? 200 : 404, headers).end(found?.body);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/**
 * @returns where pages are (`page`), frames of another site (`far`, in browsers that isolate sites
 *   another process) and of the page's own site (`near`, the same process); `cold(n)` is the origin
 *   of a site no browser has seen
 */
export async function serve() {
  const servers = [await listen(), await listen()];
  const [page, frame] = servers.map((server) => server.address().port);
  return {
    page: `http://localhost:${page}`,
    far: `http://127.0.0.1:${frame}`,
    near: `http://localhost:${frame}`,
    cold: (n) => `http://cold${n}.localhost:${page}`,
    close: () => servers.forEach((server) => server.closeAllConnections() ?? server.close()),
  };
}
