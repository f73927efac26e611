// `<ledgerbee-pricing>` in Svelte's templates.
import type { HTMLAttributes } from 'svelte/elements';
import type { PricingAttributes, PricingElement, PricingListeners } from './element.js';

export * from './element.js';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'ledgerbee-pricing': HTMLAttributes<PricingElement> & PricingAttributes & PricingListeners;
  }
}
