'use client';

import {
  createContext,
  createElement,
  forwardRef,
  Fragment,
  useContext,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ComponentPropsWithoutRef,
  type ForwardRefExoticComponent,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
} from 'react';
import { EVENT_NAMES } from './event-names';
import type { DiagnosticCode, EmbedEvent, EventName, FrameStatus, StatusChange } from './events.js';
import { FALLBACK_STYLE, fallbackOf } from './fallback';
import { dress } from './frame-style';
import { hear, isHeard } from './hear';
import {
  pricingUrl,
  serveFrame,
  start,
  type Look,
  type Plan,
  type Portal,
  type PricingOptions,
  type Providers,
  type StartOptions,
} from './index.js';
import { langFault, langOf } from './lang';
import { canShow, hearLooks, show, watchLooks } from './look';
import type { LooseOptions } from './pricing-frame.js';
import { reportOption } from './report';
import { takePlace } from './take-place';
import { FIRST_VIEW, follow, type View } from './view';

/** A handler for each event, such as `onCheckoutConfirmed`, called for this frame's events only. */
export type PricingEmbedHandlers = {
  [Name in EventName as `on${Capitalize<Name>}`]?:
    | ((event: EmbedEvent<Name>) => void)
    | undefined;
};

/** An event of any name; its `type` says which, and so what its `detail` has. */
export type PricingEvent = {
  [Name in EventName]: EmbedEvent<Name> & { readonly type: `ledgerbee:embed:${Name}` };
}[EventName];

/** What to show instead of a frame. A function is called with the frame's status as it changes. */
export type PricingContent = ReactNode | ((status: FrameStatus, code?: DiagnosticCode) => ReactNode);

type AllKeys<Options> = Options extends unknown ? keyof Options : never;
/** What the iframe has from elsewhere. */
type Taken = keyof PricingEmbedHandlers | AllKeys<PricingOptions> | keyof Own | 'src' | 'srcDoc' | 'sandbox' | 'children' | 'onEvent';

interface Own {
  /** The frame's name for screen readers; by default `Pricing`. */
  title?: string | undefined;
  /** By default `lazy`: the frame loads when it comes near the viewport. */
  loading?: 'lazy' | 'eager' | undefined;
  /** Providers of this frame only, called instead of the page's. */
  providers?: Providers | undefined;
  /** Shown until the frame is `ready`, but no longer than 10 s after it has loaded. */
  placeholder?: PricingContent | undefined;
  /**
   * Shown while the frame is `silent` or `refused`. By default a sentence, and for a silent frame a link to the
   * portal; `null` leaves the frame as it is.
   */
  fallback?: PricingContent | undefined;
}

/**
 * All that does not depend on the plan: a handler for each event, the other properties of an iframe, and what stands
 * in the frame's place. A component around `<PricingEmbed>` can extend it.
 */
export interface PricingEmbedBaseProps
  extends Own,
    PricingEmbedHandlers,
    Omit<ComponentPropsWithoutRef<'iframe'>, Taken> {
  /** Called with every event of this frame, besides its own handler. */
  onEvent?: ((event: PricingEvent) => void) | undefined;
}

/**
 * The options of `pricingUrl`, and `PricingEmbedBaseProps`. A change of a URL option loads a new frame; a change of
 * another property does not.
 */
export type PricingEmbedProps = LooseOptions & PricingEmbedBaseProps;

/** `PricingEmbedProps` without some, for a component that sets those itself. `Omit` would forget what goes together. */
export type PricingEmbedPropsWithout<Key extends AllKeys<PricingEmbedProps>> = PricingEmbedProps extends infer Props
  ? Props extends unknown
    ? Omit<Props, Key>
    : never
  : never;

const NAMES: { [Name in AllKeys<Portal & Plan & Look>]-?: true } = {
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
const HANDLERS = /* @__PURE__ */ new Set(['onEvent', ...EVENT_NAMES.map(handlerOf)]);

// React 18 warns of a layout effect on a server, where none is run.
const useCommit = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/** What a `<LedgerBeeProvider>` gives the frames below it. */
interface Shared {
  providers?: Providers | undefined;
  /** Starts the embed with the options, unless it has been started with these very ones. */
  apply(): void;
}
const SharedContext = /* @__PURE__ */ createContext<Shared | undefined>(undefined);

/** The options of `start()`, but for `root`. */
export interface LedgerBeeProviderProps extends Omit<StartOptions, 'root'> {
  children?: ReactNode;
}

/**
 * Starts the embed with these options before any frame below it, and gives those frames its `providers`. On a server
 * it does nothing.
 */
export function LedgerBeeProvider({ children, providers, ...options }: LedgerBeeProviderProps): ReactElement {
  const applied = useRef('');
  const apply = () => {
    const wanted = JSON.stringify(options);
    if (applied.current !== wanted) start(options);
    applied.current = wanted;
  };
  // The effects of those below come first; without any, it is started by this one.
  useCommit(apply);
  return createElement(SharedContext.Provider, { value: { providers, apply } }, children);
}

/**
 * A pricing or checkout frame. It starts the embed, which keeps running after the frame is removed.
 *
 * @throws TypeError while rendering, if `pricingUrl` refuses the options
 */
export const PricingEmbed: ForwardRefExoticComponent<
  PricingEmbedProps & RefAttributes<HTMLIFrameElement>
> = /* @__PURE__ */ withName(
  /* @__PURE__ */ forwardRef<HTMLIFrameElement, PricingEmbedProps>(function PricingEmbed(props, ref) {
    const { providers, title = 'Pricing', loading = 'lazy', placeholder, fallback, ...rest } = props;
    const shown: Record<string, unknown> = {};
    const attributes: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(rest)) {
      if (SHOWN.includes(name)) shown[name] = value;
      else if (!HANDLERS.has(name)) attributes[name] = value;
    }
    const { lang, theme } = props;
    const url = pricingUrl({ ...shown, lang: langOf(lang) } as never);
    const shared = useContext(SharedContext);

    const element = useRef<HTMLIFrameElement>(null);
    /** The same; React takes `element` back while it hides the component. */
    const kept = useRef<HTMLIFrameElement>(null);
    const stand = useRef<HTMLDivElement>(null);
    // That of the frame that is there, as long as its portal can show what is wanted now.
    const src = useSyncExternalStore(
      watchLooks,
      () => (kept.current && canShow(kept.current, url) ? kept.current.src : url),
      () => url,
    );
    const [seen, setSeen] = useState({ ...FIRST_VIEW, src });
    // What was seen of another frame says nothing of this one.
    const view = seen.src === src ? seen : FIRST_VIEW;
    useImperativeHandle(ref, () => element.current!, [src]);
    const latest = useRef(props);
    useCommit(() => {
      const frame = (kept.current = element.current!);
      hearLooks();
      dress(frame, theme);
      // Not again after an effect that ran twice, or was undone while the frame was hidden: it is heard all the time.
      if (!isHeard(frame)) {
        const note = follow(frame, (next) => setSeen({ ...next, src }));
        hear(frame, (name, event) => {
          if (name === 'status') note(event.detail as StatusChange);
          for (const handler of [handlerOf(name), 'onEvent']) {
            const call: unknown = Reflect.get(latest.current, handler);
            if (typeof call === 'function') call(event);
          }
        });
      }
      // Not in the markup: what a frame says before the embed runs would be lost. And not again, for the same reason:
      // it would load anew.
      if (frame.getAttribute('src') !== src) frame.src = src;
      // Not before `src`: another frame of this commit has the embed look at all that are marked.
      frame.setAttribute('data-ledgerbee-pricing', '');
    }, [src]);
    useCommit(() => show(element.current!, url), [src, url]);
    // After every commit, with the providers of its render.
    useCommit(() => {
      latest.current = props;
      shared?.apply();
      serveFrame(element.current!, shared?.providers ? { ...shared.providers, ...providers } : providers);
    });
    const fault = langFault(lang);
    useEffect(() => {
      if (fault) reportOption(element.current ?? undefined, fault);
    }, [url, fault]);

    const contents: Record<View['shows'], PricingContent> = {
      placeholder,
      frame: null,
      fallback: fallback === undefined ? (status) => renderFallback(url, status) : fallback,
    };
    const content = contents[view.shows];
    const made = typeof content === 'function' ? content(view.status, view.code) : content;
    const isCovered = made !== null && made !== undefined && made !== false;
    useCommit(() => (isCovered ? takePlace(element.current!, stand.current!) : undefined), [src, isCovered]);

    return createElement(
      Fragment,
      null,
      createElement('iframe', {
        // The snippet's style as attributes: a server's markup can have no other under a strict CSP.
        width: '100%',
        height: 520,
        frameBorder: 0,
        align: 'top',
        ...attributes,
        key: src,
        ref: element,
        title,
        loading,
      } as never),
      // Hidden in a server's markup, where the frame keeps the space: it is shown when it has the frame's place.
      isCovered && createElement('div', { key: 'stand', ref: stand, hidden: true, className: props.className }, made),
    );
  }),
);

/** For React's developer tools, which know a component that is minified by this alone. */
function withName<Component extends { displayName?: string | undefined }>(component: Component): Component {
  component.displayName = 'PricingEmbed';
  return component;
}

function renderFallback(url: string, status: FrameStatus): ReactElement {
  const { lang, text, link } = fallbackOf(url, status);
  const anchor = link && createElement('a', { href: link.href, target: '_blank', rel: 'noopener' }, link.text);
  return createElement('div', { lang, role: 'status', style: FALLBACK_STYLE }, createElement('span', null, text), anchor);
}
