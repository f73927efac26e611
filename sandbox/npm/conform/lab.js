// A page with the embed that is judged, and frames that say what a rule wants. Nothing of it is on the network: every
// address is answered here, so that frames have the origins of real portals.

export const PAGE = 'https://shop.example';
export const PORTAL = 'https://acme.portal.ledgerbee.com';
export const STRANGER = 'https://stranger.example';

/** How long something that must not come is waited for, in ms. */
const GRACE_MS = 150;
/** How long something that must come is waited for, in ms. */
const LIMIT_MS = 10_000;
/** How much of a value a failure shows, in characters. */
const SHOWN = 120;

/** The document of every frame: it keeps what it hears. */
const FRAME = `<!doctype html><meta charset="utf-8"><title>frame</title><script>
  window.inbox = [];
  addEventListener('message', ({ data, origin, source }) => inbox.push({ data, origin, isPage: source === parent }));
</script>`;

/** Before everything else in the page: keeps what it hears and what goes wrong. */
const WITNESS = `
  window.events = [];
  window.calls = [];
  window.heard = 0;
  addEventListener('message', () => heard++, true);
  for (const name of NAMES) addEventListener('ledgerbee:embed:' + name, ({ detail }) => events.push({ name, detail }));`;

const NAMES = ['pageLoaded', 'checkoutInitiated', 'customCtaClicked', 'checkoutConfirmed', 'seatsChanged', 'requestSeats', 'diagnostic', 'resize', 'status'];

export class Failure extends Error {}

/** @param {unknown} isSo @param {string} what */
export function expect(isSo, what) {
  if (!isSo) throw new Failure(what);
}

/** @param {unknown} actual @param {unknown} wanted @param {string} what */
export function same(actual, wanted, what) {
  const [is, should] = [actual, wanted].map((it) => JSON.stringify(it));
  expect(is === should, `${what}: ${is?.slice(0, SHOWN)}, not ${should}`);
}

/** A page of its own for one rule. */
export class Lab {
  errors = [];
  #page;

  /**
   * @param {import('playwright-core').Browser} browser
   * @param {(file: string) => Promise<string | undefined>} script gives `embed.js` and what is beside it
   * @param {{ providers?: string, attributes?: string, before?: string }} set-up of the page
   */
  static async open(browser, script, { providers = '{}', attributes = '', before = '' }) {
    const context = await browser.newContext();
    const lab = new Lab();
    const html = `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>page</title>
      <script>const NAMES = ${JSON.stringify(NAMES)};${WITNESS}</script>
      <script>window.LedgerBee = { embed: ${providers} };${before}</script>
      <script src="${PORTAL}/embed.js" ${attributes}></script><body></body>`;
    await context.route('**/*', async (route) => {
      const { origin, pathname } = new URL(route.request().url());
      if (origin === PAGE) return route.fulfill({ contentType: 'text/html', body: html });
      const [, file] = /^\/(embed[\w.]*\.js)$/.exec(pathname) ?? [];
      if (!file) return route.fulfill({ contentType: 'text/html', body: FRAME });
      const text = await script(file);
      if (text === undefined) return route.fulfill({ status: 404 });
      return route.fulfill({ contentType: 'text/javascript', headers: { 'access-control-allow-origin': '*' }, body: text });
    });
    lab.#page = await context.newPage();
    lab.#page.on('pageerror', (error) => lab.errors.push(error.message));
    await lab.#page.goto(`${PAGE}/`);
    // A program that is loaded, and not inlined, may still be on its way.
    await lab.run(() => window.LedgerBee.bridge?.ready);
    return lab;
  }

  /** Runs a function in the page. */
  run(work, given) {
    return this.#page.evaluate(work, given);
  }

  close() {
    return this.#page.context().close();
  }

  /** Waits until a function in the page gives something. */
  async until(work, what, given) {
    try {
      return await (await this.#page.waitForFunction(work, given, { timeout: LIMIT_MS })).jsonValue();
    } catch {
      throw new Failure(`never came: ${what}`);
    }
  }

  /** Lets everything happen that must not. */
  settle() {
    return this.run((ms) => new Promise((resolve) => setTimeout(resolve, ms)), GRACE_MS);
  }

  /** The events of a name, each with its fields. */
  events(name) {
    return this.run(
      (name) => events.filter((it) => it.name === name).map(({ detail: { frame, ...fields } }) => ({ ...fields, isOfFrame: frame instanceof HTMLIFrameElement })),
      name,
    );
  }

  /** Puts a frame into the page, once its document is there. An attribute that is `null` is left out. */
  async frame(attributes = {}) {
    const all = { src: `${PORTAL}/embed/pro-plan`, 'data-ledgerbee-pricing': '', name: `frame-${Math.random()}`, ...attributes };
    await this.run((all) => {
      const it = document.createElement('iframe');
      for (const [name, value] of Object.entries(all)) if (value !== null) it.setAttribute(name, value);
      const loaded = new Promise((resolve) => it.addEventListener('load', resolve, { once: true }));
      document.body.append(it);
      return loaded;
    }, all);
    return new Frame(this, all.name, () => this.#page.frame({ name: all.name }));
  }
}

class Frame {
  #lab;
  #find;

  constructor(lab, name, find) {
    this.#lab = lab;
    this.name = name;
    this.#find = find;
  }

  /** Runs a function in the frame. */
  async run(work, given) {
    return this.#find().evaluate(work, given);
  }

  /** Runs a function of the iframe in the page. */
  element(work, given) {
    const text = `(${work})(document.querySelector('iframe[name="${this.name}"]'), ${JSON.stringify(given ?? null)})`;
    return this.#lab.run(text);
  }

  /** Runs a function of the iframe that has it load a document, and waits for that. */
  loads(work, given) {
    const wait = "new Promise((resolve) => it.addEventListener('load', resolve, { once: true }))";
    return this.element(`(it, given) => { const loaded = ${wait}; (${work})(it, given); return loaded.then(() => {}); }`, given);
  }

  /** Posts to the page; when it returns, the page has heard it. */
  async post(message) {
    const before = await this.#lab.run(() => heard);
    await this.run((message) => parent.postMessage(message, '*'), message);
    await this.#lab.until((before) => heard > before, 'the message at the page', before);
  }

  /** Answers: all the frame has heard that has a `requestId`. */
  async answers() {
    return (await this.run(() => inbox)).filter(({ data }) => data && typeof data === 'object' && 'requestId' in data);
  }

  /** Asks, and gives the first answer to this request. */
  async ask(type, requestId) {
    await this.post({ type, requestId });
    const end = Date.now() + LIMIT_MS;
    for (;;) {
      const found = (await this.answers()).find(({ data }) => data.requestId === requestId);
      if (found) return found;
      if (Date.now() > end) throw new Failure(`never came: an answer to ${type}, ${JSON.stringify(requestId)}`);
      await this.#lab.settle();
    }
  }

  /** Asks, and gives every answer that comes in a while. */
  async askInVain(type, requestId) {
    await this.post({ type, requestId });
    await this.#lab.settle();
    return this.answers();
  }
}
