// Events and diagnostics as TypeScript sees them. What they are is said in `src/core/event.rs` and
// `src/core/diagnostic.rs`; `node scripts/packaging.mjs` compares both.

/** In every event: the iframe that it is about. */
export interface PageLoaded {
  readonly frame: HTMLIFrameElement;
}

/** The item and its plan. An id that does not match `[A-Za-z0-9._:~-]{1,256}` is left out. */
export interface PlanItem extends PageLoaded {
  readonly planVersionId?: string;
  readonly planItemId?: string;
  /** The plan's public slug; a gated plan has none. */
  readonly vanity?: string;
}

/** A buy button was clicked. */
export interface CheckoutInitiated extends PlanItem {
  /** `true` with `target=callback`: nothing was opened, and the page decides what happens next. */
  readonly deferred?: true;
}

/** A custom call to action was clicked. Sent with `ctaCallback` only; the frame opens nothing. */
export interface CustomCtaClicked extends PlanItem {
  /** An `https:` URL, a path of your site, `mailto:` or `tel:`; `null` for any other link. */
  readonly ctaLink: string | null;
}

/** A checkout was finished. Use it to update the page; fulfil orders from webhooks. */
export interface CheckoutConfirmed extends PlanItem {
  /** `CONFIRMED`, or a pending state: the buyer has been sent a link. */
  readonly status?: 'CONFIRMED' | (string & {});
  readonly subscriptionId?: string;
}

/** The fields that an event of a newer portal can have. */
export interface OtherEvent extends PlanItem {
  readonly deferred?: true;
  readonly ctaLink?: string;
  readonly status?: string;
  readonly subscriptionId?: string;
}

/**
 * The status of a frame: `loading` until it sends `pageLoaded`, then `ready`; `silent` if it sends nothing
 * for `silenceMs` after it has loaded; `refused` if it is not served.
 */
export type FrameStatus = 'loading' | 'ready' | 'silent' | 'refused';

/** A change of a frame's status. */
export interface StatusChange {
  readonly status: FrameStatus;
  /** Why the frame is refused or silent. */
  readonly code?: DiagnosticCode;
  readonly frame: HTMLIFrameElement;
}

/** A report of a problem. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** The code, and a sentence that says what happened and what to do. */
  readonly message: string;
  readonly frame?: HTMLIFrameElement;
  readonly requestId?: string | number;
  /** The origin that is wrong. */
  readonly origin?: string;
  /** The origin that would be right. */
  readonly expected?: string;
  /** The error that a provider threw or rejected with, or why a program could not run. */
  readonly cause?: unknown;
}

export type DiagnosticCode =
  | 'untrusted-origin'
  | 'sandboxed-frame'
  | 'srcdoc-frame'
  | 'origin-mismatch'
  | 'malformed-message'
  | 'unknown-message'
  | 'provider-missing'
  | 'provider-failed'
  | 'provider-timeout'
  | 'provider-invalid-token'
  | 'too-many-requests'
  | 'frame-silent'
  | 'invalid-option'
  | 'already-started'
  | 'version-mismatch'
  | 'wasm-unavailable'
  | 'module-restarted'
  | 'tag-unknown'
  | 'frame-unmarked';

/** The `detail` of each event, by the part of its name after `ledgerbee:embed:`. */
export interface EventMap {
  pageLoaded: PageLoaded;
  checkoutInitiated: CheckoutInitiated;
  customCtaClicked: CustomCtaClicked;
  checkoutConfirmed: CheckoutConfirmed;
  status: StatusChange;
  diagnostic: Diagnostic;
}

export type EventName = keyof EventMap;

/** An event, by its name, also for events of newer portals. */
export type EmbedEvent<Name extends string = EventName> = CustomEvent<
  Name extends EventName ? EventMap[Name] : OtherEvent
>;

type WindowEvents = {
  [Name in EventName as `ledgerbee:embed:${Name}`]: EmbedEvent<Name>;
};

declare global {
  interface WindowEventMap extends WindowEvents {}
}
