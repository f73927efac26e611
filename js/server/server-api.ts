// The API as TypeScript sees it. `node scripts/packaging.mjs` compares it with the API's own description.

/** Why one field of a request was refused. */
export interface FieldError {
  /** Its name, such as `customer.vatZone`. */
  readonly field: string;
  readonly message: string;
}

/** Who is granted access to the portal. */
export interface Person {
  /** The address of the person who buys: the login to the portal. */
  email: string;
  /** Your own id of the order, which comes back in webhooks as `partnerReferenceId`: up to 200 of `[A-Za-z0-9_-]`. */
  clientReferenceId?: string | undefined;
}

/** A customer that is found by its number, or else created. */
export interface NewCustomer {
  /** Your own number of the customer. One that is known is reused, and never changed. */
  customerNumber: string;
  name: string;
  customerType: 'BUSINESS' | 'PRIVATE_PERSON';
  /** ISO 3166-1 alpha-2. */
  countryCode: string;
  vatZone: 'domestic' | 'eu' | 'abroad' | 'domestic_without_vat';
  /** A uuid of `GET /api/v1/customers/groups`. */
  customerGroupId: string;
  /** The customer's own address, by default that of the person. */
  email?: string | undefined;
  vatNumber?: string | undefined;
  address?: { street?: string | undefined; postalCode?: string | undefined; city?: string | undefined } | undefined;
}

/** What `POST /api/v1/portal-sso/provision` returns. */
export interface ProvisionAnswer {
  readonly customerId: string;
  readonly customerNumber: string;
  readonly portalUserId: string;
  readonly email: string;
  /** 43 characters, single-use. */
  readonly checkoutBindToken?: string;
  /** ISO 8601, about 60 s from now. */
  readonly checkoutBindExpiresAt?: string;
}

/** What `POST /api/v1/portal/plans/resolve` takes. */
export interface ResolveRequest {
  /** The customer. With it, the two hints are ignored. */
  customerId?: string | undefined;
  /** The person who acts for the customer. */
  buyerEmail?: string | undefined;
  /** ISO 3166-1 alpha-2, for a buyer who is no customer yet. */
  countryCode?: string | undefined;
  /** For a buyer who is no customer yet. */
  customerType?: 'BUSINESS' | 'PRIVATE_PERSON' | undefined;
  /** Only these plans, by their uuids. */
  planIds?: readonly string[] | undefined;
  /** By default `en`. */
  language?: 'en' | 'da' | undefined;
}

/** What `POST /api/v1/portal/plans/resolve` returns. */
export interface ResolveAnswer {
  readonly plans: readonly CatalogEntry[];
  /** 43 characters, reusable, read-only. */
  readonly catalogToken: string;
  /** ISO 8601, about 30 min from now. */
  readonly expiresAt: string;
}

/** A plan, and its place in the catalogue. */
export interface CatalogEntry {
  readonly displayOrder: number;
  readonly isLegacyForVisitor: boolean;
  readonly plan: PlanCard;
}

/** The card of a plan, in one language. */
export interface PlanCard {
  readonly planId: string;
  readonly planVersionId: string;
  /** The public slug; `null` if the plan is not public. */
  readonly vanity: string | null;
  readonly name: string;
  readonly description: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly items: readonly PlanItemCard[];
}

/** The card of one item of a plan. */
export interface PlanItemCard {
  readonly planItemId: string;
  readonly itemType: 'SUBSCRIPTION' | 'CUSTOM_CTA';
  readonly displayOrder: number;
  readonly name: string;
  readonly description: string;
  readonly features: readonly string[];
  /** In the smallest unit of `currency`; `null` for a `CUSTOM_CTA`. */
  readonly priceMinor: number | null;
  readonly currency: string;
  readonly interval: string | null;
  readonly sourceSubscriptionId: string | null;
  readonly ctaPresetKey: string | null;
  readonly ctaLink: string | null;
}

/** The event of a webhook. */
export interface WebhookEvent {
  readonly type: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly data: unknown;
}

/** A subscription was assigned to a customer, or has started. */
export interface SubscriptionEvent extends WebhookEvent {
  readonly type: 'subscription.assigned' | 'subscription.started';
  readonly data: {
    readonly subscriptionId: string;
    readonly customerId: string;
    readonly planId: string;
    readonly planVersionId: string;
    readonly planItemId: string;
    readonly sourceSubscriptionId: string | null;
    /** As `2026-11-28`. */
    readonly startDate: string;
    /** The `clientReferenceId` of the bind token; `null` if there was none. */
    readonly partnerReferenceId: string | null;
  };
}
