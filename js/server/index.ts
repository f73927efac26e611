// What a back end does with LedgerBee's API: web standards only, so it runs in Node, Deno, Bun and on the edge.

import type {
  FieldError,
  NewCustomer,
  Person,
  ProvisionAnswer,
  ResolveAnswer,
  ResolveRequest,
  SubscriptionEvent,
  WebhookEvent,
} from './server-api.js';

export type * from './server-api.js';

/** What each call needs besides what it is about. */
export interface CallOptions {
  /** A key with the scopes of the call: `portal-provision` and `portal-sso-mint`, or `portal-catalog-read`. */
  apiKey: string;
  /** Where the API is, by default `https://api.ledgerbee.com`. A sandbox prints its own. */
  apiUrl?: string | URL | undefined;
  /** Ends the call. */
  signal?: AbortSignal | undefined;
  /** Called instead of the global `fetch`. */
  fetch?: typeof fetch | undefined;
}

/** The options of `mintBindToken`: give `customerId` or `customer`. */
export type MintBindTokenOptions = CallOptions &
  Person & ({ customerId: string; customer?: undefined } | { customer: NewCustomer; customerId?: undefined });

/** A bind token, and whom it was minted for. */
export type MintedBindToken = ProvisionAnswer &
  Required<Pick<ProvisionAnswer, 'checkoutBindToken' | 'checkoutBindExpiresAt'>>;

/** The options of `resolvePlans`. */
export type ResolvePlansOptions = CallOptions & ResolveRequest;

const API = 'https://api.ledgerbee.com';
/** How old a webhook may be, and how far in the future, in seconds. */
const TOLERANCE = 300;
const SECRET_PREFIX = 'whsec_';

/**
 * A call that LedgerBee refused or that did not reach it, or a webhook that is not LedgerBee's. `code` is the
 * API's own, or one of `REQUEST_FAILED`, `ANSWER_INVALID` and `WEBHOOK_UNVERIFIED`.
 */
export class LedgerBeeError extends Error {
  override readonly name = 'LedgerBeeError';
  readonly code: string;
  /**
   * The HTTP status of LedgerBee's answer; `undefined` if there was none. It is not called `status`, which Express
   * and others would answer your page with: 401 for your key, as if the buyer were not signed in.
   */
  readonly httpStatus: number | undefined;
  /** Every wrong field, for `VALIDATION_ERROR`. */
  readonly errors: readonly FieldError[];

  constructor(code: string, message: string, more: { httpStatus?: number; errors?: readonly FieldError[]; cause?: unknown } = {}) {
    super(`${code}: ${message}`, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.httpStatus = more.httpStatus;
    this.errors = more.errors ?? [];
  }
}

/**
 * Mints a token that binds one checkout to a customer. It is single-use and lives about 60 s: call this each time
 * your page's `fetchBindToken` asks, and return `checkoutBindToken` to it.
 *
 * @throws LedgerBeeError if LedgerBee refuses or cannot be reached
 */
export async function mintBindToken(options: MintBindTokenOptions): Promise<MintedBindToken> {
  const { apiKey, apiUrl, fetch, signal, ...body } = options;
  const answer = await post('/api/v1/portal-sso/provision', { ...body, mintCheckoutBindToken: true }, { apiKey, apiUrl, fetch, signal });
  return demand<MintedBindToken>(answer, 'checkoutBindToken');
}

/**
 * Resolves the plans that a buyer may see, with a catalog token for the frames. Return `catalogToken` to your
 * page's `fetchCatalogToken`.
 *
 * @throws LedgerBeeError if LedgerBee refuses or cannot be reached
 */
export async function resolvePlans(options: ResolvePlansOptions): Promise<ResolveAnswer> {
  const { apiKey, apiUrl, fetch, signal, ...body } = options;
  const answer = await post('/api/v1/portal/plans/resolve', body, { apiKey, apiUrl, fetch, signal });
  return demand<ResolveAnswer>(answer, 'catalogToken');
}

/**
 * Verifies the signature of a webhook (Standard Webhooks) and returns its event. Give it the request itself, or
 * its headers and the raw body: a body that was parsed and printed again does not verify.
 *
 * @param secret `whsec_…`; several while you roll the secret
 * @throws LedgerBeeError `WEBHOOK_UNVERIFIED` if no secret fits, or the webhook is more than 5 min old
 */
export async function verifyWebhook(
  request: Request | { headers: Headers | Record<string, string | string[] | undefined>; body: string | Uint8Array },
  secret: string | readonly string[],
): Promise<WebhookEvent> {
  refuseBrowser('verifyWebhook');
  const keys = await Promise.all([secret].flat().map(importSecret));
  const headers = request.headers instanceof Headers ? request.headers : headersOf(request.headers);
  const id = headers.get('webhook-id');
  const timestamp = headers.get('webhook-timestamp');
  const given = headers.get('webhook-signature');
  if (!id || !timestamp || !given) throw unverified('the headers webhook-id, webhook-timestamp and webhook-signature are needed');
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!/^\d{1,12}$/.test(timestamp) || age > TOLERANCE) throw unverified(`webhook-timestamp is more than ${TOLERANCE} s away from this machine's time`);
  const body = await bodyOf(request);
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), body);
  const signatures = given.split(' ').flatMap((it) => {
    const [version, text] = it.split(',');
    const bytes = version === 'v1' && text ? fromBase64(text) : undefined;
    return bytes ? [bytes] : [];
  });
  // `verify` compares in constant time.
  const checks = keys.flatMap((key) => signatures.map((it) => crypto.subtle.verify('HMAC', key, it, signed)));
  if (!(await Promise.all(checks)).includes(true)) throw unverified('no signature fits; is the body the raw one, and the secret that of this endpoint?');
  return JSON.parse(new TextDecoder().decode(body)) as WebhookEvent;
}

/** Whether the event is about a subscription, whose fields it then has. */
export function isSubscriptionEvent(event: WebhookEvent): event is SubscriptionEvent {
  return event.type === 'subscription.assigned' || event.type === 'subscription.started';
}

async function post(path: string, body: object, { apiKey, apiUrl = API, fetch: call = fetch, signal }: CallOptions): Promise<unknown> {
  refuseBrowser(path);
  if (!apiKey) throw new TypeError('ledgerbee-embed/server: apiKey is empty; is its environment variable set?');
  let answer: Response;
  try {
    answer = await call(new URL(path, apiUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      body: JSON.stringify(body),
      // Followed, a redirect would carry the key elsewhere.
      redirect: 'manual',
      signal: signal ?? null,
    });
  } catch (cause) {
    throw new LedgerBeeError('REQUEST_FAILED', `${new URL(path, apiUrl)} could not be reached`, { cause });
  }
  const text = await answer.text();
  const read = parse(text);
  if (answer.ok) return read;
  const { code, message, errors } = (read ?? {}) as { code?: string; message?: string; errors?: FieldError[] };
  const lines = (errors ?? []).map((it) => `${it.field}: ${it.message}`);
  throw new LedgerBeeError(code ?? 'ANSWER_INVALID', [message ?? `status ${answer.status}`, ...lines].join('; '), {
    httpStatus: answer.status,
    errors: errors ?? [],
  });
}

function demand<Answer>(answer: unknown, token: string): Answer {
  if (typeof (answer as Record<string, unknown> | undefined)?.[token] === 'string') return answer as Answer;
  throw new LedgerBeeError('ANSWER_INVALID', `the answer has no ${token}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Of a proxy, most likely; its status is reported.
    return undefined;
  }
}

/** A page that calls these would show the key, or the secret, to everybody. */
function refuseBrowser(what: string): void {
  const { window, document, process } = globalThis as { window?: unknown; document?: unknown; process?: { versions?: { node?: string } } };
  // Tests of a server in jsdom have a window too.
  if (window && document && !process?.versions?.node) {
    throw new Error(`ledgerbee-embed/server: ${what} was called in a browser, where everybody can read your key. Call it on your server.`);
  }
}

const unverified = (message: string) => new LedgerBeeError('WEBHOOK_UNVERIFIED', message);

async function importSecret(secret: string): Promise<CryptoKey> {
  const bytes = secret?.startsWith(SECRET_PREFIX) ? fromBase64(secret.slice(SECRET_PREFIX.length)) : undefined;
  if (!bytes?.length) throw new TypeError(`ledgerbee-embed/server: the webhook's secret must be ${SECRET_PREFIX} and base64`);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

/** Bytes; `undefined` if the text is not base64. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function headersOf(given: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) if (value !== undefined) headers.set(name, [value].flat().join(', '));
  return headers;
}

async function bodyOf(request: { body: unknown } | Request): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof (request as Request).arrayBuffer === 'function') return new Uint8Array(await (request as Request).arrayBuffer());
  const { body } = request;
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return Uint8Array.from(body);
  throw new TypeError('ledgerbee-embed/server: verifyWebhook() needs the raw body, as a string or as bytes');
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
