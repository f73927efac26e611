/** The languages of a portal. */
const KNOWN = ['en', 'da'] as const;
type Lang = (typeof KNOWN)[number];

/** A language of the portal for a tag such as `da-DK`: of one it does not speak, English. */
export function langOf(tag: string | undefined): Lang | undefined {
  return tag ? (spoken(tag) ?? 'en') : undefined;
}

/** What is wrong with a tag; nothing if its language is one of the portal's. */
export function langFault(tag: string | undefined): string | undefined {
  if (!tag || spoken(tag)) return undefined;
  return `lang "${String(tag).slice(0, 40)}" is not a language of the portal, so it shows English; use en or da`;
}

/** The language of the portal that a tag names. */
function spoken(tag: string): Lang | undefined {
  const primary = String(tag).split(/[-_]/)[0]!.toLowerCase();
  return KNOWN.find((it) => it === primary);
}
