/** Of the vendor's snippet. */
const STYLE = { width: '100%', border: '0', minHeight: '520px' };

/**
 * Gives a frame the snippet's styles, where it has none of its own; property by property, which no
 * CSP forbids, as it does a `style` attribute.
 */
export function dress({ style }: HTMLIFrameElement): void {
  for (const name of Object.keys(STYLE) as (keyof typeof STYLE)[]) style[name] ||= STYLE[name];
}
