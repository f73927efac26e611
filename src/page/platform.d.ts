// The part of `platform.js` that the loader uses, too.

export const getAttribute: (element: Element, name: string) => string | null | undefined;
export const matches: (element: unknown, selector: string) => boolean | undefined;
export const contentWindow: (frame: HTMLIFrameElement) => Window | null | undefined;
export const treesOf: (roots: ShadowRoot[]) => Node[];
export const find: (trees: Node[], selector: string) => HTMLIFrameElement[];
export const currentScript: (document: Document) => HTMLScriptElement | null | undefined;
export const createElement: <Name extends keyof HTMLElementTagNameMap>(name: Name) => HTMLElementTagNameMap[Name];
export const addressOf: (frame: HTMLIFrameElement, src: string | null | undefined) => URL | null | undefined;
export const parse: (url: string, base: URL | string | undefined) => URL | undefined;
export const append: (element: Element) => void;
export const now: () => number;
/** Returns what keeps it from ringing. */
export const later: (ring: () => void, delay: number) => () => void;
export const postAnswer: (window: Window, origin: string, type: string, requestId: unknown, token: unknown) => void;
export const newController: () => AbortController | undefined;
export const abort: (controller: unknown) => void;
export const isShadowRoot: (root: unknown) => root is ShadowRoot;
/** What a call gives; nothing if it throws. */
export const attempt: <Result>(call: () => Result) => Result | undefined;
/** An object's own member. */
export const own: (value: unknown, name: string) => unknown;
export const print: (level: 'warn' | 'info' | 'error', ...words: unknown[]) => void;
/** An event target whose listeners hear the browser's own events only, and throw nothing at the page. */
export const listening: (target: Window) => Pick<Window, 'addEventListener' | 'removeEventListener'>;
/** What the page has removed, without which it cannot be served. */
export const missing: string | undefined;
/** Whether the page has broken something that the embed cannot do without. */
export let isBroken: boolean;
/** Says so once. */
export const sayBroken: (error: unknown) => void;
