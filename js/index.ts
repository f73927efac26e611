import { open, type Bridge } from './bridge';
import { make } from './wasm';

export type { Bridge, Listener } from './bridge';

/** What a page asks for; whatever is not valid is left out and reported (`invalid-option`). */
export interface StartOptions {
  /** Asked before `window.LedgerBee.embed`, kind by kind. */
  providers?: Providers;
  /** Only these origins are trusted, e.g. `https://pay.example`; an empty list trusts nobody. */
  portalOrigins?: readonly string[];
  /** How long a provider has, in ms: 100 to 60,000, by default 10,000. */
  providerTimeoutMs?: number;
  /** Says on the console why each message of a marked iframe was dropped. */
  debug?: boolean;
  /** A shadow root to serve in addition to the document. */
  root?: ShadowRoot;
}

/** The page's functions that fetch tokens; anything but a string of 1 to 4,096 counts as none. */
export interface Providers {
  /** A fresh, single-use token that binds the checkout to a customer. */
  fetchBindToken?: Provider;
  /** A token that lets the frame read gated plans. */
  fetchCatalogToken?: Provider;
}

/** Gives a token, or nothing for an anonymous buyer. */
export type Provider = (
  context: ProviderContext,
) => Promise<string | null | undefined> | string | null | undefined;

/** What a provider may want to know. */
export interface ProviderContext {
  readonly kind: 'bind' | 'catalog';
  /** The iframe that asks. */
  readonly frame: HTMLIFrameElement;
  readonly requestId: string | number;
  /** Aborts once the answer no longer matters. */
  readonly signal: AbortSignal;
}

/**
 * Starts the embed on this page, or merges the options into the one that runs.
 *
 * @throws Error where there is no `window`, as on a server
 */
export function start(options?: StartOptions): Bridge {
  if (typeof window === 'undefined') {
    throw new Error('ledgerbee-embed: start() needs a browser window; call it on the client only');
  }
  return open({ options, make, load });
}

/** A file of its own, which bundlers split off, and browsers load only where they have to. */
async function load() {
  try {
    return (await import('ledgerbee:compat-module')).make;
  } catch (reason) {
    throw new Error(`script-src needs 'wasm-unsafe-eval' or the file of the import: ${reason}`);
  }
}
