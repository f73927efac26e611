// The first script of every synthetic page: records what must not happen unseen, and drives the
// frames. It keeps the platform's own functions, since a test may replace them.
(() => {
  const program = HAS_WEBASSEMBLY ? 'wasm' : 'compat';
  if (program === 'compat') delete window.WebAssembly;
  const LIMIT_MS = 120_000;
  const HELLO = 'ledgerbee:embed:hello';
  const words = WORDS;
  const real = { now: performance.now.bind(performance), setTimeout: window.setTimeout.bind(window) };
  const sleep = (ms) => new Promise((resolve) => real.setTimeout(resolve, ms));
  const gate = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src).searchParams.get('gate');

  const errors = [];
  const warnings = [];
  const infos = [];
  const expected = { errors: [], warnings: [], possible: [] };
  const text = (value) => {
    try {
      return value instanceof Error ? `${value}` : String(value);
    } catch {
      return '?';
    }
  };
  const record = (name, list) => {
    const own = console[name];
    console[name] = (...values) => {
      list.push(values.map(text).join(' '));
      own.apply(console, values);
    };
  };
  record('error', errors);
  record('warn', warnings);
  record('info', infos);
  addEventListener('error', (event) => {
    if (event instanceof ErrorEvent) errors.push(`error: ${event.message}`);
  });
  addEventListener('unhandledrejection', ({ reason }) => errors.push(`unhandled: ${text(reason)}`));
  addEventListener('securitypolicyviolation', (event) =>
    errors.push(`csp: ${event.violatedDirective} ${event.blockedURI}`),
  );

  /** What each window has posted here, counted before the embed hears it. */
  const heard = new Map();
  const note = ({ source }) => heard.set(source, (heard.get(source) ?? 0) + 1);
  addEventListener('message', note, true);
  const count = (source) => heard.get(source) ?? 0;
  const total = () => [...heard.values()].reduce((sum, it) => sum + it, 0);

  const events = [];
  const watched = new Set();
  const listenTo = (name) =>
    addEventListener(`ledgerbee:embed:${name}`, (event) => {
      const { detail } = event;
      const fields = Object.fromEntries(Object.entries(detail).filter(([key]) => key !== 'frame'));
      const place = {
        isOnWindow: event.target === window && event.currentTarget === window,
        isPlain: !event.cancelable && event instanceof CustomEvent,
      };
      events.push({ name, fields, keys: Object.keys(detail), frame: detail.frame, place });
    });
  /** Keeps events of this name, too. */
  const watch = (name) => {
    if (!watched.has(name)) listenTo(name);
    watched.add(name);
  };
  [...Object.keys(words.events), 'diagnostic'].forEach(watch);
  /** Listens again, after `document.open()` has taken every listener away. */
  const listen = () => {
    addEventListener('message', note, true);
    watched.forEach(listenTo);
  };

  /** Each change of a frame's status, apart from the events that tests compare as a whole. */
  const statuses = [];
  addEventListener('ledgerbee:embed:status', ({ detail }) => statuses.push(detail));

  /**
   * JSON tells lone surrogates apart; `undefined`, `NaN` and `-0` are spelled out here, and the
   * order of keys says nothing.
   */
  const print = (value) =>
    JSON.stringify(value, (_, it) => {
      if (it === undefined) return 'ledger:undefined';
      if (typeof it === 'number' && (!Number.isFinite(it) || Object.is(it, -0))) {
        return `ledger:${Object.is(it, -0) ? '-0' : it}`;
      }
      if (it instanceof Element) return `<${it.localName} id=${it.id}>`;
      if (it === window) return '[window]';
      // Drivers run tests in a realm of their own, whose `Object` is another.
      const type = it !== null && typeof it === 'object' && Object.getPrototypeOf(it);
      return type && Object.getPrototypeOf(type) === null ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1))) : it;
    });

  const eq = (actual, wanted, what = 'value') => {
    if (print(actual) !== print(wanted)) {
      throw new Error(`${what}: ${print(actual)}, not ${print(wanted)}`);
    }
  };
  const ok = (value, what) => {
    if (!value) throw new Error(`not so: ${what}`);
  };

  /** Waits until `look` gives something, however slow the machine is. */
  const until = async (look, what, limit = LIMIT_MS) => {
    const end = real.now() + limit;
    // Made here, where it is known in every browser who waits.
    const failure = new Error();
    let last;
    while (real.now() < end) {
      last = await look();
      if (last) return last;
      await sleep(5);
    }
    const seen = { last, events: events.slice(-5), warnings, errors };
    failure.message = `never: ${what ?? look}; seen: ${print(seen)}`;
    throw failure;
  };

  /** Lets every task run that is due by now, microtasks included. */
  const settle = async () => {
    for (let i = 0; i < 5; i++) await sleep(0);
  };

  /** The message of the error that a promise comes to, or `none`. */
  const failureOf = (promise) => promise.then(() => 'none', (error) => error.message);

  /** The next load of a frame. */
  const loadOf = (it) => new Promise((resolve) => it.addEventListener('load', resolve, { once: true }));

  const textOf = async (url) => (await fetch(url)).text();

  /** The addresses that the page has loaded whose text has this in it. */
  const requested = (part) =>
    performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes(part));

  /** The shadow root of a new element of the page's. */
  const shadowRoot = (mode) => document.body.appendChild(document.createElement('div')).attachShadow({ mode });

  /** The `type` of a request. */
  const wordOf = (kind) => `request${kind[0].toUpperCase()}${kind.slice(1)}Token`;

  let calls = 0;
  class Stub {
    #port;
    #document;
    #waiting = new Map();

    constructor(element) {
      this.element = element;
    }

    get window() {
      return this.element.contentWindow;
    }

    /** Reaches the document that is in the frame now. */
    async connect() {
      return until(async () => {
        if (!this.window) return false;
        const { port1, port2 } = new MessageChannel();
        const hello = new Promise((resolve) => {
          port1.onmessage = ({ data: { document, call, value, error } }) => {
            if (document) this.#document = document;
            resolve(true);
            const waiting = this.#waiting.get(call);
            this.#waiting.delete(call);
            if (error === undefined) waiting?.resolve(value);
            else waiting?.reject(new Error(`in the frame: ${error}`));
          };
        });
        this.window.postMessage({ lab: 'port' }, '*', [port2]);
        const isThere = await Promise.race([hello, sleep(50)]);
        if (isThere) this.#port = port1;
        return isThere && this;
      }, `the stub in ${this.element.src}`);
    }

    #call(send) {
      const call = ++calls;
      return new Promise((resolve, reject) => {
        this.#waiting.set(call, { resolve, reject });
        send(call);
      });
    }

    /** Runs code in the frame: a text, or a function that knows nothing of what is around it here. */
    run(code, data) {
      const text = typeof code === 'function' ? `return (${code})(data)` : code;
      return this.#call((call) => this.#port.postMessage({ call, op: 'run', code: text, data }));
    }

    /** Posts to the page; when it returns, the page has heard it. */
    async post(data, target) {
      const { window } = this;
      const before = count(window);
      await this.#call((call) => this.#port.postMessage({ call, op: 'post', data, target }));
      await until(() => count(window) > before, 'the message at the page');
    }

    /** Has the frame run code that posts `n` messages, and waits until the page has heard them. */
    async speak(code, n = 1, data) {
      const { window } = this;
      const before = count(window);
      await this.run(code, data);
      await until(() => count(window) >= before + n, 'the messages at the page');
    }

    /** All the frame has heard but greetings, and everything the page had posted before this call. */
    async inbox() {
      return (await this.heard()).filter(({ data }) => data?.type !== HELLO);
    }

    /** How often it was told that the embed has come, and by which messages. */
    async greetings() {
      return (await this.heard()).filter(({ data }) => data?.type === HELLO);
    }

    async heard() {
      await settle();
      return this.#call((call) => this.window.postMessage({ lab: 'inbox', call }, '*'));
    }

    ask(kind, requestId) {
      return this.post({ type: wordOf(kind), requestId });
    }

    async answers(requestId) {
      return (await this.inbox()).map(({ data }) => data).filter((it) => Object.is(it?.requestId, requestId));
    }

    /** The answer to a request, once there is one. */
    async answer(requestId) {
      return until(async () => (await this.answers(requestId))[0], `an answer to ${print(requestId)}`);
    }

    async token(kind, requestId) {
      await this.ask(kind, requestId);
      const find = async () => (await this.answers(requestId)).find(({ type }) => type === `${kind}Token`);
      return (await until(find, `a token for ${print(requestId)}`)).token;
    }

    /** Goes to another address by itself; the element's `src` stays. */
    navigate(url) {
      return this.change(() => this.run('setTimeout(() => location.replace(data), 0)', url));
    }

    /** Does what brings another document into the frame. */
    async change(work) {
      const before = this.#document;
      let loaded = loadOf(this.element);
      work(this.element);
      do {
        await loaded;
        // That may have been the document before, whose script runs before it is loaded.
        loaded = loadOf(this.element);
        await this.connect();
      } while (this.#document === before);
      return this;
    }
  }

  let made = 0;
  /**
   * An iframe as a page would have it; `null` leaves an attribute out.
   *
   * @param {import('../../../in-page/types').Attributes} [attributes]
   */
  const element = ({ src, ...attributes } = {}) => {
    const it = document.createElement('iframe');
    const all = { id: `f${++made}`, 'data-ledgerbee-pricing': '', ...attributes };
    for (const [name, value] of Object.entries(all)) if (value !== null) it.setAttribute(name, String(value));
    if (src !== null) it.setAttribute('src', String(src ?? `${lab.origins.frame}/frame`));
    return it;
  };
  const frame = async (attributes, parent = document.body) => {
    const it = element(attributes);
    let isLoaded = false;
    it.addEventListener('load', () => { isLoaded = true; }, { once: true });
    parent.appendChild(it);
    const stub = await new Stub(it).connect();
    // A document speaks before its `load` is here, which must not pass for that of the next one.
    await until(() => isLoaded, `the load of ${it.src}`);
    // The observer speaks in a microtask of its own; by now it has.
    await settle();
    return stub;
  };

  /** Time stands still from here on, but for `skip(ms)`. */
  const fakeClock = () => {
    let now = real.now();
    let next = 1e6;
    let loadedAt;
    addEventListener('load', () => { loadedAt = now; });
    // When the load was is told by the same clock, however long it took.
    /** @type {any} */
    const navigation = { navigationStart: 0, get loadEventStart() { return loadedAt ?? 0; } };
    Object.defineProperty(performance, 'timing', { value: navigation });
    performance.getEntriesByType = (type) => (type === 'navigation' ? [navigation] : []);
    const due = new Map();
    performance.now = () => now;
    const set = (work, ms = 0, ...rest) => {
      due.set(++next, { at: now + ms, work: () => work(...rest) });
      return next;
    };
    Object.assign(window, { setTimeout: set });
    window.clearTimeout = (id) => due.delete(id);
    const run = (end) => {
      for (;;) {
        const [first] = [...due].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (!first) break;
        due.delete(first[0]);
        now = Math.max(now, first[1].at);
        first[1].work();
      }
      now = end;
    };
    lab.skip = async (ms) => {
      await settle();
      run(now + ms);
      await settle();
    };
    /** To so many ms after the page's `load`. */
    lab.skipFromLoad = (ms) => lab.skip(loadedAt + ms - now);
  };

  /** The same choices for the same seed (mulberry32). */
  const random = (seed) => {
    let state = seed;
    /** A whole number below `n`. */
    const below = (n) => {
      state = (state + 0x6d2b79f5) | 0;
      let it = Math.imul(state ^ (state >>> 15), 1 | state);
      it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
      return ((it ^ (it >>> 14)) >>> 0) % n;
    };
    return { below, pick: (list) => list[below(list.length)] };
  };

  const openGate = () => fetch(`/open/${gate}`, { method: 'POST' });

  // Tests, and what their files export, by path. A file comes after all that it imports.
  const tests = [];
  const files = new Map();
  const run = async (name) => {
    await tests.find((it) => it.name === name).run();
  };
  const define = (path, body) => files.set(path, body((imported) => files.get(imported)));

  addEventListener('load', () => { lab.isLoaded = true; });

  const codes = (frame) =>
    events.filter((event) => event.name === 'diagnostic' && (!frame || event.frame === frame)).map(({ fields }) => fields.code);

  /** What a page's author is warned of whenever it is reported: once for each code, and each provider it names. */
  const WARNED = ['provider-timeout', 'provider-invalid-token', 'origin-mismatch', 'frame-silent'];
  const reported = () => {
    const diagnostics = events.filter(({ name }) => name === 'diagnostic').map(({ fields }) => fields);
    const about = diagnostics
      .filter(({ code }) => WARNED.includes(code) && !expected.warnings.includes(code))
      .map(({ code, message }) => `${code} ${/\bfetch[A-Z]\w+/.exec(message)?.[0] ?? ''}`);
    return [...new Set(about)].map((it) => it.split(' ')[0]);
  };

  /** @type {import('../../../in-page/types').Lab} */
  const lab = {
    isLoaded: false,
    AsyncFunction: (async () => {}).constructor,
    program,
    origins: ORIGINS,
    words,
    listen, events, statuses, warnings, infos, errors,
    watch, print, eq, ok, until, settle, sleep, count, total, Stub, element, frame, fakeClock, random, wordOf,
    failureOf, loadOf, textOf, requested, shadowRoot, gate, openGate, tests, run, define,
    /** The real time, whatever the page's clock says. */
    now: real.now,
    load: (url) => import(url),
    stub: (it) => new Stub(it).connect(),
    named: (name) => events.filter((event) => event.name === name),
    heard,
    codes,
    /** Without the one that depends on the program this lane has. */
    diagnostics: (frame) => codes(frame).filter((code) => code !== 'wasm-unavailable'),
    /** Errors that one browser prints and another does not. */
    allowErrors: (...texts) => expected.possible.push(...texts),
    expectErrors: (...texts) => expected.errors.push(...texts),
    expectWarnings: (...codes) => expected.warnings.push(...codes),
    /** Runs a further script, as a tag in the page would. */
    script: (attributes, parent = document.head) =>
      new Promise((resolve, reject) => {
        const tag = document.createElement('script');
        for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, String(value));
        tag.onload = resolve;
        tag.onerror = () => reject(new Error(`no ${attributes.src}`));
        parent.appendChild(tag);
      }),
    report: () => ({
      errors,
      expected: { ...expected, warnings: [...expected.warnings, ...reported()] },
      codes: warnings.map((it) => /^ledgerbee-embed: ([a-z-]+)/.exec(it)?.[1] ?? it),
    }),
  };
  Object.defineProperty(window, 'lab', { value: lab });
})();
