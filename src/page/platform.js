// What the bridge needs of the platform, taken once, when the script runs.
//
// A page is not pristine: a library has replaced `window.Document`, injected markup such as
// `<img name=querySelectorAll>` shadows a member of `document`, a later script breaks a prototype. So
// members are found on the prototypes of an object at hand, before any later script runs, and called
// by `Reflect.apply`. Nothing here throws: what a page has broken gives `undefined`.
//
// The constructors and functions that are named here and in the generated glue are taken once, too:
// `js/loader/globals.ts` stands in for all of them.

const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;

// Everything is called by it. Without it nothing could be said later, so that is found out at once.
apply(() => {}, null, []);

const { hasOwnProperty } = Object.prototype;

/** An object's own field: what a page has put on `Object.prototype` is no field of a message or a descriptor. */
export const own = (value, name) => (value != null && apply(hasOwnProperty, value, [name]) ? value[name] : undefined);

/** The method or getter that an object inherits. The longest chain has six; a page's own might have no end. */
const inherited = (object, name) => {
  for (let holder = object, left = 9; left-- && (holder = getPrototypeOf(holder)); ) {
    const found = getOwnPropertyDescriptor(holder, name);
    // A page may have put a `get` on `Object.prototype`.
    if (found) return own(found, 'get') ?? found.value;
  }
};

/** What a call gives; nothing if it throws. */
export const attempt = (call, self, given) => {
  try {
    return apply(call, self, [given]);
  } catch {
    // Broken by the page, or not an object of this kind.
  }
};

/** What the page has removed, without which it cannot be served. There is no document on a server. */
export let missing = window.TextDecoder ? undefined : 'TextDecoder';

/**
 * A function that calls the member an object inherits on another object of its kind. It is tried at once: each that is
 * used here gives something, and one that gives nothing is broken.
 */
const member = (object, name) => {
  const found = attempt(() => inherited(object, name));
  const call = (self, given) => attempt(found, self, given);
  if (call(object) === undefined && document) missing = name;
  return call;
};

const create = member(document, 'createElement');
const iframe = create(document, 'iframe');
const fragment = member(document, 'createDocumentFragment')(document);

export const getAttribute = member(iframe, 'getAttribute');
const hasAttribute = member(iframe, 'hasAttribute');
export const matches = member(iframe, 'matches');
export const contentWindow = member(iframe, 'contentWindow');
const rootOf = member(iframe, 'getRootNode');
const documentOf = member(iframe, 'ownerDocument');
const findInElement = member(iframe, 'querySelectorAll');
const findInRoot = member(fragment, 'querySelectorAll');
const findInDocument = member(document, 'querySelectorAll');
export const currentScript = member(document, 'currentScript');
const baseOf = member(iframe, 'baseURI');
const contentDocument = member(iframe, 'contentDocument');
const readyState = member(document, 'readyState');
const urlOf = member(document, 'URL');

/** Whether the page has broken something that the embed cannot do without, which has been said. */
export let isBroken = false;
export const sayBroken = (error) => {
  if (!isBroken) print('error', 'ledgerbee-embed: this page has changed what the embed needs:', error);
  isBroken = true;
};

/**
 * Calls a function of the program. That is guarded, but the glue around it is not, and fails if a page has
 * broken what it needs: nothing of that is thrown at the page.
 */
const enter = (call, given) => {
  try {
    return call(given);
  } catch (error) {
    sayBroken(error);
  }
};

/** A property; nothing if it cannot be read. */
export const get = (holder, name) => attempt(() => holder[name]);

if (get(findInRoot(fragment, 'a'), 'length') !== 0 && document) missing = 'NodeList';

/** Sets a property. On an object of the page that may fail, and then nothing happens. */
export const set = (holder, name, value) => attempt(() => (holder[name] = value));

/** Calls `work` with each item of a list, but for those that cannot be read. What is not a list has no items. */
const each = (list, work) => {
  const length = get(list, 'length');
  if (list && !(length >= 0)) sayBroken('length');
  for (let index = 0; index < length; index++) {
    let item;
    if (attempt(() => ((item = list[index]), true))) work(item);
  }
};

/** The items of a list as it is now. */
export const items = (list) => {
  const found = [];
  each(list, (item) => (found[found.length] = item));
  return found;
};

/**
 * The trees in which frames are looked for: the document, and those of the shadow roots that are in it. One
 * whose host was adopted by another document is not, until it is back.
 */
export const treesOf = (roots) => {
  const trees = [document];
  each(roots, (root) => {
    if (documentOf(root) === document) trees[trees.length] = root;
  });
  return trees;
};

/** Whether this is a shadow root. A page may have removed `ShadowRoot`. */
export const isShadowRoot = (root) => !!attempt(() => root instanceof ShadowRoot);

/** Whether this is a shadow root of this document. */
export const isRoot = (root) => isShadowRoot(root) && documentOf(root) === document;

/** Every element that matches, in the order of the trees from the one at `index` on. */
export const find = (trees, selector, index = 0) => {
  const found = [];
  for (; index < trees.length; index++) {
    const query = index ? findInRoot : findInDocument;
    each(query(trees[index], selector), (element) => (found[found.length] = element));
  }
  return found;
};

/**
 * What a batch of changes has touched: for each of the elements that match the element itself, the name of
 * its attribute that has changed and what that was, or nothing if it came or went.
 */
export const touched = (records, trees, selector) => {
  const found = [];
  let hasElements = false;
  const touch = (element, name, old) => {
    found[found.length] = element;
    found[found.length] = name;
    found[found.length] = old;
  };
  const pass = (nodes) => {
    if (!nodes) sayBroken('MutationRecord');
    each(nodes, (node) => {
      const below = findInElement(node, selector);
      // Not an element, in which nothing can be.
      if (!below) return;
      hasElements = true;
      each(below, (element) => touch(element));
      if (matches(node, selector)) touch(node);
    });
  };
  each(records, (record) => {
    const target = get(record, 'target');
    const name = get(record, 'attributeName');
    if (!name) {
      pass(get(record, 'addedNodes'));
      pass(get(record, 'removedNodes'));
    } else if (matches(target, 'iframe') && (name !== 'style' || !get(get(target, 'style'), 'height'))) {
      // A height that the page has written itself is its own.
      touch(target, name, get(record, 'oldValue'));
    }
  });
  // A shadow root comes and goes with its host, of which its own observer sees nothing.
  if (hasElements) each(find(trees, selector, 1), (element) => touch(element));
  return found;
};

/**
 * Whether an iframe is marked; nothing if it is in none of the trees, or has no window: `<svg><iframe>` is no
 * iframe of HTML.
 */
export const isMarked = (element, trees, mark) => {
  const root = rootOf(element);
  let isThere = false;
  each(trees, (tree) => (isThere ||= tree === root));
  return isThere && contentWindow(element) ? hasAttribute(element, mark) : undefined;
};

/** What the program needs to decide whether an iframe is served. */
export const describe = (frame) => {
  const src = getAttribute(frame, 'src');
  const url = addressOf(frame, src);
  return {
    window: contentWindow(frame),
    src,
    origin: url?.origin,
    protocol: url?.protocol,
    srcdoc: getAttribute(frame, 'srcdoc'),
    sandbox: getAttribute(frame, 'sandbox'),
    hasDocument: hasDocument(frame),
  };
};

export const joined = (text, more) => text + more;

const styleOf = attempt(() => window.getComputedStyle);

/**
 * Sets an iframe's height, in CSS pixels, unless the page has switched that off. The frame's view gets it, so
 * border and padding are added where the page counts them in (`box-sizing: border-box`). The
 * style is watched only of frames that have been given a height: others' are written at every step of an
 * animation, which would make a record each.
 */
export const resize = (frame, height, observer) => {
  if (getAttribute(frame, 'data-ledgerbee-resize') === 'off') return;
  const style = attempt(styleOf, window, frame);
  const size = (name) => parseFloat(get(style, name)) || 0;
  if (get(style, 'boxSizing') === 'border-box') {
    height += size('borderTopWidth') + size('borderBottomWidth') + size('paddingTop') + size('paddingBottom');
  }
  set(get(frame, 'style'), 'height', `${height}px`);
  watch(observer, frame, STYLE);
  // WebKit tells no observer of a `style` attribute that is removed before it was read.
  getAttribute(frame, 'style');
};

/** Calls what keeps something from happening. */
export const cancel = (it) => it();

export const createElement = (name) => create(document, name);

const rootElement = member(document, 'documentElement');
const appendTo = attempt(() => inherited(iframe, 'append'));
/** Puts an element at the end of the document, where it can load what it names. */
export const append = (element) => attempt(appendTo, rootElement(document), element);

/** `defer` and `DOMContentLoaded` are over, and so are images: `load` is next, or was. */
export const isLoading = () => readyState(document) !== 'complete';

/** Whether a frame shows a document of its own. Until it does, it shows an empty one of this origin. */
const hasDocument = (frame) => {
  const shown = contentDocument(frame);
  return !shown || urlOf(shown) !== 'about:blank';
};

/** What an iframe's address is to the browser; an empty one must not be resolved to the page's own. */
export const addressOf = (frame, src) => src && parse(src, baseOf(frame));

/** The origin an iframe would have with this `src`. */
export const originAt = (frame, src) => addressOf(frame, src)?.origin;

/** A URL, or nothing if it is none. */
export const parse = (url, base) => attempt(() => new URL(url, base));

/** The origin of an absolute URL. */
export const originOfUrl = (url) => parse(url)?.origin;

/**
 * Path and origin of every script's tag, one after the other, if the tag itself names its host. A relative
 * `src` names none: what it is resolved against can be a `<base>` that was injected after the script was fetched.
 */
export const addressesOf = (scripts) => {
  const found = [];
  each(scripts, (src) => {
    const url = /^\s*(https?:)?\/\//i.test(src) && parse(src, location.href);
    if (url) {
      found[found.length] = url.pathname;
      found[found.length] = url.origin;
    }
  });
  return found;
};

/** Whether this is a list. */
export const isList = (value) => Array.isArray(value);

/** Who the page is; `window.origin` can be assigned. */
export const pageOrigin = () => location.origin;

const clock = window.performance;
const tick = attempt(() => clock.now);
/** Milliseconds that never jump. */
export const now = () => attempt(tick, clock) ?? new Event('').timeStamp;

/**
 * Calls `ring` once after so many ms, unless what it returns is called before. A page can clear every timer
 * by its number, in WebKit that of an `AbortSignal` too; so an animation of nothing rings as well. It only waits
 * to begin: one that runs has the browser draw the page 60 times a second.
 */
export const later = (ring, delay) => {
  // What the page has put in their place may be anything.
  const signal = attempt(() => AbortSignal.timeout(delay));
  const animation = attempt(() => new Animation(new KeyframeEffect(null, null, { delay })));
  const listen = (hear) => {
    set(signal, 'onabort', hear);
    set(animation, 'onfinish', hear);
  };
  const end = () => {
    listen(null);
    attempt(() => animation.cancel());
    attempt(clearTimeout, undefined, timer);
  };
  // A `setTimeout` of the page's own may call at once, which rings nothing.
  let isOver = true;
  const first = () => {
    if (isOver) return;
    isOver = true;
    end();
    enter(ring);
  };
  listen(first);
  attempt(() => animation.play());
  const timer = attempt(() => setTimeout(first, delay));
  isOver = false;
  return end;
};

const { addEventListener, removeEventListener, dispatchEvent } = window;

/**
 * Stands for a window or root, with the functions that add and remove a listener as they were. A listener
 * hears what the browser itself says, and nothing while it runs.
 */
export const listening = (target) => {
  let hear;
  return {
    addEventListener(type, callback, options) {
      let isRunning = false;
      hear = (event) => {
        if (isRunning || !event.isTrusted) return;
        isRunning = true;
        enter(callback, event);
        isRunning = false;
      };
      apply(addEventListener, target, [type, hear, options]);
    },
    removeEventListener(type, callback, options) {
      attempt(() => apply(removeEventListener, target, [type, hear, options]));
    },
  };
};

/** Every option is given, so that none is inherited from what a page has put on `Object.prototype`. */
export const customEvent = (name, detail) =>
  enter(() => new CustomEvent(name, { bubbles: false, cancelable: false, composed: false, detail }));

/** A listener that throws is reported by the browser, and harms only itself. */
export const dispatch = (event) => enter(() => apply(dispatchEvent, window, [event]));

/** Leaves out what there is nothing to say of. */
export const print = (level, ...words) => {
  const said = [];
  for (let at = 0; at < words.length; at++) if (words[at] !== undefined) said[said.length] = words[at];
  // Either way needs something that may be what is broken.
  try {
    console[level](...said);
  } catch {
    try {
      apply(console[level], console, said);
    } catch {
      // By the page's own console.
    }
  }
};

/** Says on the console what an event would say to its listeners. */
export const tell = (level, detail) =>
  print(level, 'ledgerbee-embed:', own(detail, 'message'), own(detail, 'frame'), own(detail, 'cause'));

const { split } = String.prototype;
const MAX_ORIGIN = 300;
/**
 * Completes the message of a diagnostic: the code, and the sentence with what it is about in the places of
 * `|name|`, `|origin|` and `|expected|`.
 */
export const complete = (detail, name) => {
  let message = own(detail, 'code') + ': ';
  let isWord = false;
  each(attempt(split, own(detail, 'message'), '|'), (part) => {
    message += isWord ? (part === 'name' ? name : (textOf(own(detail, part), MAX_ORIGIN) ?? '')) : part;
    isWord = !isWord;
  });
  set(detail, 'message', message);
};

/** Nothing, if the page has broken `AbortController`. */
export const newController = () => attempt(() => new AbortController());

export const abort = (controller) => attempt(() => controller.abort());

const maps = Map.prototype;
/** A map with methods of its own, so that it does not matter what a page does to those of all maps. */
export const newMap = () => Object.assign(new Map(), { get: maps.get, set: maps.set, delete: maps.delete });

/** The slot of a key; -1 if it has none. */
export const slotAt = (slots, key) => slots.get(key) ?? -1;

const message = attempt(() => new MessageEvent('message'));
const sourceOf = member(message, 'source');
const dataOf = member(message, 'data');
export const originOf = member(message, 'origin');

/** Where a map by window says that a message belongs. */
export const slotOf = (event, slots) => slotAt(slots, sourceOf(event));

/**
 * What a message of this origin carries; nothing if it is of another origin. `null` and `undefined` become 0, which is
 * malformed like them and tells them apart from that.
 */
export const dataFrom = (event, origin) => (originOf(event) === origin ? (dataOf(event) ?? 0) : undefined);

/** Watches for iframes that come, go or change, unless the page has broken `MutationObserver`. */
export const newObserver = (changed) => enter(() => new MutationObserver((records) => enter(changed, records)));

/** Every element that comes or goes in a tree, and every attribute that matters to a frame. */
const WATCHED = {
  childList: true,
  subtree: true,
  attributeOldValue: true,
  attributeFilter: ['data-ledgerbee-pricing', 'src', 'srcdoc', 'sandbox'],
};
const STYLE = { attributeFilter: ['style'] };
export const watch = (observer, tree, what = WATCHED) => enter(() => observer.observe(tree, what));

/** What has changed and was not reported yet; `false` if the page has wrapped the observer and cannot tell. */
export const takeRecords = (observer) => {
  const records = attempt(() => observer.takeRecords()) ?? false;
  return records.length === 0 ? undefined : records;
};

export const disconnect = (observer) => attempt(() => observer.disconnect());

/** Has a token from the beginning, so that no setter of a prototype sees it. */
export const postAnswer = (window, origin, type, requestId, token) =>
  attempt(() => window.postMessage({ type, requestId, token }, origin));

export const postHello = (window, origin, type, version) => attempt(() => window.postMessage({ type, version }, origin));

/** A string of at most `max` UTF-16 units. */
export const textOf = (value, max) => (typeof value === 'string' && value.length <= max ? value : undefined);

/** The length of a string; -1 if this is none. */
export const lengthOf = (value) => (typeof value === 'string' ? value.length : -1);

export const numberOf = (value) => (typeof value === 'number' ? value : NaN);
