'use client';

import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type ComponentPropsWithoutRef,
  type ForwardRefExoticComponent,
  type RefAttributes,
} from 'react';
import { EVENT_NAMES } from './event-names';
import type { EmbedEvent, EventName } from './events.js';
import { listen } from './frame-events';
import { dress } from './frame-style';
import {
  pricingUrl,
  serveFrame,
  type Look,
  type Plan,
  type Portal,
  type PricingFrameOptions,
  type PricingOptions,
} from './index.js';

/** A handler for each event, such as `onCheckoutConfirmed`, called for this frame's events only. */
export type PricingEmbedHandlers = {
  [Name in EventName as `on${Capitalize<Name>}`]?:
    | ((event: EmbedEvent<Name>) => void)
    | undefined;
};

/** What the iframe has from elsewhere. */
type Taken = keyof PricingEmbedHandlers | keyof PricingOptions | 'src' | 'srcDoc' | 'sandbox' | 'children';

/**
 * The options of `createPricingFrame`, a handler for each event, and the other properties of an iframe.
 * A change of a URL option loads a new frame; a change of another property does not.
 */
export type PricingEmbedProps = PricingFrameOptions &
  PricingEmbedHandlers &
  Omit<ComponentPropsWithoutRef<'iframe'>, Taken | keyof PricingFrameOptions>;

const NAMES: { [Name in keyof (Portal & Plan & Look) | 'slug' | 'vanity']-?: true } = {
  slug: true,
  portal: true,
  vanity: true,
  planId: true,
  item: true,
  checkout: true,
  lang: true,
  theme: true,
  target: true,
  ctaCallback: true,
  returnUrl: true,
};
/** What decides on the URL. */
const SHOWN = /* @__PURE__ */ Object.keys(NAMES);

const handlerOf = (name: string) => `on${name[0]!.toUpperCase()}${name.slice(1)}`;
const HANDLERS = /* @__PURE__ */ new Set(EVENT_NAMES.map(handlerOf));

// React 18 warns of a layout effect on a server, where none is run.
const useCommit = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/**
 * A pricing or checkout frame. It starts the embed, which keeps running after the frame is removed.
 *
 * @throws TypeError while rendering, if `pricingUrl` refuses the options
 */
export const PricingEmbed: ForwardRefExoticComponent<
  PricingEmbedProps & RefAttributes<HTMLIFrameElement>
> = /* @__PURE__ */ forwardRef<HTMLIFrameElement, PricingEmbedProps>(function PricingEmbed(props, ref) {
  const { providers, title = 'Pricing', loading = 'lazy', ...rest } = props;
  const shown: Record<string, unknown> = {};
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (SHOWN.includes(name)) shown[name] = value;
    else if (!HANDLERS.has(name)) attributes[name] = value;
  }
  const url = pricingUrl(shown as never);

  const element = useRef<HTMLIFrameElement>(null);
  useImperativeHandle(ref, () => element.current!, [url]);
  const latest = useRef(props);
  useCommit(() => {
    const frame = element.current!;
    dress(frame);
    const end = listen(frame, (name, event) => {
      const handler: unknown = Reflect.get(latest.current, handlerOf(name));
      if (typeof handler === 'function') handler(event);
    });
    // Not in the markup: what a frame says before the embed runs would be lost. And not again after
    // an effect that ran twice, or was undone while the frame was hidden: it would load anew.
    if (frame.getAttribute('src') !== url) frame.src = url;
    // Not before `src`: another frame of this commit has the embed look at all that are marked.
    frame.setAttribute('data-ledgerbee-pricing', '');
    return end;
  }, [url]);
  // After every commit, with the providers of its render.
  useCommit(() => {
    latest.current = props;
    serveFrame(element.current!, providers);
  });

  return createElement('iframe', {
    // The snippet's style as attributes: a server's markup can have no other under a strict CSP.
    width: '100%',
    height: 520,
    frameBorder: 0,
    ...attributes,
    key: url,
    ref: element,
    title,
    loading,
  });
});
