// What a page's code sees of the embed.
import type { EmbedEvent, EventName, FrameStatus } from './events.js';

/** The page's functions that fetch tokens. */
export interface Providers {
  /** A fresh, single-use token that binds the checkout to a customer; asked at checkout's start. */
  fetchBindToken?: Provider | undefined;
  /** A token that lets the frame read gated plans; asked when the frame loads. */
  fetchCatalogToken?: Provider | undefined;
}

/**
 * Gives a token, or nothing for an anonymous buyer. A token is a string of 1 to 4,096 UTF-16
 * units; whatever else comes, or is thrown, counts as none.
 */
export type Provider = (
  context: ProviderContext,
) => Promise<string | null | undefined> | string | null | undefined;

/** What a provider may want to know. */
export interface ProviderContext {
  readonly kind: 'bind' | 'catalog';
  /** The iframe that asks. */
  readonly frame: HTMLIFrameElement;
  /** As the frame sent it. */
  readonly requestId: string | number;
  /** Aborts once the answer no longer matters. */
  readonly signal: AbortSignal;
}

/** What a page asks for; whatever is not valid is left out and reported (`invalid-option`). */
export interface StartOptions {
  /** Asked before `window.LedgerBee.embed`, kind by kind. */
  providers?: Providers | undefined;
  /**
   * Only these origins are trusted, written as `URL.origin` prints them; an empty list trusts
   * nobody. Counts the first time it is given.
   */
  portalOrigins?: readonly string[] | undefined;
  /** How long a provider has, in ms: 100 to 60,000, by default 10,000. */
  providerTimeoutMs?: number | undefined;
  /** How long a frame may be silent after it has loaded, in ms: 1,000 to 60,000, by default 10,000. */
  silenceMs?: number | undefined;
  /** Says on the console why each message of a marked iframe was dropped. */
  debug?: boolean | undefined;
  /** A shadow root of this document, whose iframes are served too. */
  root?: ShadowRoot | undefined;
}

/** Hears an event of the embed: a function, or an object as `addEventListener` takes it. */
export type Listener<Name extends string = string> =
  | ((event: EmbedEvent<Name>) => void)
  | { handleEvent(event: EmbedEvent<Name>): void };

/** The running embed, as `LedgerBee.bridge` and `start()` give it. */
export interface Bridge {
  /** The version of the embed that runs. */
  readonly version: string;
  /** Settles once the program runs; rejects if none can be loaded. All else works before it. */
  readonly ready: Promise<void>;
  /** The iframes that are being served, in the order of the document. */
  frames(): HTMLIFrameElement[];
  /** How an iframe is doing; `undefined` if it is not marked. */
  status(frame: HTMLIFrameElement): FrameStatus | undefined;
  /** Serves the marked iframes in a shadow root of this document too. */
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
  /** Answers what is pending with `null`, and lets go of everything. The object is inert then. */
  stop(): void;
}

/** `window.LedgerBee`, of which a page sets `embed`. */
export interface LedgerBee {
  /** Asked for tokens; may be set, replaced or removed at any time. */
  embed?: Providers | undefined;
  /** The running embed. */
  readonly bridge?: Bridge | undefined;
}

declare global {
  interface Window {
    LedgerBee?: LedgerBee | undefined;
  }
  /** As `window.LedgerBee`, in a script of the page. */
  var LedgerBee: LedgerBee | undefined;
}
