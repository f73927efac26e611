// What the package does outside browsers. Only web standards are used here, so that each runtime runs this very file.
import { LedgerBeeError, isSubscriptionEvent, mintBindToken, resolvePlans, verifyWebhook } from 'ledgerbee-embed/server';

const BUYER = { customerId: '550e8400-e29b-41d4-a716-446655440010', email: 'jane.doe@acme.example' };
const GATED = '550e8400-e29b-41d4-a716-446655440100';
const SECRET = 'whsec_dGhlIHBhcnRuZXIncyBvd24gc2VjcmV0';
const OTHER = 'whsec_YW5vdGhlciBzZWNyZXQgb2YgdGhlIHBhcnRuZXI=';
const EVENT = { type: 'subscription.started', timestamp: '2030-03-01T09:00:00Z', data: { partnerReferenceId: 'order_1' } };

function same(actual, wanted, what) {
  const [is, should] = [actual, wanted].map((it) => JSON.stringify(it));
  if (is !== should) throw new Error(`${what}: ${is}, not ${should}`);
}

/** The code of the error that a call ends with. */
async function codeOf(call) {
  const fault = await call.then(() => undefined, (error) => error);
  if (fault instanceof LedgerBeeError) return fault.code;
  throw fault ?? new Error('it was not refused');
}

/** A webhook as LedgerBee sends it. */
async function webhook(secret) {
  const body = JSON.stringify(EVENT);
  const at = Math.floor(Date.now() / 1000);
  const bytes = (text) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', bytes(atob(secret.replace('whsec_', ''))), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(`msg_1.${at}.${body}`)));
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': `${at}`, 'webhook-signature': `v1,${btoa(String.fromCharCode(...signature))}` };
  return new Request('https://shop.example/webhooks', { method: 'POST', headers, body });
}

/** @type {Record<string, (api: { apiUrl: string, apiKey: string, elsewhere: string }) => Promise<void>>} */
const RULES = {
  'a bind token is minted, a fresh one each time': async ({ apiUrl, apiKey }) => {
    const call = { apiUrl, apiKey, ...BUYER, clientReferenceId: 'order_1', signal: AbortSignal.timeout(60_000) };
    const [first, second] = [await mintBindToken(call), await mintBindToken(call)];
    same(/^[\w-]{43}$/.test(first.checkoutBindToken), true, 'a token');
    same(first.checkoutBindToken === second.checkoutBindToken, false, 'the same token');
  },
  'plans are resolved, with a catalog token': async ({ apiUrl, apiKey }) => {
    const { plans, catalogToken } = await resolvePlans({ apiUrl, apiKey, customerId: BUYER.customerId, planIds: [GATED] });
    same(plans.map(({ plan }) => plan.planId), [GATED], 'the plans');
    same(/^[\w-]{43}$/.test(catalogToken), true, 'a token');
  },
  'a refusal is an error with its code': async ({ apiUrl }) => {
    same(await codeOf(mintBindToken({ apiUrl, apiKey: 'wrong', ...BUYER })), 'API_KEY_INVALID', 'the code');
    same(await codeOf(mintBindToken({ apiUrl: 'http://127.0.0.1:1', apiKey: 'any', ...BUYER })), 'REQUEST_FAILED', 'the code');
  },
  'a redirect is not followed': async ({ elsewhere, apiKey }) => {
    same(await codeOf(mintBindToken({ apiUrl: elsewhere, apiKey, ...BUYER })), 'ANSWER_INVALID', 'the code');
  },
  'a call that is aborted ends': async ({ apiUrl, apiKey }) => {
    same(await codeOf(mintBindToken({ apiUrl, apiKey, ...BUYER, signal: AbortSignal.abort() })), 'REQUEST_FAILED', 'the code');
  },
  'a webhook is verified, and a forged one refused': async () => {
    const event = await verifyWebhook(await webhook(SECRET), SECRET);
    same([event, isSubscriptionEvent(event)], [EVENT, true], 'the event');
    same(await codeOf(verifyWebhook(await webhook(OTHER), SECRET)), 'WEBHOOK_UNVERIFIED', 'the code');
  },
  'importing what is for browsers does nothing, and starting it says where it runs': async () => {
    // With the first CommonJS package, Deno adds a global of its own.
    await import('react');
    const before = new Set(Reflect.ownKeys(globalThis));
    const [embed, { definePricingElement }, react] = await Promise.all([import('ledgerbee-embed'), import('ledgerbee-embed/element'), import('ledgerbee-embed/react')]);
    same(Reflect.ownKeys(globalThis).filter((name) => !before.has(name)).map(String), [], 'new globals');
    same(react.PricingEmbed.displayName, 'PricingEmbed', 'the component');
    same(embed.pricingUrl({ slug: 'acme', vanity: 'pro' }), 'https://acme.portal.ledgerbee.com/embed/pro', 'the URL');
    for (const [name, call] of Object.entries({
      start: () => embed.start(),
      createPricingFrame: () => embed.createPricingFrame({ slug: 'acme', vanity: 'pro' }),
      definePricingElement: () => definePricingElement(),
    })) {
      let message;
      try {
        call();
      } catch (error) {
        ({ message } = error);
      }
      same(message, `ledgerbee-embed: ${name}() needs a browser window; call it on the client only`, name);
    }
  },
};

/** Each rule, and what is wrong if it does not hold. */
export async function judge(api) {
  const results = [];
  for (const [rule, check] of Object.entries(RULES)) {
    const fault = await check(api).then(() => undefined, (error) => String(error?.stack ?? error));
    results.push({ rule, fault });
  }
  return results;
}
