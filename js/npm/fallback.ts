import type { FrameStatus } from './events.js';

/** What a buyer reads instead of a frame that does not work. */
export interface Fallback {
  readonly lang: string;
  readonly text: string;
  /** A way round it, where the address is trusted. */
  readonly link?: { readonly text: string; readonly href: string };
}

const WORDS: Record<string, { silent: string; link: string; refused: string }> = {
  en: {
    silent: 'This part of the page did not load.',
    link: 'Open it in a new tab',
    refused: 'This part of the page is not available.',
  },
  da: {
    silent: 'Denne del af siden blev ikke indlæst.',
    link: 'Åbn den i en ny fane',
    refused: 'Denne del af siden er ikke tilgængelig.',
  },
};

/** The fallback of a frame by its URL, in its language. */
export function fallbackOf(src: string, status: FrameStatus): Fallback {
  const url = new URL(src);
  const { searchParams } = url;
  const lang = searchParams.get('lang') === 'da' ? 'da' : 'en';
  const { silent, link, refused } = WORDS[lang]!;
  // The address of a frame that is refused is not to be trusted.
  if (status === 'refused') return { lang, text: refused };
  // In a tab of its own there is no page to tell of a click.
  if (searchParams.get('target') === 'callback') searchParams.delete('target');
  searchParams.delete('ctaCallback');
  return { lang, text: silent, link: { text: link, href: url.href } };
}

/** How it looks, property by property, which no CSP forbids; the colours are the page's. */
export const FALLBACK_STYLE = {
  display: 'grid',
  placeContent: 'center',
  gap: '0.5em',
  padding: '1em',
  textAlign: 'center',
  borderRadius: '8px',
  boxShadow: 'inset 0 0 0 1px rgb(127 127 127 / 40%)',
} as const;

export function renderFallback({ lang, text, link }: Fallback): HTMLElement {
  const element = document.createElement('div');
  element.lang = lang;
  element.setAttribute('role', 'status');
  Object.assign(element.style, FALLBACK_STYLE);
  const words = document.createElement('span');
  words.textContent = text;
  element.append(words);
  if (link) {
    const anchor = document.createElement('a');
    anchor.href = link.href;
    anchor.target = '_blank';
    anchor.rel = 'noopener';
    anchor.textContent = link.text;
    element.append(anchor);
  }
  return element;
}
