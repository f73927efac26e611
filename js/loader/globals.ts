// The globals of the whole bundle: loader, glue, and what the program has in JavaScript.
//
// The build uses these instead of every global that the bundle names (esbuild's `inject`), and
// fails if one is missing here. So each is taken from `window` once, when the script runs: a page that
// declares `const URL = '/api'` hides nothing, and what a page replaces later is not seen.

import { globals, home } from './home';

/**
 * The real document. In a sandbox such as qiankun's, `document` is a `Proxy`, on which no function of the
 * browser works; what it gives access to is real.
 */
const realDocument = (): Document | undefined => {
  const seen: Document | undefined = home['document'];
  try {
    // Any getter does: the browser's own throws for what is not a document.
    const { prototype } = home['Node'];
    home['Reflect'].getOwnPropertyDescriptor(prototype, 'nodeType').get.call(seen);
    return seen;
  } catch {
    return seen?.documentElement?.ownerDocument;
  }
};

/**
 * Runs a function in a microtask: what wasm-bindgen-futures runs tasks by. An `async` function awaits with
 * the promises of the language itself, whatever a page has made of `Promise` and `queueMicrotask`.
 */
const queue = async (run: () => void) => {
  await undefined;
  try {
    run();
  } catch {
    // The page has broken what the glue needs; it is not to see this as a rejection that nobody handles.
  }
};

const realm = { queueMicrotask: queue };

/** The glue makes one when it is imported; jsdom has none, and then `missing` says so at the start. */
class NoDecoder {
  decode() {}
}

export const {
  AbortController,
  AbortSignal,
  Animation,
  Array,
  Boolean,
  CustomEvent,
  DataView,
  Error,
  Event,
  KeyframeEffect,
  Map,
  Math,
  MessageEvent,
  MutationObserver,
  Number,
  Object,
  Promise,
  Reflect,
  Set,
  ShadowRoot,
  String,
  Symbol,
  TextDecoder = NoDecoder,
  TextEncoder = NoDecoder,
  TypeError,
  URL,
  Uint8Array,
  WeakMap,
  WeakRef,
  WeakSet,
  WebAssembly,
  clearTimeout,
  console,
  location,
  parseFloat,
  reportError,
  setTimeout,
} = globals;
const document = realDocument();

export { document, home as window, queue as queueMicrotask, realm as globalThis };
