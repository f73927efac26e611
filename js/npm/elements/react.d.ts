// `<ledgerbee-pricing>` in React's JSX, from React 19 on: React 18 knows no properties and events of an element.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { PricingAttributes, PricingElement, PricingListeners } from './element.js';

export * from './element.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'ledgerbee-pricing': DetailedHTMLProps<HTMLAttributes<PricingElement>, PricingElement> & PricingAttributes & PricingListeners;
    }
  }
}
