import { isShadowRoot } from '../../src/page/platform';
import { open, running } from '../loader/bridge';
import { make } from '../loader/wasm';
import { hearLooks } from './look';
import { needWindow } from './need-window';
import { setOwnProviders } from './own-providers';
import type { Bridge, Providers, StartOptions } from './types.js';

export { changeLook, createPricingFrame, type FrameContent, type LooseLook, type PricingFrameOptions } from './pricing-frame.js';
export { pricingUrl, type Lang, type Look, type Plan, type Portal, type PricingOptions } from './pricing-url.js';
export type * from './events.js';
export type * from './types.js';

let configured: StartOptions[] = [];

/**
 * Sets options for the page's first `start()`, including one made by `serveFrame` or a component. Needs no
 * window, so you can call it in a module that also runs on a server.
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
  needWindow('start');
  const all = [...configured, options];
  configured = [];
  hearLooks();
  return open({ options: all, make, load });
}

/**
 * Starts the embed if needed and serves this iframe, also in a shadow root. For each kind of token, its
 * `providers` are called instead of the page's, and replace those from an earlier call.
 *
 * @throws Error where there is no `window`, as on a server
 */
export function serveFrame(frame: HTMLIFrameElement, providers?: Providers): Bridge {
  needWindow('serveFrame');
  setOwnProviders(frame, providers);
  // What was configured meanwhile is applied by a start.
  const bridge = (!configured.length && running()) || start();
  const root = frame.getRootNode();
  if (isShadowRoot(root)) bridge.observe(root);
  return bridge;
}

/** In a separate file, which browsers load only where WebAssembly is refused. */
async function load() {
  try {
    return (await import('ledgerbee:compat-module')).make;
  } catch (reason) {
    throw new Error(`script-src needs 'wasm-unsafe-eval' or the file of the import: ${reason}`);
  }
}
