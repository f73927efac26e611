// Events and diagnostics as TypeScript sees them. What they are is said in `src/core/event.rs` and
// `src/core/diagnostic.rs`; `node scripts/packaging.mjs` compares both.

/** In every event: the iframe it came from. */
export interface PageLoaded {
  readonly frame: HTMLIFrameElement;
}

/** Which item of which plan. An id that is no id of `[A-Za-z0-9._:~-]{1,256}` is left out. */
export interface PlanItem extends PageLoaded {
  readonly planVersionId?: string;
  readonly planItemId?: string;
  /** The plan's public slug; a gated plan has none. */
  readonly vanity?: string;
}

/** A buy button was clicked. */
export interface CheckoutInitiated extends PlanItem {
  /** There with `target=callback`: nothing was opened, what happens next is up to the page. */
  readonly deferred?: true;
}

/** A custom call to action was clicked; only with `ctaCallback`, and nothing was opened. */
export interface CustomCtaClicked extends PlanItem {
  /** An `https:` URL, a path of the page's own site, `mailto:` or `tel:`; `null` if it is none. */
  readonly ctaLink: string | null;
}

/** A checkout was finished in the frame: for the page's looks, never to fulfil an order on. */
export interface CheckoutConfirmed extends PlanItem {
  /** `CONFIRMED`, or a pending state: the buyer has been sent a link. */
  readonly status?: 'CONFIRMED' | (string & {});
  readonly subscriptionId?: string;
}

/** What one of a newer portal may carry. */
export interface OtherEvent extends PlanItem {
  readonly deferred?: true;
  readonly ctaLink?: string;
  readonly status?: string;
  readonly subscriptionId?: string;
}

/**
 * How a frame is doing: `loading` until its `pageLoaded` comes, then `ready`; `silent` if nothing was heard
 * for too long after it had loaded; `refused` if it is not served.
 */
export type FrameStatus = 'loading' | 'ready' | 'silent' | 'refused';

/** A change of a frame's status. */
export interface StatusChange {
  readonly status: FrameStatus;
  /** Why the frame is refused or silent. */
  readonly code?: DiagnosticCode;
  readonly frame: HTMLIFrameElement;
}

/** Something is wrong, or was left out. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** The code, and a sentence that says what is concerned and what to do. */
  readonly message: string;
  readonly frame?: HTMLIFrameElement;
  readonly requestId?: string | number;
  /** The origin that is not the right one. */
  readonly origin?: string;
  /** The origin that would be. */
  readonly expected?: string;
  /** What a provider threw or rejected with. */
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

/** An event, by its name; one of a newer portal's too. */
export type EmbedEvent<Name extends string = EventName> = CustomEvent<
  Name extends EventName ? EventMap[Name] : OtherEvent
>;

type WindowEvents = {
  [Name in EventName as `ledgerbee:embed:${Name}`]: EmbedEvent<Name>;
};

declare global {
  interface WindowEventMap extends WindowEvents {}
}
