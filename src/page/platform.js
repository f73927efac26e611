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

/** The method or getter that an object inherits. */
const inherited = (object, name) => {
  for (let holder = object; (holder = getPrototypeOf(holder)); ) {
    const found = getOwnPropertyDescriptor(holder, name);
    if (found) return found.get ?? found.value;
  }
};

const attempt = (call, self, ...args) => {
  try {
    return apply(call, self, args);
  } catch {
    // Broken by the page, or not an object of this kind.
  }
};

/** A function that calls the member an object inherits on another object of its kind. */
const member = (object, name) => {
  const call = attempt(inherited, null, object, name);
  return (self, ...args) => attempt(call, self, ...args);
};

const create = member(document, 'createElement');
const iframe = create(document, 'iframe');
const fragment = member(document, 'createDocumentFragment')(document);

export const getAttribute = member(iframe, 'getAttribute');
export const hasAttribute = member(iframe, 'hasAttribute');
export const matches = member(iframe, 'matches');
export const contentWindow = member(iframe, 'contentWindow');
export const rootOf = member(iframe, 'getRootNode');
export const documentOf = member(iframe, 'ownerDocument');
export const findIn = member(iframe, 'querySelectorAll');
export const findInRoot = member(fragment, 'querySelectorAll');
export const findInDocument = member(document, 'querySelectorAll');
export const currentScript = member(document, 'currentScript');
const baseOf = member(iframe, 'baseURI');
const contentDocument = member(iframe, 'contentDocument');
const readyState = member(document, 'readyState');

/** A property; nothing if it cannot be read. */
export const get = (holder, name) => attempt(() => holder[name]);

/** Sets a property of an object of ours, or of the page's, whose own doing it is if that fails. */
export const set = (holder, name, value) => attempt(() => (holder[name] = value));

/** Calls what keeps something from happening. */
export const cancel = (it) => it();

export const createElement = (name) => create(document, name);

const rootElement = member(document, 'documentElement');
const appendTo = member(iframe, 'append');
/** Puts an element at the end of the document, where it can load what it names. */
export const append = (element) => appendTo(rootElement(document), element);

/** `defer` and `DOMContentLoaded` are over, and so are images: `load` is next, or was. */
export const isLoading = () => readyState(document) !== 'complete';

/** Whether a frame shows a document of its own. Until it does, it shows an empty one of this origin. */
export const hasDocument = (frame) => {
  const shown = contentDocument(frame);
  return !shown || shown.URL !== 'about:blank';
};

/** What an iframe's address is to the browser; an empty one must not be resolved to the page's own. */
export const addressOf = (frame, src) => src && parse(src, baseOf(frame));

/** A URL, or nothing if it is none. */
export const parse = (url, base) => attempt(() => new URL(url, base));

/**
 * The URL of a script's tag, if the tag itself names its host. A relative one names none: what it is
 * resolved against can be a `<base>` that was injected after the script was fetched.
 */
export const absolute = (src) => (/^\s*(https?:)?\/\//i.test(src) ? parse(src, location.href) : undefined);

/** Who the page is; `window.origin` can be assigned. */
export const pageOrigin = () => location.origin;

const clock = window.performance;
const tick = attempt(() => clock.now);
/** Milliseconds that never jump. */
export const now = () => attempt(tick, clock) ?? new Event('').timeStamp;

/**
 * Calls `ring` after so many ms, unless what it returns is called before. A page can clear every timer by
 * its number, so a second one rings, which has none.
 */
export const later = (ring, delay) => {
  const signal = attempt(() => AbortSignal.timeout(delay));
  if (signal) signal.onabort = ring;
  const timer = attempt(setTimeout, undefined, ring, delay);
  return () => {
    if (signal) signal.onabort = null;
    attempt(clearTimeout, undefined, timer);
  };
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
        callback(event);
        isRunning = false;
      };
      apply(addEventListener, target, [type, hear, options]);
    },
    removeEventListener(type, callback, options) {
      apply(removeEventListener, target, [type, hear, options]);
    },
  };
};

/** Every option is given, so that none is inherited from what a page has put on `Object.prototype`. */
export const customEvent = (name, detail) =>
  attempt(() => new CustomEvent(name, { bubbles: false, cancelable: false, composed: false, detail }));

/** A listener that throws is reported by the browser, and harms only itself. */
export const dispatch = (event) => attempt(dispatchEvent, window, event);

export const print = (level, ...words) => attempt(() => console[level](...words));

export const abort = (controller) => attempt(() => controller.abort());

const maps = Map.prototype;
/** A map with methods of its own, so that it does not matter what a page does to those of all maps. */
export const newMap = () => Object.assign(new Map(), { get: maps.get, set: maps.set, delete: maps.delete });

const message = attempt(() => new MessageEvent('message'));
const sourceOf = member(message, 'source');
const dataOf = member(message, 'data');
export const originOf = member(message, 'origin');

/** Where a map by window says that a message belongs. */
export const slotOf = (event, slots) => slots.get(sourceOf(event));

/** What a message of this origin carries; nothing if it is of another. An empty one is as malformed as a number. */
export const dataFrom = (event, origin) => (originOf(event) === origin ? (dataOf(event) ?? 0) : undefined);

/** What has changed and was not reported yet; `null` if the page has wrapped the observer and cannot tell. */
export const takeRecords = (observer) => {
  const records = attempt(() => observer.takeRecords()) ?? null;
  return records?.length === 0 ? undefined : records;
};

export const disconnect = (observer) => attempt(() => observer.disconnect());

/** Has a token from the beginning, so that no setter of a prototype sees it. */
export const postAnswer = (window, origin, type, requestId, token) =>
  attempt(() => window.postMessage({ type, requestId, token }, origin));

export const postHello = (window, origin, type, version) => attempt(() => window.postMessage({ type, version }, origin));

const { hasOwnProperty } = Object.prototype;

/** Own fields only: what a page has put on `Object.prototype` is not in the message. */
export const own = (value, name) => (value != null && apply(hasOwnProperty, value, [name]) ? value[name] : undefined);

/** Of an own field, or without a name of the value itself. */
export const textOf = (value, name, max) => {
  const text = name ? own(value, name) : value;
  return typeof text === 'string' && text.length <= max ? text : undefined;
};

export const lengthOf = (value) => (typeof value === 'string' ? value.length : undefined);
