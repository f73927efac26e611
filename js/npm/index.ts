import { open, running } from '../loader/bridge';
import { make } from '../loader/wasm';
import { setOwnProviders } from './own-providers';
import type { Bridge, Providers, StartOptions } from './types.js';

export { createPricingFrame, type PricingFrameOptions } from './pricing-frame.js';
export { pricingUrl, type Look, type Plan, type Portal, type PricingOptions } from './pricing-url.js';
export type * from './events.js';
export type * from './types.js';

let configured: StartOptions[] = [];

/**
 * Sets options for the first `start()` of this page, wherever it is: a component's, too. Needs no window, so
 * it can run on a server.
 */
export function configure(options: StartOptions): void {
  // A server never starts, and serves many pages: there the last options stand for all.
  configured = typeof document === 'undefined' ? [options] : [...configured, options];
}

/**
 * Starts the embed on this page, or merges the options into the one that runs.
 *
 * @throws Error where there is no `window`, as on a server
 */
export function start(options?: StartOptions): Bridge {
  if (typeof document === 'undefined') {
    throw new Error('ledgerbee-embed: start() needs a browser window; call it on the client only');
  }
  const all = [...configured, options];
  configured = [];
  return open({ options: all, make, load });
}

/**
 * Starts the embed if needed and serves this iframe, in a shadow root too. Its `providers` come before the
 * page's, kind by kind, and replace those it was given before.
 *
 * @throws Error where there is no `window`, as on a server
 */
export function serveFrame(frame: HTMLIFrameElement, providers?: Providers): Bridge {
  setOwnProviders(frame, providers);
  // What was configured meanwhile is applied by a start.
  const isCurrent = typeof document !== 'undefined' && !configured.length;
  const bridge = (isCurrent && running()) || start();
  const root = frame.getRootNode();
  if (root instanceof ShadowRoot) bridge.observe(root);
  return bridge;
}

/** A file of its own, which bundlers split off, and browsers load only where they have to. */
async function load() {
  try {
    return (await import('ledgerbee:compat-module')).make;
  } catch (reason) {
    throw new Error(`script-src needs 'wasm-unsafe-eval' or the file of the import: ${reason}`);
  }
}
