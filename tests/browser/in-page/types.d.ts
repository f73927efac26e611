// What a test in a page can use: the lab, and what pages of the tests put on their window.

/** A page, as the harness reads it. */
export interface Parts {
  before: string;
  embed?: string;
  after: string;
  body: string;
  place: 'loopback' | 'public' | 'sameSite';
  isEarly: boolean;
  hasFakeClock: boolean;
  policy?: string;
}

interface Test {
  name: string;
  page: { parts: Parts };
  run: () => unknown;
  fails?: string;
  at: string;
}

export type Kind = 'bind' | 'catalog';
type Message = any;
type RequestId = unknown;

/** An event of the embed's, as it was dispatched on the window. */
interface Seen {
  name: string;
  /** Its detail, but for the frame. */
  fields: Record<string, any>;
  keys: string[];
  frame: HTMLIFrameElement | undefined;
  place: { isOnWindow: boolean; isPlain: boolean };
}

interface Heard {
  data: Message;
  origin: string;
  isParent: boolean;
}

/** An iframe, and the document in it, which does what a test says. */
export interface Stub {
  readonly element: HTMLIFrameElement;
  readonly window: Window;
  /** Reaches the document that is in the frame now. */
  connect(): Promise<Stub>;
  /** Runs code in the frame: a text, or a function that knows nothing of what is around it here. */
  run(code: string | ((data: any) => unknown), data?: unknown): Promise<any>;
  /** Posts to the page; when it returns, the page has heard it. */
  post(data: Message, target?: string): Promise<void>;
  /** Has the frame run code that posts `n` messages, and waits until the page has heard them. */
  speak(code: string | ((data: any) => unknown), n?: number, data?: unknown): Promise<void>;
  /** All the frame has heard but greetings, and everything the page had posted before this call. */
  inbox(): Promise<Heard[]>;
  /** How often it was told that the embed has come, and by which messages. */
  greetings(): Promise<Heard[]>;
  ask(kind: Kind, requestId: RequestId): Promise<void>;
  answers(requestId: RequestId): Promise<Message[]>;
  /** The answer to a request, once there is one. */
  answer(requestId: RequestId): Promise<Message>;
  /** Asks, and gives the token of the answer. */
  token(kind: Kind, requestId: RequestId): Promise<any>;
  /** Goes to another address by itself; the element's `src` stays. */
  navigate(url: string): Promise<Stub>;
  /** Does what has the frame load another document, and waits for it. */
  change(work: (element: HTMLIFrameElement) => unknown): Promise<Stub>;
}

export type Attributes = Record<string, string | number | boolean | null | undefined>;

/** As in docs/protocol.md. What a page puts into `LedgerBee` besides, or in its place, may be anything. */
interface Bridge {
  readonly version: string;
  readonly ready: Promise<void>;
  frames(): HTMLIFrameElement[];
  status(frame: unknown): string | undefined;
  observe(root: unknown): void;
  on(event: string, listener: ((event: CustomEvent) => void) | { handleEvent(event: CustomEvent): void }, options?: { replay?: boolean }): () => void;
  once(event: string, options?: { signal?: AbortSignal }): Promise<CustomEvent>;
  stop(): void;
}

/** What page/lab.js offers. */
export interface Lab {
  isLoaded: boolean;
  /** Which form of the embed's program this lane has. */
  program: 'wasm' | 'compat';
  origins: { page: string; public: string; frame: string; named: string; foreign: string };
  /** What the program knows of the wire: each field with its rule, and each event with its fields. */
  words: { fields: Record<string, 'Id' | 'Flag' | 'Link'>; events: Record<string, string[]> };
  /** Equal as JSON, which tells `undefined`, `NaN` and `-0` apart; elements are the same element's. */
  eq(actual: unknown, wanted: unknown, what?: string): void;
  ok(value: unknown, what: unknown): void;
  print(value: unknown): string;
  /** Waits until `look` gives something, however slow the machine is. */
  until<T>(look: () => T | Promise<T>, what?: string, limitMs?: number): Promise<T>;
  /** Lets every task run that is due by now, microtasks included. */
  settle(): Promise<void>;
  sleep(ms: number): Promise<undefined>;
  /** The message of the error that a promise comes to, or `none`. */
  failureOf(promise: Promise<unknown>): Promise<string>;
  /** The next load of a frame. */
  loadOf(frame: HTMLIFrameElement): Promise<Event>;
  textOf(url: string): Promise<string>;
  /** The addresses that the page has loaded whose text has this in it. */
  requested(part: string): string[];
  /** The shadow root of a new element of the page's. */
  shadowRoot(mode: ShadowRootMode): ShadowRoot;
  /** Has the server answer what it holds back at the test's own gate. */
  gate: string | null;
  openGate(): Promise<Response>;

  /** What the page has seen, in the order it came. */
  events: Seen[];
  statuses: any[];
  warnings: string[];
  infos: string[];
  errors: string[];
  named(name: string): Seen[];
  codes(frame?: HTMLIFrameElement): string[];
  /** Without the one that depends on the program this lane has. */
  diagnostics(frame?: HTMLIFrameElement): string[];
  /** Keeps events of this name, too. */
  watch(name: string): void;
  /** Listens again, after `document.open()` has taken every listener away. */
  listen(): void;
  /** How many messages a window has posted here, and all of them. */
  count(source: unknown): number;
  total(): number;
  heard: Map<unknown, number>;

  /** Errors that one browser prints and another does not. */
  allowErrors(...texts: string[]): void;
  expectErrors(...texts: string[]): void;
  expectWarnings(...codes: string[]): void;
  report(): { errors: string[]; codes: string[]; expected: Record<string, string[]> };

  Stub: new (element: HTMLIFrameElement | { contentWindow: Window; src: string }) => Stub;
  /** An iframe as a page would have it; `null` leaves an attribute out. */
  element(attributes?: Attributes): HTMLIFrameElement;
  frame(attributes?: Attributes, parent?: Node): Promise<Stub>;
  stub(element: Element): Promise<Stub>;
  /** Runs a further script, as a tag in the page would. */
  script(attributes: Attributes, parent?: Node): Promise<unknown>;
  load(url: string): Promise<any>;
  /** With a fake clock: lets time pass, or lets it pass to so many ms after the page's `load`. */
  skip?(ms: number): Promise<void>;
  skipFromLoad?(ms: number): Promise<void>;
  /** The real time, whatever the page's clock says. */
  now(): number;
  random(seed: number): { below(n: number): number; pick<T>(list: readonly T[]): T };
  wordOf(kind: string): string;
  /** Of page/inspector.js. */
  inspector?: any;

  /** Every test of the page's scripts, and what a script of tests exports. */
  tests: Test[];
  run(name: string): Promise<void>;
  define(path: string, body: (imported: (path: string) => object) => object): void;
  /** With which a driver runs a part of a test in the page's own realm. */
  AsyncFunction: Function;
  fakeClock(): void;
  /** Where tests are listed: a file of the repository. */
  readFile?: (path: string) => string;
}

declare global {
  interface Window {
    [name: string]: any;
  }

  interface WindowEventMap {
    [name: `ledgerbee:embed:${string}`]: CustomEvent;
  }

  var lab: Lab;
  // What the server puts into page/lab.js.
  const HAS_WEBASSEMBLY: boolean;
  const WORDS: Lab['words'];
  const ORIGINS: Lab['origins'];

  const LedgerBee: { bridge: Bridge; embed: any };

  /** Of page/probe.js. */
  var probe: any;

  // Of page/mount.js.
  var made: WeakRef<HTMLIFrameElement>[];
  var mount: (count: number, atOnce: number) => Promise<void>;
  var timers: Set<unknown>;

  /** The calls of a page's providers: of held ones the contexts, each with `give` to answer it. */
  var calls: any;
  var hold: (context: any) => Promise<unknown>;

  // What single pages keep and offer.
  var act: () => void;
  var bad: () => void;
  var before: Set<PropertyKey>;
  var bridge: Bridge;
  var contexts: any[];
  var dispatched: string[];
  var first: Bridge;
  var give: (token: string) => void;
  var gives: Record<string, (token: string) => void>;
  var good: (event: CustomEvent) => void;
  var heardAfter: number;
  var isRestored: boolean;
  var listened: string[];
  var memorySize: () => number;
  var names: string[];
  var onAbort: () => void;
  var passed: () => unknown[];
  var places: Record<string, [string, unknown]>;
  var reject: (reason: unknown) => void;
  var said: (code: string) => number;
  var seen: any[];
  var signals: AbortSignal[];
  var spoil: () => void;
  var start: (options?: object) => Bridge;
  var trap: () => void;
  var tries: number;
  var watchBuffers: () => void;

  // What libraries bring.
  var Sentry: any;
  var Turbo: any;
  var Prototype: any;
  var Vue: any;
  var clock: any;
  var envelopes: string[];
  var qiankun: any;
  var sinon: any;
  var typeOf: (value: unknown) => string;
}
