// What the tests of privacy, bounds and floods look with. Runs before the embed, and wraps what
// it could use; what it keeps itself it keeps in closures, where no search comes.
(() => {
  /** As large as the smallest memory a program can have. */
  const MEMORY_BYTES = 65_536;
  const own = { ArrayBuffer, TextDecoder, now: lab.now };

  // The program's memory: WebAssembly's, or the buffer that a program without it works on.
  const memories = [];
  if (window.WebAssembly) {
    const { Instance, Memory } = WebAssembly;
    WebAssembly.Instance = new Proxy(Instance, {
      construct(target, given) {
        const instance = new target(...given);
        for (const it of Object.values(instance.exports)) {
          if (it instanceof Memory) memories.push(() => it.buffer);
        }
        return instance;
      },
    });
  }
  window.ArrayBuffer = new Proxy(own.ArrayBuffer, {
    construct(target, given) {
      const buffer = new target(...given);
      if (buffer.byteLength >= MEMORY_BYTES) memories.push(() => buffer);
      return buffer;
    },
  });
  // Without WebAssembly, memory that grows is a new buffer; the largest is the one in use.
  const bytes = () => Math.max(0, ...memories.map((buffer) => buffer().byteLength));

  // What must not be found is marked with this. It stands in no source, so that no source is found.
  const mark = ['Zq7', 'Xk9', 'Wm4'].join('');
  /** A text that has the mark all over, so that what is left of any copy of it would have it too. */
  const marked = (name, length = 100) => `${mark}-${name}-`.repeat(length).slice(0, length);
  const wide = [...mark].map((it) => `${it}\0`).join('');
  /** Where in memory the mark is, as UTF-8 or UTF-16; also in what has been given back there. */
  const inMemory = () =>
    memories.flatMap((buffer) => {
      const content = new own.TextDecoder('latin1').decode(buffer());
      const forms = { 'UTF-8': mark, 'UTF-16': wide };
      return Object.entries(forms).filter(([, it]) => content.includes(it)).map(([form]) => `memory: ${form}`);
    });

  // Whatever the page says or sends, with its arguments.
  const said = [];
  const sent = [];
  const record = (holder, name, list) => {
    const real = holder?.[name];
    if (typeof real !== 'function') return;
    const note = (call) => (target, first, second) => {
      list.push([name, call === Reflect.apply ? second : first]);
      return call(target, first, second);
    };
    holder[name] = new Proxy(real, { apply: note(Reflect.apply), construct: note(Reflect.construct) });
  };
  for (const name of Object.keys(console)) record(console, name, said);
  const outlets = [
    [window, 'fetch', 'open', 'Image', 'WebSocket', 'EventSource', 'Worker', 'BroadcastChannel', 'reportError'],
    [navigator, 'sendBeacon'],
    [history, 'pushState', 'replaceState'],
    [window.XMLHttpRequest?.prototype, 'open', 'send'],
    [window.Storage?.prototype, 'setItem'],
    [window.IDBFactory?.prototype, 'open'],
    [window.CacheStorage?.prototype, 'open'],
  ];
  for (const [holder, ...names] of outlets) for (const name of names) record(holder, name, sent);

  const thrown = [];
  addEventListener('error', (event) => thrown.push(event.error, event.message, event.filename));
  addEventListener('unhandledrejection', (event) => thrown.push(event.reason));
  const policy = [];
  addEventListener('securitypolicyviolation', (event) => policy.push(event.blockedURI, event.sample, event.sourceFile));

  /** Every string that can be reached from a value by own properties, and what events and errors hide. */
  const strings = function* (root) {
    const seen = new Set([window.probe]);
    const open = [root];
    while (open.length) {
      const it = open.pop();
      if (typeof it === 'string') yield it;
      if (it === null || (typeof it !== 'object' && typeof it !== 'function') || seen.has(it)) continue;
      seen.add(it);
      if (it instanceof Map || it instanceof Set) open.push(...[...it].flat());
      for (const name of ['detail', 'message', 'stack', 'cause', 'reason', 'requestId', 'outerHTML']) {
        try {
          open.push(it[name]);
        } catch {
          // A window of another origin, which this page can't read either.
        }
      }
      let keys = [];
      try {
        keys = Reflect.ownKeys(it);
      } catch {
        // As above.
      }
      for (const key of keys) {
        if (typeof key === 'string') yield key;
        const descriptor = Reflect.getOwnPropertyDescriptor(it, key);
        if (descriptor && 'value' in descriptor) open.push(descriptor.value);
      }
    }
  };

  /** All that the page, or anything else in it, could read; each place by its name. */
  const places = async () => ({
    console: said,
    events: lab.events,
    errors: [thrown, lab.errors, lab.warnings, lab.infos],
    policy,
    sent,
    globals: window,
    bridge: [window.LedgerBee, window[Symbol.for('ledgerbee-embed')]],
    dom: [document.documentElement.outerHTML, document.title, [...document.styleSheets].map(({ href }) => href)],
    urls: [location.href, document.referrer, document.baseURI, performance.getEntries().map(({ name }) => name)],
    state: [window.name, history.state, document.cookie],
    storage: [{ ...localStorage }, { ...sessionStorage }],
    databases: (await window.indexedDB?.databases?.()) ?? [],
    caches: (await window.caches?.keys?.()) ?? [],
  });

  /** In which places the mark is. */
  const find = async () => {
    const found = [];
    for (const [place, value] of Object.entries(await places())) {
      for (const string of strings(value)) {
        if (string.includes(mark)) {
          found.push(place);
          break;
        }
      }
    }
    return found;
  };

  // What is looked at of a message: its data at all, and the data's fields.
  const looks = { data: 0, fields: 0, lists: 0 };
  const { get } = Reflect.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  /** The names of the fields that each was asked for. */
  const posted = new WeakMap();
  Object.defineProperty(MessageEvent.prototype, 'data', {
    configurable: true,
    enumerable: true,
    get() {
      const data = get.call(this);
      // What comes by a port is the lab's own talk with its frames.
      if (this.source !== null) {
        looks.data++;
        if (data !== null && typeof data === 'object') posted.set(data, posted.get(data) ?? new Set());
      }
      return data;
    },
  });
  const watch = (holder, name, note) => {
    const real = holder[name];
    holder[name] = function (...given) {
      note(this, ...given);
      return real.apply(this, given);
    };
  };
  // A field that is asked for in two ways is one look.
  const field = (it, name) => {
    const names = posted.get(it);
    if (!names || names.has(name)) return;
    names.add(name);
    looks.fields++;
  };
  const list = (it) => {
    if (posted.has(it)) looks.lists++;
  };
  for (const name of ['hasOwnProperty', 'propertyIsEnumerable']) watch(Object.prototype, name, field);
  const ofHolder = (_, it, name) => field(it, name);
  for (const holder of [Object, Reflect]) watch(holder, 'getOwnPropertyDescriptor', ofHolder);
  for (const name of ['get', 'has']) watch(Reflect, name, ofHolder);
  watch(Object, 'hasOwn', ofHolder);
  const ofList = (_, it) => list(it);
  watch(Reflect, 'ownKeys', ofList);
  for (const name of ['keys', 'values', 'entries', 'getOwnPropertyNames', 'assign']) watch(Object, name, ofList);
  watch(JSON, 'stringify', ofList);
  watch(window, 'structuredClone', ofList);
  /** What was looked at while this ran. */
  const looksDuring = async (work) => {
    const before = { ...looks };
    await work();
    return Object.fromEntries(Object.entries(looks).map(([name, value]) => [name, value - before[name]]));
  };

  /**
   * How long the main thread was not free, in ms: the longest task, where the browser tells, and
   * the longest wait between two frames of the screen.
   */
  const block = () => {
    const longest = { task: null, paint: 0 };
    let isOn = true;
    let last = own.now();
    const tick = () => {
      const now = own.now();
      longest.paint = Math.max(longest.paint, now - last);
      last = now;
      if (isOn) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    const isTold = window.PerformanceObserver?.supportedEntryTypes?.includes('longtask');
    const note = (list) => {
      for (const { duration } of list) longest.task = Math.max(longest.task, duration);
    };
    const observer = isTold ? new PerformanceObserver((list) => note(list.getEntries())) : undefined;
    if (observer) longest.task = 0;
    observer?.observe({ entryTypes: ['longtask'] });
    return () => {
      isOn = false;
      if (observer) note(observer.takeRecords());
      observer?.disconnect();
      return { task: longest.task, paint: Math.max(longest.paint, own.now() - last) };
    };
  };

  /** Calls of a provider: how many there were, and how many of one frame at the same time. */
  const calls = () => {
    const open = new Map();
    const it = { all: 0, peak: 0 };
    it.of = async (frame, work) => {
      it.all++;
      open.set(frame, (open.get(frame) ?? 0) + 1);
      it.peak = Math.max(it.peak, open.get(frame));
      try {
        return await work();
      } finally {
        open.set(frame, open.get(frame) - 1);
      }
    };
    return it;
  };

  Object.defineProperty(window, 'probe', { value: { memories, bytes, mark, marked, inMemory, find, said, looksDuring, block, calls } });
})();
