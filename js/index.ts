import { open, running } from './bridge';
import { noteTold, own, withOwn } from './own-providers';
import type { Bridge, Providers, StartOptions } from './types.js';
import { make } from './wasm';

export { createPricingFrame, type PricingFrameOptions } from './pricing-frame.js';
export { pricingUrl, type Look, type Plan, type Portal, type PricingOptions } from './pricing-url.js';
export type * from './events.js';
export type * from './types.js';

/**
 * Starts the embed on this page, or merges the options into the one that runs.
 *
 * @throws Error where there is no `window`, as on a server
 */
export function start(options?: StartOptions): Bridge {
  if (typeof window === 'undefined') {
    throw new Error('ledgerbee-embed: start() needs a browser window; call it on the client only');
  }
  const bridge = open({ options: withOwn(options), make, load });
  noteTold(bridge, options);
  return bridge;
}

/**
 * Has the embed run and serve this iframe, in a shadow root too; with providers that are asked for
 * it alone, kind by kind before those of the page. They replace those it was given before.
 */
export function serveFrame(frame: HTMLIFrameElement, providers?: Providers): Bridge {
  const isTold = own(frame, providers);
  const bridge = (isTold && running()) || start();
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
