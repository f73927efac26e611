import { dress } from './frame-style';
import { setOwnProviders } from './own-providers';
import { pricingUrl, type PricingOptions } from './pricing-url.js';
import type { Providers } from './types.js';

/** What a frame is to show, and how it stands in the page. */
export type PricingFrameOptions = PricingOptions & {
  /** What a screen reader calls the frame; by default `Pricing`. */
  title?: string | undefined;
  /** By default `lazy`: loaded when it comes near the view. */
  loading?: 'lazy' | 'eager' | undefined;
  /** Asked for this frame alone, before those of the page. */
  providers?: Providers | undefined;
};

/**
 * An iframe like that of the vendor's snippet, to be put into the page; `start()` serves it there.
 *
 * @throws TypeError if the options are none of `pricingUrl`
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
