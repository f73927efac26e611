// `<ledgerbee-pricing>` in Preact's JSX.
import type { HTMLAttributes } from 'preact';
import type { PricingAttributes, PricingElement, PricingListeners } from './element.js';

export * from './element.js';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'ledgerbee-pricing': Omit<HTMLAttributes<PricingElement>, keyof PricingListeners | 'lang' | 'loading' | 'target'> & PricingAttributes & PricingListeners;
    }
  }
}
