// Where the globals of the build for tests come from.

interface Home {
  [name: string]: any;
}
const page: Home = typeof window === 'undefined' ? globalThis : window;

/** Looked up at each call, because fake timers replace them. */
const late =
  (name: string) =>
  (...given: unknown[]) =>
    page[name](...given);

// jsdom under Jest has neither of the two, which the page's own copy of the embed needs to be imported. Node has them.
const util: Home = page['process']?.getBuiltinModule?.('node:util') ?? {};
page['TextDecoder'] ??= util['TextDecoder'];
page['TextEncoder'] ??= util['TextEncoder'];

const OTHER: Home = {
  setTimeout: late('setTimeout'),
  clearTimeout: late('clearTimeout'),
  // Timers that no fake clock moves.
  AbortSignal: undefined,
  Animation: undefined,
  KeyframeEffect: undefined,
};

export const home = page;
export const globals: Home = new Proxy(page, {
  get: (_, name) => (Object.hasOwn(OTHER, name) ? OTHER[name as string] : page[name as string]),
});
