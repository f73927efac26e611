// One page for each thing of the platform that the embed uses, in which that thing is broken. `how` says how, `when`
// whether before the embed's script or after it. Gives what came of those in which the embed does not work, by what
// it says: nothing must be thrown in any, nobody must get a token, and that is an error here.
//
// Everything here is done with this window's own functions: those of the pages are broken.

const TOKEN = ['lbk', 'secret'].join('-');
const SIDE_BY_SIDE = 8;
const LIMIT_MS = 500_000;
const text = await (await fetch('/embed.js')).text();
const words = new Set(text.match(/[A-Za-z_]\w*/g));

// What frames say to this window, by their names.
const heard = new Map();
addEventListener('message', ({ data }) => {
  if (data?.asker) (heard.get(data.asker) ?? heard.set(data.asker, []).get(data.asker)).push(data);
});

const set = (element, name, value) => Element.prototype.setAttribute.call(element, name, value);
const put = (parent, child) => Node.prototype.appendChild.call(parent, child);
const make = (document, name) => Document.prototype.createElement.call(document, name);

/** A page of this origin, with a provider, that notes all that a person would notice. */
const open = async () => {
  const holder = document.createElement('iframe');
  holder.src = '/blank';
  const loaded = new Promise((resolve) => { holder.onload = resolve; });
  document.body.append(holder);
  await loaded;
  const window = holder.contentWindow;
  const it = { holder, window, root: window.document.documentElement, errors: [], events: [], reported: [], messages: 0 };
  if (program === 'compat') delete window.WebAssembly;
  const note = (list) => (...values) => {
    list.push(values.map((value) => { try { return String(value?.stack ?? value); } catch { return '?'; } }).join(' '));
  };
  const listen = (name, hear) => EventTarget.prototype.addEventListener.call(window, name, hear, true);
  listen('error', (event) => {
    if (event.message) it.errors.push(`error: ${event.message} ${event.error?.stack}`);
    event.preventDefault();
  });
  listen('unhandledrejection', (event) => {
    it.errors.push(`unhandled: ${event.reason?.stack}`);
    event.preventDefault();
  });
  listen('message', () => it.messages++);
  const detail = Object.getOwnPropertyDescriptor(window.CustomEvent.prototype, 'detail').get;
  const hear = (name, work) => listen(`ledgerbee:embed:${name}`, (event) => work(Reflect.apply(detail, event, [])));
  hear('pageLoaded', (seen) => it.events.push(seen?.frame));
  hear('diagnostic', (seen) => it.reported.push(seen?.code));
  for (const name of ['error', 'warn', 'info', 'log']) window.console[name] = note((it[name] = []));
  window.eval(`var LedgerBee = { embed: { fetchBindToken: async () => '${TOKEN}' } };`);
  return it;
};

const start = async (page) => {
  const tag = make(page.window.document, 'script');
  const set_ = (name, value) => set(tag, name, value);
  set_('data-portal-origins', origins.frame);
  set_('data-compat-src', '/embed.compat.js');
  if (page.isLoaded) {
    set_('src', '/embed.js');
    const loaded = new Promise((resolve) => EventTarget.prototype.addEventListener.call(tag, 'load', resolve));
    put(page.root, tag);
    await loaded;
  } else {
    put(tag, document.createTextNode(text));
    put(page.root, tag);
  }
};

/** Whether the bridge says that it runs; it may be nothing that can be asked. */
const ready = async ({ window }) => {
  const { bridge } = window.LedgerBee ?? {};
  if (!bridge) return 'no bridge';
  let state = 'pending';
  try {
    Promise.prototype.then.call(bridge.ready, () => { state = 'ready'; }, () => { state = 'rejected'; });
  } catch {
    // A promise of the page's own.
    state = 'odd';
  }
  const end = lab.now() + 10_000;
  while (state === 'pending' && lab.now() < end) await lab.sleep(5);
  return state;
};

let frames = 0;
/** Puts a frame into a page, and gives what it has heard once nothing can be under way any more. */
const ask = async (page, origin) => {
  const it = make(page.window.document, 'iframe');
  const name = `asker ${++frames}`;
  set(it, 'data-ledgerbee-pricing', '');
  set(it, 'name', name);
  set(it, 'src', `${origin}/asker`);
  const before = page.messages;
  put(page.root, it);
  await until(() => page.messages >= before + 3, `the messages of ${name} at its page`);
  const window = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow').get.call(it);
  for (let nth = 0; nth < 2; nth++) {
    window.postMessage({ lab: 'ping', nth }, '*');
    await until(() => heard.get(name)?.some(({ pong }) => pong === nth), `the pong of ${name}`);
  }
  const answers = heard.get(name).filter((data) => 'heard' in data).map((data) => data.heard);
  return { it, answers };
};

/** What has come of a page: how it works, what was said, and what must not be. */
const judge = async (page) => {
  const state = await ready(page);
  const isOwn = (line) => line.startsWith('ledgerbee-embed:');
  const isReadyAllTheSame = state === 'ready' && when === 'before' && page.error.some(isOwn);
  const [served, refused] = [await ask(page, origins.frame), await ask(page, origins.foreign)];
  const tokens = served.answers.filter(({ type }) => type === 'bindToken').map(({ token }) => token);
  const isWorking = tokens.length === 1 && tokens[0] === TOKEN && page.events.length === 1 && page.events[0] === served.it;
  const says =
    page.error.some(isOwn) ||
    page.warn.some((line) => isOwn(line) && !line.includes(origins.foreign)) ||
    page.reported.includes('module-restarted');
  const wrong = [];
  if (page.errors.length) wrong.push(`throws ${page.errors[0]}`);
  if (refused.answers.some((data) => data?.token !== undefined)) wrong.push('answers a stranger');
  if ([page.error, page.warn, page.info, page.log, page.errors].flat().join().includes(TOKEN)) wrong.push('says the token');
  if (tokens.length > 1) wrong.push(`answers ${tokens.length} times`);
  if (page.error.filter(isOwn).length > 1) wrong.push(`says too much: ${page.error.join(' / ')}`);
  if (isReadyAllTheSame) wrong.push('says an error, but is ready');
  if (!page.error.some(isOwn) && state !== 'ready') wrong.push(`says no error, but is ${state}`);
  const isAnswered = tokens.length === 1 && tokens[0] === null;
  const outcome = says ? 'says so' : isAnswered ? 'no token' : tokens.length ? 'no event' : 'nothing';
  if (!isWorking && outcome !== 'says so' && how !== 'lying') wrong.push(`does not work (${outcome}), and does not say so`);
  return { outcome: isWorking ? 'works' : outcome, wrong };
};

/** All that can be replaced in a page, by the name of its place: how to find its holder in any window, and its key. */
const places = (window) => {
  const found = new Map();
  const holders = new Set();
  const add = (path, find, key) => {
    const seen = Reflect.getOwnPropertyDescriptor(find(window), key);
    if (!seen?.configurable || (!seen.get && typeof seen.value !== 'function')) return;
    found.set(`${path}${typeof key === 'symbol' ? `[${key.description}]` : `.${key}`}`, [find, key]);
  };
  const each = (path, find) => {
    const holder = find(window);
    if (holders.has(holder)) return;
    holders.add(holder);
    for (const key of Reflect.ownKeys(holder)) {
      if (key === 'constructor' || (typeof key === 'string' && !words.has(key))) continue;
      add(path, find, key);
    }
  };
  for (const name of Object.getOwnPropertyNames(window)) {
    let value;
    try { value = window[name]; } catch { continue; }
    if (value === null || (typeof value !== 'function' && typeof value !== 'object')) continue;
    // A driver keeps its own copies of what it needs.
    if (value === window || value instanceof window.Node || /^LedgerBee$|^cdc_/.test(name)) continue;
    if (typeof value === 'object') {
      if (/^[A-Z]|^console$/.test(name)) each(name, (it) => it[name]);
      continue;
    }
    // Some have two names, as `webkitURL`.
    if (value.name !== name && window[value.name] === value) continue;
    each(name, (it) => it[name]);
    if (value.prototype) each(`${name}.prototype`, (it) => it[name].prototype);
  }
  each('window', (it) => it);
  add('%ArrayIterator%', (it) => Object.getPrototypeOf(it.Array.prototype[Symbol.iterator].call([])), 'next');
  return found;
};

/** The globals that the script takes by name, all in one place. */
const taken = (window) => {
  const lists = [...text.matchAll(/\{((?:[A-Za-z]\w*:\w+(?:=\w+)?,)+[A-Za-z]\w*:\w+(?:=\w+)?)\}=/g)].map(([, list]) => list.split(','));
  const names = lists.flat().map((it) => it.split(':')[0]);
  ok(names.includes('MutationObserver'), `these are not the globals: ${names}`);
  return names.filter((name) => Reflect.getOwnPropertyDescriptor(window, name)?.configurable);
};

/**
 * What the embed uses while it runs, with how to find it: what is called when a function of its own is further up the
 * stack, and the globals that it takes.
 */
const used = async () => {
  const page = await open();
  const names = new Set();
  const every = places(page.window);
  const found = [...every].map(([place, [find, key]]) => [place, find(page.window), key]);
  for (const [place, holder, key] of found) {
    const note = () => {
      Error.stackTraceLimit = 60;
      if (/\/embed(\.compat)?\.js|wasm:/.test(new Error().stack)) names.add(place);
    };
    const seen = Reflect.getOwnPropertyDescriptor(holder, key);
    const wrap = (real) => new Proxy(real, {
      apply: (it, self, given) => (note(), Reflect.apply(it, self, given)),
      construct: (it, given, target) => (note(), Reflect.construct(it, given, target)),
    });
    for (const part of ['get', 'set', 'value']) if (typeof seen[part] === 'function') seen[part] = wrap(seen[part]);
    Reflect.defineProperty(holder, key, seen);
  }
  page.isLoaded = true;
  await start(page);
  const result = await judge(page);
  eq([result.outcome, result.wrong], ['works', []], 'a page whose functions are watched');
  page.window.LedgerBee.bridge.stop();
  for (const name of taken(page.window)) names.add(`window.${name}`);
  page.holder.remove();
  return new Map([...names].sort().map((name) => [name, every.get(name) ?? [(it) => it, name.replace('window.', '')]]));
};

/** In the place of a member or a global: something that gives what `get` gives, and makes what `construct` makes. */
const instead = (get, construct) => (holder, key, seen) => {
  const value = new Proxy(function () {}, { get, apply: get, construct });
  return Reflect.defineProperty(holder, key, seen.get ? { ...seen, get } : { ...seen, value });
};
const own = () => { throw new Error('own'); };
const BREAKS = {
  removed: (holder, key) => Reflect.deleteProperty(holder, key),
  throwing: instead(own, own),
  // Whatever is asked for is the one origin that is trusted.
  lying: instead(() => origins.frame, () => ({})),
};

/**
 * What the program's memory is written and read with, what every loop over a list asks, and what the program without
 * WebAssembly is unpacked and calculates with. A lie there can keep the tab busy for ever, with the embed or without.
 */
const ENDLESS =
  program === 'wasm'
    ? /^(%ArrayIterator%\.next|(DataView|ArrayBuffer)\b.*)$/
    : /^(%ArrayIterator%\.next|(window\.)?(atob|DataView|ArrayBuffer|Math|(Ui|I)nt\d+Array|Float\d+Array)\b.*)$/;

const breakIn = ({ window }, place) => {
  const [find, key] = all.get(place);
  const holder = find(window);
  const seen = Reflect.getOwnPropertyDescriptor(holder, key);
  return !!seen && BREAKS[how](holder, key, seen);
};

/** The pages that are being judged, for the message of a test that does not end. */
const judged = new Set();
const run = async (place) => {
  const page = await open();
  judged.add(place);
  try {
    if (when === 'after') {
      await start(page);
      await ready(page);
    }
    if (!breakIn(page, place)) return [place, undefined];
    if (when === 'before') await start(page);
    return [place, await judge(page)];
  } catch (error) {
    return [place, { outcome: 'unknown', wrong: [`cannot be judged: ${error.message}`] }];
  } finally {
    judged.delete(place);
    page.holder.remove();
  }
};

const all = await used();
ok(all.size > 90, `only ${all.size} things are used`);
const results = [];
const left = [...all.keys()].filter((place) => how !== 'lying' || !ENDLESS.test(place));
const work = async () => {
  while (left.length) results.push(await run(left.shift()));
};
const isStuck = (async () => {
  await lab.sleep(LIMIT_MS);
  throw new Error(`no end with ${[...judged].join(', ')} ${how} ${when}`);
})();
await Promise.race([Promise.all(Array.from({ length: SIDE_BY_SIDE }, work)), isStuck]);
isStuck.catch(() => {});

const wrong = results.flatMap(([place, result]) => (result?.wrong ?? []).map((it) => `${place} ${how} ${when}: ${it}`));
eq(wrong, []);
const outcomes = {};
for (const [place, result] of results.sort(([one], [other]) => (one < other ? -1 : 1))) {
  if (!result || result.outcome === 'works') continue;
  (outcomes[result.outcome] ??= []).push(place.replace('window.', ''));
}
return outcomes;
