/** The portal: give `slug` or `portal`. */
export type Portal =
  | {
      /** The first label of `<slug>.portal.ledgerbee.com`. */
      slug: string;
      portal?: undefined;
    }
  | {
      /** The origin of a portal elsewhere, such as a sandbox or a portal on its own domain. */
      portal: string;
      slug?: undefined;
    };

export type Lang = 'en' | 'da';

/** How the plan is shown. For an option that you leave out, the portal decides. */
export interface Look {
  /** By default `en`. */
  lang?: Lang | undefined;
  theme?: 'system' | 'light' | 'dark' | undefined;
}

/** A checkout that leaves the frame: for a new tab, or with `_top` in place of the page. */
export interface Leaving {
  target?: '_top' | undefined;
  /** The page to which the checkout returns: an absolute `https:` URL. */
  returnUrl?: string | URL | undefined;
}

/** A checkout in the frame (`inline`), or none: with `callback` the page gets `checkoutInitiated`. */
export interface Staying<Target> {
  target?: Target | undefined;
  returnUrl?: undefined;
}

/** The cards of a plan. */
export interface Cards {
  checkout?: false | undefined;
  /** A custom call to action opens nothing; the page gets `customCtaClicked`. */
  ctaCallback?: boolean | undefined;
}

/** The checkout of `item` alone, without the cards. */
export interface Checkout {
  checkout: true;
  /** The id of the item. */
  item: string;
  ctaCallback?: false | undefined;
}

/** A public plan. */
export interface PublicPlan {
  /** The public slug of the plan. */
  vanity: string;
  planId?: undefined;
}

/** A plan that needs a catalog token; its checkout is always in the frame. */
export interface GatedPlan {
  /** The uuid of the plan. */
  planId: string;
  vanity?: undefined;
  target?: 'inline' | undefined;
  returnUrl?: undefined;
}

/** The plan, and what of it: what `pricingUrl` refuses, the compiler does. */
export type Plan =
  | (PublicPlan &
      Cards & {
        /** The id of an item whose checkout opens at once. */
        item?: string | undefined;
      } & (Leaving | Staying<'inline' | 'callback'>))
  | (PublicPlan & Checkout & (Leaving | Staying<'inline'>))
  | (GatedPlan & Cards & { item?: undefined })
  | (GatedPlan & Checkout);

/** The options of `pricingUrl`. */
export type PricingOptions = Portal & Plan & Look;

type Given = Record<string, unknown>;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const SLUG = /^[a-z\d-]{1,63}$/;
/** One segment of a path, and nothing that a URL parser would take for another one. */
const SEGMENT = /^(?!\.{1,2}$)[\w.~-]{1,256}$/;
const LOOPBACK = /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

const oneOf =
  (...words: string[]) =>
  (value: unknown) =>
    words.includes(value as string) || `must be ${words.map((word) => `'${word}'`).join(' or ')}`;
const flag = (value: unknown) => typeof value === 'boolean' || 'must be true or false';
const matches = (pattern: RegExp, what: string) => (value: unknown) =>
  (typeof value === 'string' && pattern.test(value)) || `must be ${what}`;

/** Every option, and what it must be: `true`, or what to say. */
const RULES: Record<string, (value: unknown) => string | boolean> = {
  // So that `constructor` and the like are no options.
  __proto__: null as never,
  slug: matches(SLUG, 'one label of a host name, in lower case: the part before .portal.ledgerbee.com'),
  portal: (value) => isOrigin(value) || 'must be an origin: https:// or http://, a host, and nothing after it',
  vanity: (value) =>
    matches(UUID, '')(value) === true
      ? 'is the public slug of a plan; give a uuid as planId'
      : matches(SEGMENT, 'the public slug of a plan')(value),
  planId: matches(UUID, 'the uuid of a plan'),
  item: matches(SEGMENT, 'the id of an item'),
  checkout: flag,
  lang: oneOf('en', 'da'),
  theme: oneOf('system', 'light', 'dark'),
  target: oneOf('inline', '_top', 'callback'),
  ctaCallback: flag,
  returnUrl: (value) => isWebUrl(String(value)) || 'must be an absolute https URL',
};

/** Options that do not go together: the test, and the message. */
const CONFLICTS: [clash: (given: Given) => boolean, text: string][] = [
  [({ slug, portal }) => !slug === !portal, 'give either slug or portal'],
  [({ vanity, planId }) => !vanity === !planId, 'give either vanity or planId'],
  [({ checkout, item }) => !!checkout && !item, 'checkout needs an item'],
  [({ planId, checkout, item }) => !!planId && !!item && !checkout, 'item with planId needs checkout: true'],
  [
    ({ planId, target }) => !!planId && !!target && target !== 'inline',
    "a plan by planId is always bought in the frame: target can only be 'inline'",
  ],
  [({ checkout, target }) => !!checkout && target === 'callback', "checkout has no button for target: 'callback'"],
  [({ checkout, ctaCallback }) => !!checkout && !!ctaCallback, 'checkout has no cards for ctaCallback'],
  [
    ({ returnUrl, target, planId }) => !!returnUrl && (!!planId || target === 'inline' || target === 'callback'),
    'returnUrl is for a checkout that leaves the page: in a new tab or with target: _top',
  ],
];

/** In the order of the vendor's snippets. */
const QUERY = ['lang', 'target', 'theme', 'item', 'ctaCallback', 'returnUrl'];

/**
 * The URL of a frame.
 *
 * @throws TypeError if an option is unknown or wrong, or if two do not go together
 */
export function pricingUrl(options: PricingOptions): string {
  const given: Given = { ...options };
  checkOptions(given);
  for (const [clash, text] of CONFLICTS) if (clash(given)) fail(text);

  const { slug, portal, vanity, planId, item, checkout } = given;
  const origin = portal ? new URL(portal as string).origin : `https://${slug}.portal.ledgerbee.com`;
  const path = ['embed', checkout && 'checkout', planId && 'by-id', vanity ?? planId, checkout && item];
  const url = new URL(path.filter(Boolean).join('/'), `${origin}/`);
  for (const name of QUERY) {
    const value = name === 'item' && checkout ? undefined : given[name];
    if (value) url.searchParams.set(name, value === true ? '1' : String(value));
  }
  return url.href;
}

/** Throws a TypeError at an option that is unknown or wrong. */
export function checkOptions(given: Given): void {
  for (const [name, value] of Object.entries(given)) {
    const rule = RULES[name];
    if (!rule) fail(`there is no option ${name}`);
    if (value === undefined) continue;
    const verdict = rule(value);
    if (verdict !== true) fail(`${name} ${verdict}`);
  }
}

function fail(text: string): never {
  throw new TypeError(`ledgerbee-embed: ${text}`);
}

/** `https:`, or `http:` on this machine. */
function isWebUrl(text: string): boolean {
  const url = parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Any origin of the web: the embed knows the list, and judges which are trusted. */
function isOrigin(value: unknown): boolean {
  const url = typeof value === 'string' && parse(value);
  return !!url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
}
