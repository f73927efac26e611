/** Of the vendor's snippet; and on the line's top, or there would be a gap below the frame. */
const STYLE = { width: '100%', border: '0', minHeight: '520px', verticalAlign: 'top' };

/** The schemes that a document of each theme declares. */
const SCHEMES: Record<string, string> = { system: 'light dark', light: 'light', dark: 'dark' };

/**
 * Gives a frame the snippet's styles, where it has none of its own; property by property, which no
 * CSP forbids, as it does a `style` attribute.
 *
 * A browser paints a box behind a frame whose colour scheme is not that of its document. A scheme that is not of the
 * theme the frame had `before` is the page's own, and stays.
 */
export function dress({ style }: HTMLIFrameElement, theme: string | undefined, before?: string): void {
  for (const name of Object.keys(STYLE) as (keyof typeof STYLE)[]) style[name] ||= STYLE[name];
  if (style.colorScheme === schemeOf(before)) style.colorScheme = schemeOf(theme);
}

const schemeOf = (theme: string | undefined) => (theme && SCHEMES[theme]) ?? '';
