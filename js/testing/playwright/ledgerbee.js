// What a test has of LedgerBee: the routes of its browser, and everything that was noted on the way.
import { EVENT_NAMES } from '../../npm/event-names';
import { KINDS, PREFIX } from 'ledgerbee:words';
import { wrongNames } from '../listened';
import { secondsOf } from './duration.js';
import { exchange, jsonOf } from './exchange.js';
import { PricingFrame } from './frame.js';
import { Tokens } from './tokens.js';
import { watch } from './watch.js';
import { REFUSAL, Weather } from './weather.js';

const PORTAL = /^https:\/\/([a-z0-9-]{1,63})\.portal\.ledgerbee\.com$/;
const BINDING = '__ledgerbeeTest';

export class LedgerBee {
  /** Tokens of each kind: how many were asked for, minted, answered with, and redeemed. */
  tokens = new Tokens();
  /** @type {{ name: string, detail: any }[]} the events that the page got, oldest first */
  events = [];
  clock = { advance: (/** @type {string | number} */ time) => this.#advance(time) };
  #weather = new Weather();
  #hadFaults = false;
  #listened = new Set();
  /** @type {Set<() => void>} */
  #waiting = new Set();
  /** @type {((answer: any) => void)[]} */
  #confirming = [];
  #sandbox;
  #context;
  #mailBefore = 0;
  /** @type {Map<string, string>} whose buyer was sent to a path of the payment window */
  #sellers = new Map();

  /**
   * @param {import('@playwright/test').BrowserContext} context
   * @param {Awaited<ReturnType<typeof import('./sandbox.js').openSandbox>>} sandbox
   */
  constructor(context, sandbox) {
    this.#context = context;
    this.#sandbox = sandbox;
  }

  /** @param {string[]} partnerOrigins that may frame the portals */
  async begin(partnerOrigins) {
    this.#sandbox.begin({ tokens: this.tokens, weather: this.#weather });
    const { tenants } = await this.#sandbox.operate('/tenants');
    for (const { slug, partnerOrigins: before } of tenants) {
      const all = [...new Set([...before, ...partnerOrigins])];
      if (all.length > before.length) await this.#sandbox.operate(`/tenants/${slug}`, 'PATCH', { partnerOrigins: all });
    }
    this.#mailBefore = (await this.#sandbox.operate('/mail')).mail.length;
    await this.#context.exposeBinding(BINDING, (_, note) => this.#note(note));
    const words = { binding: BINDING, prefix: PREFIX, events: EVENT_NAMES, kinds: KINDS, portal: PORTAL.source };
    await this.#context.addInitScript(watch, words);
    await this.#context.route((url) => PORTAL.test(url.origin), (route) => this.#route('portal', route));
    await this.#context.route('https://api.ledgerbee.com/**', (route) => this.#route('api', route));
    await this.#context.route(`http://localhost:${this.#sandbox.ports.payment}/**`, (route) => this.#route('payment', route));
  }

  /** What a server needs to call the API: `apiUrl` and `apiKey`. */
  get api() {
    return this.#sandbox.api;
  }

  /**
   * @param {string} plan its slug or id
   * @param {import('@playwright/test').Page} [page] by default the first of the test
   */
  frame(plan, page = this.#context.pages()[0]) {
    if (!page) throw new Error('ledgerbee.frame() needs a page: open one first');
    return new PricingFrame(page, plan, () => new Promise((resolve) => this.#confirming.push(resolve)));
  }

  /**
   * The first event of this name, which may have come already.
   *
   * @param {string} name
   * @returns {Promise<any>} its detail, without the frame
   */
  async event(name) {
    const wrong = wrongNames([name], new Set());
    if (wrong.length) throw new Error(`ledgerbee.event(): there is no event ${name}; ${EVENT_NAMES.join(', ')} are the events`);
    for (;;) {
      const found = this.events.find((it) => it.name === name);
      if (found) return found.detail;
      await new Promise((resolve) => this.#waiting.add(() => resolve(undefined)));
    }
  }

  /** The mail that the portals have sent in this test, oldest first. */
  async mail() {
    const { mail } = await this.#sandbox.operate('/mail');
    return mail.slice(this.#mailBefore).map((/** @type {any} */ it) => ({ ...it, link: published(it.link, it.tenant) }));
  }

  /** @param {import('./weather.js').Part} [part] */
  down(part = 'all') {
    this.#fault(part, { kind: 'down' });
  }

  /**
   * @param {number} ms
   * @param {import('./weather.js').Part} [part]
   */
  slow(ms, part = 'all') {
    this.#fault(part, { kind: 'slow', ms });
  }

  /** @param {import('./weather.js').Part} [part] */
  refuse(part = 'all') {
    this.#fault(part, { kind: 'refuse' });
  }

  /** @param {import('./weather.js').Part} [part] */
  up(part = 'all') {
    this.#weather.set(part, undefined);
  }

  /** @throws Error that names every mistake of the page that was seen */
  check() {
    const { bind } = this.tokens;
    const refused = this.tokens.refused('bind');
    const faults = wrongNames(this.#listened, new Set());
    // On a bad day, a page has reason to ask again and to answer without a token.
    if (!this.#hadFaults && bind.minted > bind.asked) {
      faults.push(`${bind.minted} bind tokens were minted, and the frames asked for ${bind.asked}: the page fetches a token more often than it is asked.`);
    } else if (!this.#hadFaults && refused && bind.minted > bind.answered) {
      const reported = this.events.filter(({ name, detail }) => name === 'diagnostic' && detail.code.startsWith('provider-'));
      const because = reported.map(({ detail }) => ` ${detail.message}`).join('');
      faults.push(
        `A bind token was minted, but fetchBindToken did not return it, so the checkout is anonymous.${because || ' Did it read the right field? The API calls the token checkoutBindToken.'}`,
      );
    }
    if (faults.length) throw new Error(`ledgerbee: ${faults.join('\n')}`);
  }

  async end() {
    this.up();
    this.#sandbox.begin(undefined);
    await this.#context.unrouteAll({ behavior: 'ignoreErrors' });
  }

  /**
   * @param {import('./weather.js').Part} part
   * @param {import('./weather.js').Fault} fault
   */
  #fault(part, fault) {
    this.#hadFaults = true;
    this.#weather.set(part, fault);
  }

  /** @param {string | number} time */
  async #advance(time) {
    await this.#sandbox.operate('/clock', 'POST', { advanceSeconds: secondsOf(time) });
  }

  /** @param {any} note */
  #note(note) {
    const { what, kind, requestId, name } = note;
    if (what === 'ask') this.tokens.ask(kind, requestId);
    else if (what === 'answer') this.tokens.answer(kind, requestId, note.hasToken);
    else if (what === 'listen') this.#listened.add(name);
    else this.events.push({ name, detail: note.detail });
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /**
   * @param {'portal' | 'api' | 'payment'} part
   * @param {import('@playwright/test').Route} route
   */
  async #route(part, route) {
    const request = route.request();
    const url = new URL(request.url());
    const fault = part === 'payment' ? undefined : await this.#weather.face(part);
    if (fault === 'down') return route.abort('connectionrefused');
    if (fault === 'refuse' && part === 'api') return route.fulfill(REFUSAL);
    const cookies = await this.#context.cookies(url.href);
    const headers = { ...request.headers(), cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') || undefined };
    const body = request.postDataBuffer();
    const asked = { method: request.method(), path: url.pathname + url.search, host: part === 'api' ? 'localhost' : url.host, headers, body };
    const answer = await exchange(this.#sandbox.ports[part], asked);
    if (part === 'portal' && url.pathname === '/api/checkout/session' && jsonOf(answer.body)?.bound) {
      this.tokens.redeem('bind', jsonOf(body)?.bindToken);
    }
    if (part === 'portal' && answer.status === 200 && /^\/api\/embed\/plans\//.test(url.pathname)) {
      this.tokens.redeem('catalog', request.headers()['authorization']);
    }
    if (part === 'portal' && url.pathname.endsWith('/confirm')) {
      for (const resolve of this.#confirming.splice(0)) resolve(jsonOf(answer.body) ?? {});
    }
    const slug = PORTAL.exec(url.origin)?.[1] ?? this.#sellers.get(url.pathname);
    const { location } = answer.headers;
    if (slug && typeof location === 'string' && request.isNavigationRequest()) {
      const target = new URL(location, url);
      this.#sellers.set(target.pathname, slug);
      return route.fulfill(leadTo(published(target.href, slug, this.#sandbox.ports.portal), answer));
    }
    const isText = /^(text\/html|application\/json)/.test(String(answer.headers['content-type']));
    // Where nobody may frame the portal.
    const policy = fault === 'refuse' ? { 'content-security-policy': "frame-ancestors 'none'" } : {};
    await route.fulfill({
      status: answer.status,
      headers: { ...flat(answer.headers), ...policy },
      body: slug && isText ? Buffer.from(published(String(answer.body), slug, this.#sandbox.ports.portal)) : answer.body,
    });
  }
}

/**
 * A page that goes on to `address`: Playwright lets no request through its routes to which a redirect has led.
 *
 * @param {string} address
 * @param {import('./exchange.js').Answer} answer
 */
function leadTo(address, { headers }) {
  const cookies = headers['set-cookie'] ? flat({ 'set-cookie': headers['set-cookie'] }) : {};
  return { status: 200, contentType: 'text/html', headers: { ...cookies, refresh: `0;url=${address}` }, body: '' };
}

/** @param {Record<string, string | string[]>} headers */
const flat = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join('\n')]));

/**
 * Addresses of the running portal, as they are in production.
 *
 * @param {string} text
 * @param {string} slug
 * @param {number | string} [port]
 */
const published = (text, slug, port = '\\d+') =>
  text.replace(new RegExp(`http://(127\\.0\\.0\\.1|[a-z0-9-]+\\.portal\\.localhost):${port}(?!\\d)`, 'g'), `https://${slug}.portal.ledgerbee.com`);
