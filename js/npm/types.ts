// The embed's public types.
import type { EmbedEvent, EventName, FrameStatus } from './events.js';

/** The page's functions that fetch tokens. */
export interface Providers {
  /** Returns a fresh, single-use token that binds a checkout to a customer. Called when a checkout starts. */
  fetchBindToken?: Provider | undefined;
  /** Returns a token that lets the frame read gated plans. Called when the frame loads. */
  fetchCatalogToken?: Provider | undefined;
}

/**
 * Returns a token: a string of 1 to 4,096 UTF-16 units. With `null`, `undefined`, any other value or an
 * error, the buyer continues anonymously; a wrong value and an error are reported.
 */
export type Provider = (
  context: ProviderContext,
) => Promise<string | null | undefined> | string | null | undefined;

/** The argument of a provider. */
export interface ProviderContext {
  readonly kind: 'bind' | 'catalog';
  /** The iframe that needs the token. */
  readonly frame: HTMLIFrameElement;
  /** The request's id, as the frame sent it. */
  readonly requestId: string | number;
  /** Aborts when the answer is no longer needed, for example after the deadline. */
  readonly signal: AbortSignal;
}

/** The options of `start()`. An option that is not valid is left out and reported as `invalid-option`. */
export interface StartOptions {
  /** For each kind of token, called instead of the function in `window.LedgerBee.embed`. */
  providers?: Providers | undefined;
  /**
   * The only trusted origins, written as `URL.origin` prints them. With an empty list no origin is
   * trusted. The first list that is given holds; a different one later is reported.
   */
  portalOrigins?: readonly string[] | undefined;
  /** How long a provider has, in ms: 100 to 60,000, by default 10,000. */
  providerTimeoutMs?: number | undefined;
  /** How long a frame may be silent after it has loaded, in ms: 1,000 to 60,000, by default 10,000. */
  silenceMs?: number | undefined;
  /** Writes to the console why a message of a marked iframe was dropped. */
  debug?: boolean | undefined;
  /** A shadow root of this document: its iframes are served too. */
  root?: ShadowRoot | undefined;
}

/** A listener of an event: a function, or an object with `handleEvent`. */
export type Listener<Name extends string = string> =
  | ((event: EmbedEvent<Name>) => void)
  | { handleEvent(event: EmbedEvent<Name>): void };

/** The running embed, as `LedgerBee.bridge` and `start()` give it. */
export interface Bridge {
  /** The version of the embed that runs. */
  readonly version: string;
  /** Resolves once the program runs; rejects if it cannot be loaded. You can use the other members before. */
  readonly ready: Promise<void>;
  /** The iframes that are being served, in the order of the document. */
  frames(): HTMLIFrameElement[];
  /** The status of an iframe; `undefined` if it is not marked. */
  status(frame: HTMLIFrameElement): FrameStatus | undefined;
  /** Also serves the marked iframes in a shadow root of this document. */
  observe(root: ShadowRoot): void;
  /**
   * Listens to `ledgerbee:embed:<event>`; returns the function that ends it. With `replay`, the
   * listener first gets those of the last 64 events whose frame is still in the page.
   */
  on<Name extends EventName | (string & {})>(
    event: Name,
    listener: Listener<Name>,
    options?: { replay?: boolean },
  ): () => void;
  /** The next event of this name. Rejects with the signal's reason if it aborts before. */
  once<Name extends EventName | (string & {})>(
    event: Name,
    options?: { signal?: AbortSignal | undefined },
  ): Promise<EmbedEvent<Name>>;
  /** Answers pending requests with `null` and releases everything. After that, this object does nothing. */
  stop(): void;
}

/** `window.LedgerBee`, of which a page sets `embed`. */
export interface LedgerBee {
  /** The page's providers; set, replace or remove them at any time. */
  embed?: Providers | undefined;
  /** The running embed. */
  readonly bridge?: Bridge | undefined;
}

declare global {
  interface Window {
    LedgerBee?: LedgerBee | undefined;
  }
  /** The same as `window.LedgerBee`. */
  var LedgerBee: LedgerBee | undefined;
}
