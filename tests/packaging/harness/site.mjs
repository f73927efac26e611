// The partner's site: what a project was built to, under a strict CSP, with the sandbox's backend
// behind it. The browser takes it for the sandbox's own partner, whom the portal lets frame it.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

/** The CSP of every page here, unless the page's own server has set one. */
function policy(portal, hasWasm) {
  return [
    "default-src 'none'",
    `script-src 'self'${hasWasm ? " 'wasm-unsafe-eval'" : ''}`,
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    `frame-src ${portal}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * @param {{ partner: string, portal: string }} sandbox
 */
export async function openSite({ partner, portal }) {
  /** @type {{ folders: Record<string, string>, upstream?: string, page?: string, hasWasm: boolean }} */
  let shown = { folders: {}, hasWasm: true };

  const server = createServer(async (request, response) => {
    try {
      const url = new URL(request.url, 'http://site');
      if (url.pathname.startsWith('/your-backend/')) return await pass(partner, request, response);
      if (shown.upstream) return await pass(shown.upstream, request, response, shown.hasWasm);
      if (shown.page && url.pathname === '/') return response.setHeader('content-type', 'text/html').end(shown.page);
      const file = await find(shown.folders, url.pathname);
      response.setHeader('content-security-policy', policy(portal, shown.hasWasm));
      response.setHeader('content-type', TYPES[extname(file.path)] ?? 'application/octet-stream');
      response.end(file.bytes);
    } catch (error) {
      response.writeHead(error.code === 'ENOENT' ? 404 : 500).end(String(error));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    /** What is served from now on: folders by the path they are under, another server, or one page without a CSP. */
    show: (next) => (shown = next),
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

async function find(folders, path) {
  const clean = normalize(path.endsWith('/') ? `${path}index.html` : path);
  for (const [prefix, folder] of Object.entries(folders)) {
    if (!clean.startsWith(prefix)) continue;
    const file = join(folder, clean.slice(prefix.length));
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes) return { path: file, bytes };
  }
  throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
}

/** Hands a request on, and lets WebAssembly through the CSP that comes back if it is to. */
async function pass(origin, request, response, hasWasm = false) {
  const { host, connection, origin: from, ...headers } = request.headers;
  const answer = await fetch(origin + request.url, { method: request.method, headers, redirect: 'manual' });
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) {
    if (['content-encoding', 'content-length', 'transfer-encoding', 'connection'].includes(name)) continue;
    const isPolicy = name === 'content-security-policy' && hasWasm;
    response.setHeader(name, isPolicy ? value.replace('script-src', "script-src 'wasm-unsafe-eval'") : value);
  }
  response.end(Buffer.from(await answer.arrayBuffer()));
}
