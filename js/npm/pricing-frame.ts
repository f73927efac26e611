import { dress } from './frame-style';
import { setOwnProviders } from './own-providers';
import { pricingUrl, type PricingOptions } from './pricing-url.js';
import type { Providers } from './types.js';

/** The options of `createPricingFrame`. */
export type PricingFrameOptions = PricingOptions & {
  /** The frame's name for screen readers; by default `Pricing`. */
  title?: string | undefined;
  /** By default `lazy`: the frame loads when it comes near the viewport. */
  loading?: 'lazy' | 'eager' | undefined;
  /** Providers of this frame only, called instead of the page's. */
  providers?: Providers | undefined;
};

/**
 * Creates an iframe like the one in the vendor's snippet. Put it into the page, and call `start()` to serve it.
 *
 * @throws TypeError if `pricingUrl` refuses the options
 */
export function createPricingFrame(options: PricingFrameOptions): HTMLIFrameElement {
  const { title = 'Pricing', loading = 'lazy', providers, ...where } = options;
  const src = pricingUrl(where as PricingOptions);
  const frame = document.createElement('iframe');
  frame.setAttribute('data-ledgerbee-pricing', '');
  frame.title = title;
  // Before `src`, which else begins to load.
  frame.loading = loading;
  frame.src = src;
  dress(frame);
  if (providers) setOwnProviders(frame, providers);
  return frame;
}
