import type { EmbedEvent, EventName, FrameStatus, StatusChange } from './events.js';
import { fallbackOf, renderFallback } from './fallback';
import { hear } from './hear';
import { createPricingFrame, serveFrame, type PricingFrameOptions } from './index.js';
import { canShow, hearLooks, show, urlOf } from './look';
import { needWindow } from './need-window';
import { reportOption } from './report';
import { takePlace } from './take-place';
import type { Providers } from './types.js';
import { FIRST_VIEW, follow, type View } from './view';

const TAG = 'ledgerbee-pricing';

type AttributeNames = { planId: 'plan-id'; ctaCallback: 'cta-callback'; returnUrl: 'return-url'; title: 'frame-title' };
/** In markup a flag is on by being there. */
type InMarkup<Value> = Value extends true ? true | '' | 'true' : Value extends false ? false | 'false' : Value;
type AsAttributes<Options> = Options extends unknown
  ? {
      [Name in keyof Options as Name extends keyof AttributeNames
        ? AttributeNames[Name]
        : Exclude<Name, 'placeholder' | 'fallback'>]: InMarkup<Options[Name]>;
    }
  : never;

/**
 * What a template or JSX can give `<ledgerbee-pricing>`: its attributes, as far as they go together, and `providers`.
 * The entries `ledgerbee-embed/element/react`, `/preact`, `/solid`, `/svelte` and `/vue` tell each framework.
 */
export type PricingAttributes = AsAttributes<PricingFrameOptions>;

/** Its listeners, under the names that a framework has for them. */
export type PricingListeners<Prefix extends string = 'on'> = {
  [Name in EventName as `${Prefix}${Name}`]?: ((event: EmbedEvent<Name>) => void) | undefined;
};

/** `<ledgerbee-pricing>`: a pricing or checkout frame, described by attributes. Each is a property, too. */
export interface PricingElement extends HTMLElement {
  slug: string | undefined;
  portal: string | undefined;
  vanity: string | undefined;
  planId: string | undefined;
  item: string | undefined;
  checkout: boolean;
  theme: string | undefined;
  target: string | undefined;
  ctaCallback: boolean;
  returnUrl: string | undefined;
  /** The frame's name for screen readers; by default `Pricing`. */
  frameTitle: string | undefined;
  loading: string | undefined;
  /** Providers of this frame only, called instead of the page's. */
  providers: Providers | undefined;
  /** The iframe; there once the attributes name a portal and a plan. */
  readonly frame: HTMLIFrameElement | undefined;
  /** The status of the frame; `undefined` until it is served or refused. In CSS it is `:state(loading)` and so on. */
  readonly status: FrameStatus | undefined;
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

type OptionName = PricingFrameOptions extends infer Options ? (Options extends unknown ? keyof Options : never) : never;

/** Every attribute, and the option of `createPricingFrame` it is. */
const ATTRIBUTES: Record<string, OptionName> = {
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
/** The property of an attribute: frameworks set one where the element has it. */
const propertyOf = (attribute: string) => attribute.replace(/-./g, (it) => it[1]!.toUpperCase());

/**
 * Defines `<ledgerbee-pricing>`, unless it is defined.
 *
 * @throws Error where there are no custom elements, as on a server
 */
export function definePricingElement(): void {
  needWindow('definePricingElement');
  if (!customElements.get(TAG)) customElements.define(TAG, makeClass());
}

/** Where browsers know them; an older one throws at a name without dashes. */
const hasStates = () => window.CSS?.supports?.('selector(:state(ready))');

/** In a function: a server has no `HTMLElement` to extend. */
function makeClass() {
  class Pricing extends HTMLElement {
    static observedAttributes = Object.keys(ATTRIBUTES);

    frame: HTMLIFrameElement | undefined;
    status: FrameStatus | undefined;
    #providers: Providers | undefined;
    #shown = '';
    #isDue = false;
    #view: View = FIRST_VIEW;
    #stand = document.createElement('div');
    #slots = { placeholder: document.createElement('slot'), fallback: document.createElement('slot') };
    #giveBack: (() => void) | undefined;
    #states = hasStates() ? this.attachInternals().states : undefined;

    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      for (const [name, slot] of Object.entries(this.#slots)) {
        slot.name = name;
        slot.addEventListener('slotchange', () => this.#render());
        this.#stand.append(slot);
      }
      this.#stand.hidden = true;
      root.append(document.createElement('slot'), this.#stand);
      // What a framework has set before the element was defined would hide the accessor.
      for (const name of ['providers', ...Object.keys(ATTRIBUTES).map(propertyOf)]) {
        if (!Object.getOwnPropertyDescriptor(this, name)) continue;
        const value: unknown = Reflect.get(this, name);
        Reflect.deleteProperty(this, name);
        Reflect.set(this, name, value);
      }
    }

    get providers(): Providers | undefined {
      return this.#providers;
    }

    set providers(providers) {
      this.#providers = providers;
      if (this.frame && this.isConnected) serveFrame(this.frame, providers);
    }

    connectedCallback() {
      this.attributeChangedCallback();
    }

    /** Moved by `moveBefore`, the frame goes on; without this it would be taken out and put back. */
    connectedMoveCallback() {}

    attributeChangedCallback() {
      // Frameworks set one attribute after the other; what counts is how they stand together.
      if (!this.#isDue) queueMicrotask(() => this.#update());
      this.#isDue = true;
    }

    #update() {
      this.#isDue = false;
      if (!this.isConnected) return;
      const options = this.#read();
      // Which plan comes later, as in a framework that is still setting attributes.
      if (!options['vanity'] && !options['planId']) return;
      const shown = JSON.stringify(options);
      if (shown !== this.#shown) {
        const frame = createPricingFrame({ ...options, fallback: null } as never);
        this.#shown = shown;
        if (this.frame && canShow(this.frame, frame.src)) {
          show(this.frame, frame.src);
          this.frame.title = frame.title;
        } else this.#show(frame);
        if (this.hasAttribute('providers') && !this.#providers) {
          reportOption(this.frame, 'providers of <ledgerbee-pricing> is a property, not an attribute; set it on the element');
        }
      }
      serveFrame(this.frame!, this.#providers);
    }

    #show(frame: HTMLIFrameElement) {
      this.#giveBack?.();
      this.#giveBack = undefined;
      this.frame?.remove();
      this.frame = frame;
      hearLooks();
      this.#view = FIRST_VIEW;
      const note = follow(frame, (view) => {
        if (frame !== this.frame) return;
        this.#view = view;
        // Not at each `slotchange`, which this fires itself.
        if (view.shows === 'fallback') this.#slots.fallback.replaceChildren(renderFallback(fallbackOf(urlOf(frame), view.status)));
        this.#render();
      });
      hear(frame, (name, { detail }) => {
        if (name === 'status') {
          this.#setStatus((detail as StatusChange).status);
          note(detail as StatusChange);
        }
        this.dispatchEvent(new CustomEvent(name, { detail }));
      });
      this.append(frame);
    }

    #setStatus(status: FrameStatus) {
      if (this.status) this.#states?.delete(this.status);
      this.status = status;
      this.#states?.add(status);
    }

    /** Shows the frame, or what stands in its place. */
    #render() {
      const { frame } = this;
      if (!frame) return;
      const { shows } = this.#view;
      const { placeholder, fallback } = this.#slots;
      placeholder.hidden = shows !== 'placeholder';
      fallback.hidden = shows !== 'fallback';
      const isCovered = shows === 'fallback' || (shows === 'placeholder' && placeholder.assignedNodes().length > 0);
      if (isCovered) this.#giveBack ??= takePlace(frame, this.#stand);
      else {
        this.#giveBack?.();
        this.#giveBack = undefined;
      }
    }

    #read(): Record<string, string | boolean> {
      const options: Record<string, string | boolean> = {};
      for (const [attribute, option] of Object.entries(ATTRIBUTES)) {
        const value = this.getAttribute(attribute);
        if (value !== null) options[option] = FLAGS.includes(attribute) ? value !== 'false' : value;
      }
      return options;
    }
  }

  for (const attribute of Object.keys(ATTRIBUTES)) {
    const isFlag = FLAGS.includes(attribute);
    // That of every element.
    if (attribute === 'lang') continue;
    Object.defineProperty(Pricing.prototype, propertyOf(attribute), {
      configurable: true,
      enumerable: true,
      get(this: Pricing) {
        const value = this.getAttribute(attribute);
        return isFlag ? value !== null && value !== 'false' : (value ?? undefined);
      },
      set(this: Pricing, value: unknown) {
        if (value === undefined || value === null || value === false) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value === true ? '' : String(value));
      },
    });
  }
  return Pricing;
}
