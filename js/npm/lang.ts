/** The languages of a portal. */
const KNOWN = ['en', 'da'] as const;
type Lang = (typeof KNOWN)[number];

/** A language of the portal for a tag such as `da-DK`: of one it does not speak, English. */
export function langOf(tag: string | undefined): Lang | undefined {
  if (!tag) return undefined;
  return KNOWN.find((it) => it === primary(tag)) ?? 'en';
}

/** What is wrong with a tag; nothing if its language is one of the portal's. */
export function langFault(tag: string | undefined): string | undefined {
  if (!tag || KNOWN.some((it) => it === primary(tag))) return undefined;
  return `lang "${String(tag).slice(0, 40)}" is not a language of the portal, so it shows English; use en or da`;
}

const primary = (tag: string) => String(tag).split(/[-_]/)[0]!.toLowerCase();
