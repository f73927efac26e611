// A partner's end-to-end test: from the order in its own shop to the fulfilment by webhook.
// LEDGERBEE_SANDBOX names the sandbox's program.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';

const CUSTOMER = '00000000-0000-4000-8000-000000000010';
const ITEM = '00000000-0000-4000-8000-000000000300';
const SECRET = Buffer.from('dGhlIHBhcnRuZXIncyBvd24gc2VjcmV0', 'base64');

/** The shop under test: its orders by reference, and what it does with a webhook. */
const orders = new Map();

function isSigned({ headers }, body) {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', SECRET).update(signed).digest();
  return headers['webhook-signature'].split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const shop = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (!isSigned(request, body)) {
    response.writeHead(401).end();
    return;
  }
  const { type, data } = JSON.parse(body);
  orders.get(data.partnerReferenceId)?.events.push(type);
  response.writeHead(204).end();
});

let folder;
let sandbox;
let ledgerbee;

before(async () => {
  await once(shop.listen(0, '127.0.0.1'), 'listening');
  folder = await mkdtemp(join(tmpdir(), 'shop-'));
  const scenario = await readFile(new URL('scenario.toml', import.meta.url), 'utf8');
  const file = join(folder, 'scenario.toml');
  const hooks = `http://127.0.0.1:${shop.address().port}/`;
  await writeFile(file, scenario.replace('url = "{hooks}"', `url = "${hooks}"`));

  const program = process.env.LEDGERBEE_SANDBOX ?? 'ledgerbee-sandbox';
  sandbox = spawn(program, ['--json', '--port', '0', '--scenario', file], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface(sandbox.stdout), 'line');
  ledgerbee = JSON.parse(line);
  assert.equal((await fetch(`${ledgerbee.api}/health`)).status, 200);
});

after(async () => {
  sandbox.kill('SIGTERM');
  const [code] = await once(sandbox, 'close');
  assert.equal(code, 0);
  shop.close();
  await rm(folder, { recursive: true });
});

async function post(url, body, headers = {}) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

/** What the shop's backend does when its page asks for a bind token. */
async function mintBindToken(reference) {
  const answer = await post(
    `${ledgerbee.api}/api/v1/portal-sso/provision`,
    {
      customerId: CUSTOMER,
      email: 'kim@buyer.example',
      mintCheckoutBindToken: true,
      clientReferenceId: reference,
    },
    { 'x-api-key': ledgerbee.apiKey },
  );
  orders.set(reference, { events: [] });
  return answer.checkoutBindToken;
}

/** What the frame does when the buyer checks out. A test with a browser clicks instead. */
async function checkOut(bindToken, startDate) {
  const { sessionId, bound } = await post(`${ledgerbee.portal}/api/checkout/session`, {
    vanity: 'basic',
    planItemId: ITEM,
    bindToken,
  });
  const details = bound ? { startDate } : { email: 'kim@buyer.example' };
  return post(`${ledgerbee.portal}/api/checkout/session/${sessionId}/confirm`, details);
}

const letPass = (seconds) =>
  post(`${ledgerbee.api}/operator/clock`, { advanceSeconds: seconds });

async function hears(reference, ...events) {
  const heard = orders.get(reference).events;
  while (heard.length < events.length) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(heard, events);
}

test('an order is fulfilled on its first day, not before', async () => {
  const { status } = await checkOut(await mintBindToken('order_1'), '2030-03-08');
  assert.equal(status, 'CONFIRMED');
  await hears('order_1', 'subscription.assigned');
  await letPass(7 * 24 * 3600);
  await hears('order_1', 'subscription.assigned', 'subscription.started');
});

test('a token that was kept for too long does not bind', async () => {
  const token = await mintBindToken('order_2');
  await letPass(60);
  const { status } = await checkOut(token, '2030-03-08');
  assert.equal(status, 'PENDING_VERIFICATION');
  await hears('order_2');
});
