// `<ledgerbee-pricing>` in Solid's JSX.
import type { JSX } from 'solid-js/jsx-runtime';
import type { EmbedEvent, EventName } from './events.js';
import type { PricingAttributes, PricingElement } from './element.js';

export * from './element.js';

type Listeners = { [Name in EventName as `on:${Name}`]?: ((event: EmbedEvent<Name>) => void) | undefined };

declare module 'solid-js/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements {
      'ledgerbee-pricing': JSX.HTMLAttributes<PricingElement> & PricingAttributes & Listeners;
    }
  }
}
