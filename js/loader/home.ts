// Where globals come from. The build for tests has another file instead of this one (`js/testing/home.ts`).

interface Home {
  [name: string]: any;
}
/** On a server, where the package is imported only, there is no window. */
const home: Home = typeof window === 'undefined' ? globalThis : window;

/** What the globals of the bundle are taken from is the window itself. */
export { home, home as globals };
