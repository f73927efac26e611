// What the inspector takes from the browser, kept from the moment it was loaded: pages replace
// timers (tests do), and markup such as `<img name=querySelectorAll>` shadows members of `document`.

/** Milliseconds since the page was navigated to. */
export const now = performance.now.bind(performance);
export const later = window.setTimeout.bind(window);

/** Of the inspector's own tag. */
const tag: unknown = Reflect.get(Document.prototype, 'currentScript', document);
export const nonce = tag instanceof HTMLScriptElement ? tag.nonce : '';

export const create = <K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] =>
  Document.prototype.createElement.call(document, name) as HTMLElementTagNameMap[K];

/** Every element in the document, or in one of its shadow roots, that the selector matches. */
export function all<T extends Element>(selector: string, root?: ShadowRoot): T[] {
  const found = root
    ? DocumentFragment.prototype.querySelectorAll.call(root, selector)
    : Document.prototype.querySelectorAll.call(document, selector);
  return [...found] as T[];
}

/** The open shadow roots in the document, those in others included. */
export function shadowRoots(within?: ShadowRoot): ShadowRoot[] {
  const roots = all('*', within).flatMap(({ shadowRoot }) => (shadowRoot ? [shadowRoot] : []));
  return roots.flatMap((root) => [root, ...shadowRoots(root)]);
}

/** Not by its name alone, which markup can hide. */
export const documentElement = (): HTMLElement | null => Document.prototype.querySelector.call(document, 'html') as HTMLElement | null;

let isBroken = false;

/**
 * What the inspector does in a listener of the page, so that no mistake of its own gets into the
 * page: it is said once, and the page goes on.
 */
export function safely<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      work(...args);
    } catch (error) {
      if (!isBroken) console.error('ledgerbee-inspector: a mistake of its own:', error);
      isBroken = true;
    }
  };
}

/**
 * A property that an object, or one it inherits from, holds as a value; no getter is run. Of a proxy
 * that throws there is nothing to find.
 */
export function find(holder: unknown, name: string): PropertyDescriptor | undefined {
  let object = typeof holder === 'function' || typeof holder === 'object' ? holder : null;
  try {
    for (; object; object = Reflect.getPrototypeOf(object)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(object, name);
      if (descriptor) return descriptor;
    }
  } catch {
    return undefined;
  }
  return undefined;
}
