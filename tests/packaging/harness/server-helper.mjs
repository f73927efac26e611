// ledgerbee-embed/server against the sandbox's API: what it mints, what it refuses, and that its types are the API's.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { runInNewContext } from 'node:vm';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { LedgerBeeError, isSubscriptionEvent, mintBindToken, resolvePlans, verifyWebhook } from 'ledgerbee-embed/server';

const CUSTOMER = '550e8400-e29b-41d4-a716-446655440010';
const GATED = '550e8400-e29b-41d4-a716-446655440100';
const GROUP = '550e8400-e29b-41d4-a716-446655440020';
const SECRET = 'whsec_dGhlIHBhcnRuZXIncyBvd24gc2VjcmV0';
const OTHER = 'whsec_YW5vdGhlciBzZWNyZXQgb2YgdGhlIHBhcnRuZXI=';
const EVENT = { type: 'subscription.started', timestamp: '2030-03-01T09:00:00Z', data: { subscriptionId: 'a', partnerReferenceId: 'order_1' } };

/** A request as LedgerBee sends it; `change` says what somebody has done to it. */
function webhook({ secret = SECRET, at = Math.floor(Date.now() / 1000), body = JSON.stringify(EVENT), sent = body, version = 'v1', drop } = {}) {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`msg_1.${at}.${body}`).digest('base64');
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': `${at}`, 'webhook-signature': `v1,AAAA ${version},${signature}` };
  delete headers[drop];
  return new Request('https://shop.example/webhooks', { method: 'POST', headers, body: sent });
}

const now = () => Math.floor(Date.now() / 1000);
/** Each webhook that is not to be believed. */
const FORGED = {
  'signed with another secret': () => webhook({ secret: OTHER }),
  'another body than was signed': () => webhook({ sent: JSON.stringify({ ...EVENT, type: 'subscription.assigned' }) }),
  'six minutes old': () => webhook({ at: now() - 360 }),
  'six minutes in the future': () => webhook({ at: now() + 360 }),
  'a time that is none': () => webhook({ at: 'soon' }),
  'an unknown version of the signature': () => webhook({ version: 'v2' }),
  'no id': () => webhook({ drop: 'webhook-id' }),
  'no time': () => webhook({ drop: 'webhook-timestamp' }),
  'no signature': () => webhook({ drop: 'webhook-signature' }),
};

const fails = (call, code, more = {}) =>
  assert.rejects(call, (error) => {
    assert.ok(error instanceof LedgerBeeError, String(error));
    assert.equal(error.code, code);
    for (const [name, value] of Object.entries(more)) assert.deepEqual(error[name], value, name);
    return true;
  });

export async function checkServerHelper({ home, sandbox, test }) {
  const { api: apiUrl, apiKey } = sandbox;
  const call = { apiUrl, apiKey };
  await test('server: a bind token for a customer that is known, and for a new one', async () => {
    const known = await mintBindToken({ ...call, customerId: CUSTOMER, email: 'jane.doe@acme.example', clientReferenceId: 'order_1' });
    assert.match(known.checkoutBindToken, /^[\w-]{43}$/);
    assert.equal(known.customerId, CUSTOMER);
    assert.ok(Date.parse(known.checkoutBindExpiresAt));
    const customer = { customerNumber: '77', name: 'New ApS', customerType: 'BUSINESS', countryCode: 'DK', vatZone: 'domestic', customerGroupId: GROUP };
    const made = await mintBindToken({ ...call, customer, email: 'new@buyer.example' });
    assert.equal(made.customerNumber, '77');
    assert.notEqual(made.checkoutBindToken, known.checkoutBindToken);
    // The documented base URL has the path.
    await mintBindToken({ ...call, apiUrl: `${apiUrl}/api/v1`, customerId: CUSTOMER, email: 'jane.doe@acme.example' });
  });
  await test('server: plans of a buyer, with a catalog token', async () => {
    const { plans, catalogToken } = await resolvePlans({ ...call, customerId: CUSTOMER, planIds: [GATED], language: 'da' });
    assert.match(catalogToken, /^[\w-]{43}$/);
    assert.deepEqual(plans.map(({ plan }) => [plan.planId, plan.vanity]), [[GATED, null]]);
  });
  await test("server: a refusal is an error with the API's own code", async () => {
    const buyer = { ...call, customerId: CUSTOMER, email: 'jane.doe@acme.example' };
    await fails(mintBindToken({ ...buyer, apiKey: 'lbk_test_acme_catalog' }), 'INSUFFICIENT_SCOPE', { httpStatus: 403 });
    await fails(mintBindToken({ ...buyer, apiKey: 'wrong' }), 'API_KEY_INVALID', { httpStatus: 401 });
    await fails(resolvePlans({ ...call, customerId: GATED }), 'CUSTOMER_NOT_FOUND', { httpStatus: 404 });
    const wrong = mintBindToken({ ...buyer, email: 'no address', clientReferenceId: 'a b' });
    await assert.rejects(wrong, (error) => {
      assert.deepEqual(error.errors.map(({ field }) => field).sort(), ['clientReferenceId', 'email']);
      return error.code === 'VALIDATION_ERROR' && /email: /.test(error.message);
    });
    await fails(mintBindToken({ ...buyer, apiUrl: 'http://127.0.0.1:1' }), 'REQUEST_FAILED', { httpStatus: undefined });
    await assert.rejects(mintBindToken({ ...buyer, apiKey: '' }), /apiKey is empty/);
  });
  await test('server: the types name the fields of the API, and no other', async () => {
    const { components } = await (await fetch(`${apiUrl}/openapi.json`)).json();
    const types = readFileSync(join(home, 'node_modules/ledgerbee-embed/dist/server-api.d.ts'), 'utf8');
    const fieldsOf = (name) => {
      const [, body] = new RegExp(`interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`).exec(types);
      return [...body.matchAll(/^ {4}(?:readonly )?(\w+)\??:/gm)].map(([, field]) => field).sort();
    };
    const { PublicCreateCustomer, PublicProvisionResponse, ProvisionKnownCustomer, PublicResolvePortalPlansRequest, PublicResolvePortalPlansResponse, PortalCatalogEntry, PlanCard, PlanItemCard, FieldFault } = components.schemas;
    for (const [name, schema, without = []] of [
      ['NewCustomer', PublicCreateCustomer],
      ['Person', ProvisionKnownCustomer, ['customerId', 'mintCheckoutBindToken']],
      ['ProvisionAnswer', PublicProvisionResponse],
      ['ResolveRequest', PublicResolvePortalPlansRequest],
      ['ResolveAnswer', PublicResolvePortalPlansResponse],
      ['CatalogEntry', PortalCatalogEntry],
      ['PlanCard', PlanCard],
      ['PlanItemCard', PlanItemCard],
      ['FieldError', FieldFault],
    ]) {
      assert.deepEqual(fieldsOf(name), Object.keys(schema.properties).filter((it) => !without.includes(it)).sort(), name);
    }
  });
  await checkAnswers({ test });
  await checkWebhooks({ test });
  await test('server: in a browser it refuses, and Node with a document is none', async () => {
    const code = readFileSync(join(home, 'node_modules/ledgerbee-embed/dist/server.js'), 'utf8').replace(/^export \{[\s\S]*?\};/m, '');
    const page = { window: {}, document: {}, Error, TypeError, Promise, URL, fetch: () => Promise.reject(new Error('reached')) };
    page.globalThis = page;
    const asked = runInNewContext(`${code}; mintBindToken({ apiKey: 'a', customerId: 'b', email: 'c' }).catch((error) => error.message)`, page);
    assert.match(await asked, /was called in a browser, where everybody can read your key/);
    const node = { ...page, process: { versions: { node: '24' } } };
    node.globalThis = node;
    const reached = runInNewContext(`${code}; mintBindToken({ apiKey: 'a', customerId: 'b', email: 'c' }).catch((error) => error.code)`, node);
    assert.equal(await reached, 'REQUEST_FAILED');
  });
}

/** Answers that are not the API's own. */
async function checkAnswers({ test }) {
  let answer = (response) => response.end();
  const keys = [];
  const server = createServer((request, response) => {
    keys.push(request.headers['x-api-key']);
    answer(response, request);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${server.address().port}`;
  const mint = () => mintBindToken({ apiUrl, apiKey: 'key', customerId: CUSTOMER, email: 'a@b.example' });
  try {
    await test('server: an answer without a token, of a proxy, or elsewhere is an error', async () => {
      answer = (response) => response.end('{}');
      await fails(mint(), 'ANSWER_INVALID');
      answer = (response) => response.writeHead(502).end('<h1>Bad gateway</h1>');
      await fails(mint(), 'ANSWER_INVALID', { httpStatus: 502 });
      keys.length = 0;
      answer = (response) => response.writeHead(307, { location: `${apiUrl}/elsewhere` }).end();
      await fails(mint(), 'ANSWER_INVALID', { httpStatus: 307 });
      assert.deepEqual(keys, ['key'], 'a redirect is not followed');
    });
  } finally {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
  }
}

async function checkWebhooks({ test }) {
  await test('server: a webhook is verified, by any of several secrets, and from headers and body', async () => {
    const event = await verifyWebhook(webhook(), SECRET);
    assert.deepEqual(event, EVENT);
    assert.ok(isSubscriptionEvent(event));
    assert.ok(!isSubscriptionEvent({ ...EVENT, type: 'invoice.sent' }));
    assert.deepEqual(await verifyWebhook(webhook(), [OTHER, SECRET]), EVENT);
    const request = webhook();
    const body = new Uint8Array(await request.clone().arrayBuffer());
    assert.deepEqual(await verifyWebhook({ headers: Object.fromEntries(request.headers), body }, SECRET), EVENT);
    assert.deepEqual(await verifyWebhook({ headers: request.headers, body: JSON.stringify(EVENT) }, SECRET), EVENT);
    await assert.rejects(verifyWebhook({ headers: request.headers, body: EVENT }, SECRET), /needs the raw body/);
    await assert.rejects(verifyWebhook(webhook(), 'secret'), /must be whsec_ and base64/);
  });
  for (const [what, make] of Object.entries(FORGED)) {
    await test(`server: a webhook is refused: ${what}`, () => fails(verifyWebhook(make(), SECRET), 'WEBHOOK_UNVERIFIED'));
  }
}
