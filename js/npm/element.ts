import { PREFIX } from 'ledgerbee:words';
import { EVENT_NAMES } from './event-names';
import type { EmbedEvent, EventName } from './events.js';
import { createPricingFrame, serveFrame, type PricingFrameOptions } from './index.js';
import type { Providers } from './types.js';

const TAG = 'ledgerbee-pricing';

/** `<ledgerbee-pricing>`: a pricing or checkout frame, described by attributes. */
export interface PricingElement extends HTMLElement {
  /** Providers of this frame only, called instead of the page's. */
  providers: Providers | undefined;
  /** The iframe; there once the attributes name a portal and a plan. */
  readonly frame: HTMLIFrameElement | undefined;
  addEventListener<Name extends EventName>(
    type: Name,
    listener: (this: PricingElement, event: EmbedEvent<Name>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: PricingElement, event: HTMLElementEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'ledgerbee-pricing': PricingElement;
  }
}

/** Every attribute, and the option of `createPricingFrame` it is. */
const ATTRIBUTES: Record<string, keyof PricingFrameOptions | 'vanity' | 'slug'> = {
  slug: 'slug',
  portal: 'portal',
  vanity: 'vanity',
  'plan-id': 'planId',
  item: 'item',
  checkout: 'checkout',
  lang: 'lang',
  theme: 'theme',
  target: 'target',
  'cta-callback': 'ctaCallback',
  'return-url': 'returnUrl',
  'frame-title': 'title',
  loading: 'loading',
};
/** Those that are on by being there. */
const FLAGS = ['checkout', 'cta-callback'];

/**
 * Defines `<ledgerbee-pricing>`, unless it is defined.
 *
 * @throws Error where there are no custom elements, as on a server
 */
export function definePricingElement(): void {
  if (typeof customElements === 'undefined') {
    throw new Error('ledgerbee-embed: definePricingElement() needs a browser window; call it on the client only');
  }
  if (!customElements.get(TAG)) customElements.define(TAG, makeClass());
}

/** In a function: a server has no `HTMLElement` to extend. */
function makeClass() {
  return class extends HTMLElement implements PricingElement {
    static observedAttributes = Object.keys(ATTRIBUTES);

    frame: HTMLIFrameElement | undefined;
    #providers: Providers | undefined;
    #shown = '';
    #isDue = false;
    #end: AbortController | undefined;

    constructor() {
      super();
      // What a framework has set before the element was defined would hide the accessor.
      if (Object.getOwnPropertyDescriptor(this, 'providers')) {
        const { providers } = this;
        delete (this as { providers?: unknown }).providers;
        this.providers = providers;
      }
    }

    get providers() {
      return this.#providers;
    }

    set providers(providers) {
      this.#providers = providers;
      if (this.frame && this.isConnected) serveFrame(this.frame, providers);
    }

    connectedCallback() {
      this.#end = new AbortController();
      for (const name of EVENT_NAMES) {
        const hear = (event: Event) => this.#hear(name, event as EmbedEvent);
        window.addEventListener(PREFIX + name, hear, { signal: this.#end.signal });
      }
      this.attributeChangedCallback();
    }

    disconnectedCallback() {
      this.#end?.abort();
    }

    /** Moved by `moveBefore`, the frame goes on; without this it would be taken out and put back. */
    connectedMoveCallback() {}

    attributeChangedCallback() {
      // Frameworks set one attribute after the other; what counts is how they stand together.
      if (!this.#isDue) queueMicrotask(() => this.#update());
      this.#isDue = true;
    }

    #hear(name: EventName, { detail }: EmbedEvent) {
      if (detail.frame === this.frame && this.frame) this.dispatchEvent(new CustomEvent(name, { detail }));
    }

    #update() {
      this.#isDue = false;
      if (!this.isConnected) return;
      const options = this.#read();
      // Which plan comes later, as in a framework that is still setting attributes.
      if (!options['vanity'] && !options['planId']) return;
      const shown = JSON.stringify(options);
      if (shown !== this.#shown) {
        const frame = createPricingFrame(options as never);
        this.#shown = shown;
        this.frame = frame;
        this.replaceChildren(frame);
      }
      serveFrame(this.frame!, this.#providers);
    }

    #read(): Record<string, string | boolean> {
      const options: Record<string, string | boolean> = {};
      for (const [attribute, option] of Object.entries(ATTRIBUTES)) {
        const value = this.getAttribute(attribute);
        if (value !== null) options[option] = FLAGS.includes(attribute) ? value !== 'false' : value;
      }
      return options;
    }
  };
}
