// What the embed's diagnostics mean and what to do, by code; `docs/protocol.md` has the rules. Two
// more are what the inspector saw for itself.

export type Level = 'fault' | 'warning' | 'note';

export interface Advice {
  level: Level;
  what: string;
  fix: string;
}

const advice = (level: Level, what: string, fix: string): Advice => ({ level, what, fix });

export const ADVICE: Record<string, Advice> = {
  'untrusted-origin': advice(
    'fault',
    'the origin of its src is not one the embed trusts',
    'Correct src. For a portal on a domain of its own, load embed.js from that portal, or list the origin in data-portal-origins (or portalOrigins); a list trusts nothing else.',
  ),
  'sandboxed-frame': advice(
    'fault',
    'its sandbox lacks allow-same-origin, so its messages have no origin to check',
    'Remove sandbox, or have allow-same-origin allow-scripts allow-forms allow-popups in it.',
  ),
  'srcdoc-frame': advice('fault', 'it has a srcdoc, which the browser shows instead of src', 'Remove srcdoc.'),
  'origin-mismatch': advice(
    'fault',
    'a message came from another origin than that of its src',
    'See where the frame was redirected or navigated to; src must be where it stays.',
  ),
  'malformed-message': advice(
    'warning',
    'a message is not of the wire’s shape',
    'Only a portal’s page belongs into a marked iframe. If it is one, report it to LedgerBee.',
  ),
  'unknown-message': advice(
    'note',
    'a message’s type is none that is passed on',
    'Nothing, unless you miss an event: then load the current embed.js.',
  ),
  'provider-missing': advice(
    'warning',
    'the page had no such provider when it was asked for',
    'Set it on window.LedgerBee.embed before the page’s load event. For fetchBindToken it is normal: that checkout is anonymous.',
  ),
  'provider-failed': advice(
    'fault',
    'the provider threw or rejected',
    'Catch errors in the provider and return null: the buyer goes on anonymously. See what its request to your backend answers.',
  ),
  'provider-timeout': advice(
    'fault',
    'the provider did not answer before the deadline',
    'Answer sooner, or raise data-provider-timeout (ms, 60,000 at most).',
  ),
  'provider-invalid-token': advice(
    'fault',
    'the provider gave something that is no token',
    'Return the token itself, a string, or null; not the response, nor an object that holds the token.',
  ),
  'reused-token': advice(
    'fault',
    'fetchBindToken gave a token it had given before',
    'Fetch a fresh token in each call: a bind token is good for one use and one minute.',
  ),
  'too-many-requests': advice(
    'warning',
    'more than 32 requests of it were in flight',
    'Answer sooner. If your provider does, report it to LedgerBee.',
  ),
  'frame-silent': advice(
    'fault',
    'it has loaded and said nothing for too long',
    'Have this page’s origin added to the portal’s partner origins, see that the plan in src exists, and that frame-src allows the portal.',
  ),
  'invalid-option': advice('fault', 'an option is not valid and was left out', 'Correct the option.'),
  'already-started': advice('warning', 'the embed was started more than once', 'Load embed.js once, or call start() once.'),
  'version-mismatch': advice(
    'fault',
    'embed scripts of two versions are on this page; the first one runs',
    'Load one, and the same version of the package.',
  ),
  'wasm-unavailable': advice(
    'note',
    'WebAssembly is refused, so the program without it was loaded, in a second request',
    'Add ‘wasm-unsafe-eval’ to script-src. Where that is not wanted, data-engine="js" on the tag skips the try.',
  ),
  'module-restarted': advice(
    'warning',
    'the embed’s program has failed, and another has taken over',
    'Report it to LedgerBee, with this report.',
  ),
  'tag-unknown': advice(
    'warning',
    'the embed’s script could not find its own tag, so the attributes there do not count',
    'Load embed.js by a tag in the page, or call start() with the options.',
  ),
  'frame-unmarked': advice(
    'fault',
    'an iframe of a portal lacks data-ledgerbee-pricing, so it is not served',
    'Add the attribute data-ledgerbee-pricing to it.',
  ),
  'stopped-event': advice(
    'warning',
    'a listener of the page stops message events, and the embed may not have heard one',
    'Have no listener for message call stopImmediatePropagation() on events that are not its own.',
  ),
};

/** A code and what it means, for a row of the diagram. */
export const reason = (code: string): string => {
  const what = ADVICE[code]?.what;
  return what ? `${code}: ${what}` : code;
};
