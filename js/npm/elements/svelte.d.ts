// `<ledgerbee-pricing>` in Svelte's templates.
import type { HTMLAttributes } from 'svelte/elements';
import type { EmbedEvent, EventName } from './events.js';
import type { PricingAttributes, PricingElement } from './element.js';

export * from './element.js';

type Listeners = { [Name in EventName as `on${Name}`]?: ((event: EmbedEvent<Name>) => void) | undefined };

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'ledgerbee-pricing': HTMLAttributes<PricingElement> & PricingAttributes & Listeners;
  }
}
