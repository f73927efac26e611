// `<ledgerbee-pricing>` in Solid's JSX.
import type { JSX } from 'solid-js/jsx-runtime';
import type { PricingAttributes, PricingElement, PricingListeners } from './element.js';

export * from './element.js';

declare module 'solid-js/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'ledgerbee-pricing': JSX.HTMLAttributes<PricingElement> & PricingAttributes & PricingListeners<'on:'>;
    }
  }
}
