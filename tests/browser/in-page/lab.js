// What a test in a page is made of. `page()` and `bare()` describe the page, `test` names the test and holds what runs
// there. The rest is what the lab offers in the page (../tests/browser/page/lab.js); where Node lists the tests, it is
// undefined.

export const {
  Stub, allowErrors, codes, diagnostics, element, eq, errors, events, expectErrors, expectWarnings, failureOf, frame, infos,
  loadOf, named, ok, openGate, origins, print, program, random, requested, settle, shadowRoot, stub, textOf, until, warnings, watch, words,
} = lab;

/** Often a page's providers. */
export const TOKEN = "{ fetchBindToken: () => 'token' }";
export const NEVER = '{ fetchBindToken: () => new Promise(() => {}) }';

/** @param {unknown} value */
const source = (value) => (typeof value === 'function' ? String(value) : JSON.stringify(value));

/**
 * A synthetic page of the partner's. Each method gives another page, with one thing more. In markup and scripts,
 * `{{frame}}`, `{{foreign}}`, `{{named}}`, `{{page}}` and `{{public}}` stand for the lab's origins, `{{gate}}` for the
 * name of a gate of this test's own, which `openGate()` opens.
 */
export class Page {
  /** @param {import('./types').Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /** @param {Partial<import('./types').Parts>} parts */
  #and(parts) {
    return new Page({ ...this.parts, ...parts });
  }

  /** The attributes of the embed's tag. @param {string} attributes */
  embed(attributes) {
    return this.#and({ embed: attributes });
  }

  /** Further attributes of the embed's tag. @param {string} attributes */
  with(attributes) {
    return this.embed(`src="/embed.js" ${attributes}`);
  }

  /** Markup before the embed's tag. @param {string} html */
  before(html) {
    return this.#and({ before: this.parts.before + html });
  }

  /**
   * A script before the embed's tag: a text, or a function that is called there, with what else is given. Functions know
   * nothing there of what is around them here.
   *
   * @param {string | ((...given: any[]) => void)} code
   * @param {unknown[]} given
   */
  script(code, ...given) {
    return this.before(`<script>${typeof code === 'function' ? `(${code})(${given.map(source)});` : code}</script>\n`);
  }

  /** A file of tests/browser/page/, as a script before the embed's tag. @param {string} name */
  file(name) {
    return this.before(`<script src="/page/file/${name}" nonce="page"></script>\n`);
  }

  /**
   * The page's providers, set before the embed starts: the source of an object, or a function that makes it there.
   *
   * @param {string | (() => object)} object
   */
  providers(object) {
    return this.script(`window.LedgerBee = { embed: ${typeof object === 'function' ? `(${object})()` : object} };`);
  }

  /** Providers whose calls are kept in `calls`, each with `give` to answer it. */
  held() {
    return this.script(() => {
      window.calls = [];
      window.hold = (context) => new Promise((give) => { calls.push({ ...context, give }); });
      window.LedgerBee = { embed: { fetchBindToken: hold, fetchCatalogToken: hold } };
    });
  }

  /** What `probe` looks with: at memory, console, storage, what was read of a message, and every call of a provider. */
  probed() {
    return this.file('probe.js');
  }

  /** Markup after the embed's tag, in the head. @param {string} html */
  after(html) {
    return this.#and({ after: this.parts.after + html });
  }

  /** @param {string} html */
  body(html) {
    return this.#and({ body: this.parts.body + html });
  }

  /** Not on loopback. */
  public() {
    return this.#and({ place: 'public' });
  }

  /** On the site of the frames, but of another origin. */
  sameSite() {
    return this.#and({ place: 'sameSite' });
  }

  /** The test begins before the page has loaded. */
  early() {
    return this.#and({ isEarly: true });
  }

  /** `lab.skip(ms)` lets time pass. */
  fakeClock() {
    return this.#and({ hasFakeClock: true });
  }

  /**
   * With a `Content-Security-Policy`. The page's own scripts have the nonce `page`, which the policy gets beside its own
   * sources; the embed's tag has what it is given.
   *
   * @param {string} policy
   */
  policy(policy) {
    return this.#and({ policy });
  }

  toJSON() {
    return this.parts;
  }
}

/** A page without the embed. */
export const bare = () => new Page({ before: '', after: '', body: '', place: 'loopback', isEarly: false, hasFakeClock: false });

/** A page that has the embed in its head. */
export const page = () => bare().embed('src="/embed.js"');

/**
 * A test that runs in a page. With `fails`, it has to fail with these words.
 *
 * @param {string} name
 * @param {Page} page
 * @param {() => unknown} run
 * @param {{ fails?: string }} [options]
 */
export function test(name, page, run, options) {
  lab.tests.push({ name, page, run, ...options, at: String(new Error().stack) });
}

/** A file of the repository, for the pages of tests; empty in a page. @param {string} path */
export const readFile = (path) => lab.readFile?.(path) ?? '';
