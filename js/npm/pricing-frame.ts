import type { DiagnosticCode, FrameStatus, StatusChange } from './events.js';
import { fallbackOf, renderFallback } from './fallback';
import { dress } from './frame-style';
import { hear } from './hear';
import { langFault, langOf } from './lang';
import { canShow, hearLooks, reload, show, urlOf } from './look';
import { needWindow } from './need-window';
import { setOwnProviders } from './own-providers';
import { checkOptions, pricingUrl, type Lang, type Look, type Plan, type Portal, type PricingOptions } from './pricing-url.js';
import { reportOption } from './report';
import { takePlace } from './take-place';
import type { Providers } from './types.js';
import { follow, type View } from './view';

/** `Look`, with a language that may be any tag. */
export interface LooseLook extends Omit<Look, 'lang'> {
  /** `da` and tags such as `da-DK` give Danish; any other tag gives English, and is reported. */
  lang?: Lang | (string & {}) | undefined;
}

/** `PricingOptions`, with a language that may be any tag. */
export type LooseOptions = Portal & Plan & LooseLook;

/** What to show instead of a frame. A function is called at each change of the frame's status. */
export type FrameContent = Node | string | ((status: FrameStatus, code?: DiagnosticCode) => Node | string | null) | null;

/** The options of `createPricingFrame`. */
export type PricingFrameOptions = LooseOptions & {
  /** The frame's name for screen readers; by default `Pricing`. */
  title?: string | undefined;
  /** By default `lazy`: the frame loads when it comes near the viewport. */
  loading?: 'lazy' | 'eager' | undefined;
  /** Providers of this frame only, called instead of the page's. */
  providers?: Providers | undefined;
  /** Shown until the frame is `ready`, but no longer than 10 s after it has loaded. */
  placeholder?: FrameContent | undefined;
  /**
   * Shown while the frame is `silent` or `refused`. By default a sentence, and for a silent frame a link to the
   * portal; `null` leaves the frame as it is.
   */
  fallback?: FrameContent | undefined;
};

/**
 * Creates an iframe like the one in the vendor's snippet. Put it into the page, and call `start()` to serve it.
 *
 * @throws TypeError if `pricingUrl` refuses the options
 * @throws Error where there is no `window`, as on a server
 */
export function createPricingFrame(options: PricingFrameOptions): HTMLIFrameElement {
  needWindow('createPricingFrame');
  const { title = 'Pricing', loading = 'lazy', providers, placeholder, fallback, lang, ...where } = options;
  const src = pricingUrl({ ...where, lang: langOf(lang) } as PricingOptions);
  hearLooks();
  const frame = document.createElement('iframe');
  frame.setAttribute('data-ledgerbee-pricing', '');
  frame.title = title;
  // Before `src`, which else begins to load.
  frame.loading = loading;
  frame.src = src;
  dress(frame, where.theme);
  if (providers) setOwnProviders(frame, providers);
  const fault = langFault(lang);
  if (fault) reportOption(frame, fault);
  if (placeholder || fallback !== null) accompany(frame, { placeholder, fallback });
  return frame;
}

/**
 * Shows a frame in another language or theme; what is not given stays. If its portal can, it changes in place: the
 * document stays, and what the buyer has typed. Else the frame loads anew.
 *
 * @throws TypeError if `theme` is none
 * @throws Error where there is no `window`, as on a server
 */
export function changeLook(frame: HTMLIFrameElement, { lang, theme }: LooseLook): void {
  needWindow('changeLook');
  checkOptions({ theme });
  const fault = langFault(lang);
  if (fault) reportOption(frame, fault);
  const url = new URL(urlOf(frame));
  for (const [name, value] of Object.entries({ lang: langOf(lang), theme })) if (value) url.searchParams.set(name, value);
  (canShow(frame, url.href) ? show : reload)(frame, url.href);
}

/** Shows in a frame's place what its status asks for. */
function accompany(frame: HTMLIFrameElement, contents: Partial<Record<View['shows'], FrameContent | undefined>>): void {
  let end: (() => void) | undefined;
  const note = follow(frame, ({ status, code, shows }) => {
    end?.();
    const content = contents[shows];
    const made = typeof content === 'function' ? content(status, code) : content;
    const isDefault = shows === 'fallback' && content === undefined;
    const shown = isDefault ? renderFallback(fallbackOf(urlOf(frame), status)) : made;
    end = shown ? stand(frame, shown) : undefined;
  });
  hear(frame, (name, { detail }) => {
    if (name === 'status') note(detail as StatusChange);
  });
}

/** Puts content into the place of a frame that is in the page, until the frame leaves it. */
function stand(frame: HTMLIFrameElement, content: Node | string): () => void {
  const element = document.createElement('div');
  element.className = frame.className;
  element.append(content);
  frame.after(element);
  const giveBack = takePlace(frame, element);
  const end = () => {
    observer.disconnect();
    giveBack();
    element.remove();
  };
  const observer = new MutationObserver(() => {
    if (frame.parentNode !== element.parentNode) end();
  });
  observer.observe(element.parentNode!, { childList: true });
  return end;
}
