// What the embed's diagnostics mean and what to do, by code; `docs/protocol.md` has the rules. Two
// more are what the inspector saw for itself.

export type Level = 'fault' | 'warning' | 'note';

/** What each level is called, the gravest first. */
export const LEVELS: Record<Level, string> = { fault: 'Error', warning: 'Warning', note: 'Info' };

export interface Advice {
  level: Level;
  what: string;
  fix: string;
}

const advice = (level: Level, what: string, fix: string): Advice => ({ level, what, fix });

export const ADVICE: Record<string, Advice> = {
  'untrusted-origin': advice(
    'fault',
    'the embed does not trust the origin of its src',
    'Correct src. If the portal has its own domain, load embed.js from that portal, or list its origin in data-portal-origins (or portalOrigins). Only listed origins are trusted then.',
  ),
  'sandboxed-frame': advice(
    'fault',
    'its sandbox lacks allow-same-origin, so its messages have no origin to check',
    'Remove sandbox, or set it to allow-same-origin allow-scripts allow-forms allow-popups.',
  ),
  'srcdoc-frame': advice('fault', 'it has a srcdoc, which the browser shows instead of src', 'Remove srcdoc.'),
  'origin-mismatch': advice(
    'fault',
    'a message came from a different origin than that of its src',
    'Find out where the frame was redirected or navigated to, and write that address as src.',
  ),
  'malformed-message': advice(
    'warning',
    'a message lacks a field or has a wrong one',
    'Remove the marker if the iframe does not show a portal. If it does, report it to LedgerBee.',
  ),
  'unknown-message': advice(
    'note',
    'a message has an unknown type and was not passed on',
    'Nothing, unless you miss an event: then load the current embed.js.',
  ),
  'provider-missing': advice(
    'warning',
    'the page had not set this provider when a frame needed it',
    'Set it on window.LedgerBee.embed before the page’s load event. For fetchBindToken it is normal: that checkout is anonymous.',
  ),
  'provider-failed': advice(
    'fault',
    'the provider threw or rejected',
    'The console shows the error. Look at your back end’s response in the network panel; the buyer continues anonymously meanwhile.',
  ),
  'provider-timeout': advice(
    'fault',
    'the provider did not answer before the deadline',
    'Make the backend faster, or raise data-provider-timeout (ms, 60,000 at most).',
  ),
  'provider-invalid-token': advice(
    'fault',
    'the provider returned something that is not a token',
    'Return the token itself (a string) or null, not the response or an object that contains the token.',
  ),
  'reused-token': advice(
    'fault',
    'fetchBindToken returned the same token twice',
    'Fetch a fresh token in each call: a bind token can be used once, within one minute.',
  ),
  'too-many-requests': advice(
    'warning',
    'it had more than 32 requests in flight',
    'Make the provider faster. If it is fast, report this to LedgerBee.',
  ),
  'frame-silent': advice(
    'fault',
    'it has loaded but sent no message in time',
    'Ask the portal’s operator to add this page’s origin to its partner origins. Check that the plan in src exists and that frame-src allows the portal.',
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
    'WebAssembly is refused, so the embed loaded its JavaScript program with a second request',
    'Add ‘wasm-unsafe-eval’ to script-src. Or set data-engine="js" on the tag to load the JavaScript program at once.',
  ),
  'module-restarted': advice(
    'warning',
    'the embed’s program failed and was replaced',
    'Report it to LedgerBee, with this report.',
  ),
  'tag-unknown': advice(
    'warning',
    'the embed’s script could not find its own tag, so its attributes were not read',
    'Load embed.js by a tag in the page, or call start() with the options.',
  ),
  'frame-unmarked': advice(
    'fault',
    'an iframe of a portal lacks data-ledgerbee-pricing, so it is not served',
    'Add the attribute data-ledgerbee-pricing to it.',
  ),
  'stopped-event': advice(
    'warning',
    'a listener of the page stops message events, so the embed may miss messages',
    'Change that message listener: call stopImmediatePropagation() only for its own messages.',
  ),
};

/** A code and what it means, for a row of the diagram. */
export const reason = (code: string): string => {
  const what = ADVICE[code]?.what;
  return what ? `${code}: ${what}` : code;
};
