// `<ledgerbee-pricing>` in React's JSX, from React 19 on: React 18 knows no properties and events of an element.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { EmbedEvent, EventName } from './events.js';
import type { PricingAttributes, PricingElement } from './element.js';

export * from './element.js';

type Listeners = { [Name in EventName as `on${Name}`]?: ((event: EmbedEvent<Name>) => void) | undefined };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'ledgerbee-pricing': DetailedHTMLProps<HTMLAttributes<PricingElement>, PricingElement> & PricingAttributes & Listeners;
    }
  }
}
