// `<ledgerbee-pricing>` in Preact's JSX.
import type { HTMLAttributes } from 'preact';
import type { EmbedEvent, EventName } from './events.js';
import type { PricingAttributes, PricingElement } from './element.js';

export * from './element.js';

type Listeners = { [Name in EventName as `on${Name}`]?: ((event: EmbedEvent<Name>) => void) | undefined };

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'ledgerbee-pricing': Omit<HTMLAttributes<PricingElement>, keyof Listeners | 'lang' | 'loading' | 'target'> & PricingAttributes & Listeners;
    }
  }
}
