// A sandbox of one worker, and the API in front of it that notes which tokens are minted.
import { createServer } from 'node:http';
import { exchange, jsonOf } from './exchange.js';
import { REFUSAL } from './weather.js';

const MINTS = /** @type {const} */ ({
  '/api/v1/portal-sso/provision': ['bind', 'checkoutBindToken'],
  '/api/v1/portal/plans/resolve': ['catalog', 'catalogToken'],
});

/** @param {import('ledgerbee-sandbox').SandboxOptions & { apiPort?: number }} options */
export async function openSandbox({ apiPort = 0, ...options }) {
  const { startSandbox } = await import('ledgerbee-sandbox');
  const sandbox = await startSandbox(options);
  const portOf = (/** @type {string} */ origin) => Number(new URL(origin).port);
  const ports = { portal: portOf(sandbox.portal), api: portOf(sandbox.api), payment: portOf(sandbox.payment) };
  /** @type {{ tokens: import('./tokens.js').Tokens, weather: import('./weather.js').Weather } | undefined} the running test's */
  let notes;

  const server = createServer(async (request, response) => {
    try {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const path = request.url ?? '/';
      const fault = await notes?.weather.face('api');
      if (fault === 'down') return void response.destroy();
      const { method = 'GET', headers } = request;
      const asked = { method, path, host: `localhost:${ports.api}`, headers, body: Buffer.concat(chunks) };
      const answer = fault === 'refuse' ? REFUSAL : await exchange(ports.api, asked);
      const [kind, field] = MINTS[/** @type {keyof typeof MINTS} */ (path)] ?? [];
      if (kind) notes?.tokens.mint(kind, jsonOf(answer.body)?.[field]);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      response.writeHead(502).end(String(error));
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(apiPort, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  /**
   * @param {string} path below `/operator`
   * @param {string} [method]
   * @param {unknown} [body]
   */
  const operate = async (path, method = 'GET', body) => {
    const answer = await fetch(`${sandbox.api}/operator${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the sandbox refused ${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };

  return {
    /** What a server of the page is configured with. */
    api: { apiUrl: `http://localhost:${port}`, apiKey: sandbox.apiKey },
    ports,
    operate,
    /** @param {typeof notes} next */
    begin(next) {
      notes = next;
    },
    async stop() {
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
      await sandbox.stop();
    },
  };
}
