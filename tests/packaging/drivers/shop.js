// A shop's server: its page, and the endpoint that the page fetches bind tokens from.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { mintBindToken } from 'ledgerbee-embed/server';

const BUYER = { customerId: '550e8400-e29b-41d4-a716-446655440010', email: 'jane.doe@acme.example' };

/**
 * @param {string} origin
 * @param {{ apiUrl: string, apiKey: string }} ledgerbee
 * @returns {Promise<() => Promise<void>>} stops it
 */
export async function startShop(origin, ledgerbee) {
  const answers = {
    '/': async () => ['text/html', await readFile(new URL('page.html', import.meta.url))],
    '/your-backend/bind-token': async () => {
      const { checkoutBindToken } = await mintBindToken({ ...ledgerbee, ...BUYER });
      return ['application/json', JSON.stringify({ checkoutBindToken })];
    },
  };
  const server = createServer(async ({ url = '/' }, response) => {
    try {
      const [type, body] = await answers[url]();
      response.writeHead(200, { 'content-type': type }).end(body);
    } catch (error) {
      response.writeHead(502).end(String(error));
    }
  });
  const { hostname, port } = new URL(origin);
  server.listen(Number(port), hostname);
  await once(server, 'listening');
  return () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections());
}
