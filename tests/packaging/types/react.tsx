import {
  LedgerBeeProvider,
  PricingEmbed,
  type PricingEmbedBaseProps,
  type PricingEmbedProps,
  type PricingEmbedPropsWithout,
} from 'ledgerbee-embed/react';
import { createRef } from 'react';
import { is } from './is.js';

const ref = createRef<HTMLIFrameElement>();

export const good = (
  <PricingEmbed
    ref={ref}
    slug="acme"
    vanity="pro"
    className="pricing"
    style={{ minHeight: 0 }}
    aria-describedby="note"
    providers={{ fetchBindToken: async ({ signal }) => (await fetch('/token', { signal })).text() }}
    onCheckoutInitiated={({ detail }) => is<true | undefined>()(detail.deferred)}
    onCheckoutConfirmed={({ detail }) => is<string | undefined>()(detail.subscriptionId)}
    onStatus={({ detail }) => is<'loading' | 'ready' | 'silent' | 'refused'>()(detail.status)}
    onDiagnostic={({ detail }) => is<string>()(detail.message)}
  />
);
// @ts-expect-error: which plan?
export const noPlan = <PricingEmbed slug="acme" />;
// @ts-expect-error: the URL is made of the options
export const ownUrl = <PricingEmbed slug="acme" vanity="pro" src="https://acme.example" />;
// @ts-expect-error: no such event
export const noEvent = <PricingEmbed slug="acme" vanity="pro" onCheckoutDone={() => {}} />;

export const placed = (
  <LedgerBeeProvider portalOrigins={['https://pay.example']} silenceMs={5_000} providers={{ fetchBindToken: () => null }}>
    <PricingEmbed portal="https://pay.example" vanity="pro" placeholder={<p>wait</p>} fallback={(status, code) => `${status} ${code}`} />
    <PricingEmbed slug="acme" vanity="pro" placeholder="wait" fallback={null} lang="da-DK" />
  </LedgerBeeProvider>
);
// @ts-expect-error: a root is no option of a tree
export const noRoot = <LedgerBeeProvider root={document.body.attachShadow({ mode: 'open' })} />;

export const all = (
  <PricingEmbed
    slug="acme"
    vanity="pro"
    onEvent={(event) => {
      if (event.type === 'ledgerbee:embed:checkoutConfirmed') is<string | undefined>()(event.detail.subscriptionId);
      if (event.type === 'ledgerbee:embed:status') is<'loading' | 'ready' | 'silent' | 'refused'>()(event.detail.status);
      // @ts-expect-error: of another event
      if (event.type === 'ledgerbee:embed:pageLoaded') event.detail.status;
      // @ts-expect-error: no such event
      if (event.type === 'ledgerbee:embed:pageGone') event;
    }}
  />
);

/** A component around it, which has an interface of its own. */
interface ShopPricingProps extends PricingEmbedBaseProps {
  plan: string;
}
export const ShopPricing = ({ plan, ...rest }: ShopPricingProps) => <PricingEmbed {...rest} slug="acme" vanity={plan} />;
export const shop = <ShopPricing plan="pro" className="a" onCheckoutConfirmed={({ detail }) => is<string | undefined>()(detail.vanity)} />;
type WithoutTitle = Omit<PricingEmbedBaseProps, 'title'>;
export const Untitled = (rest: WithoutTitle) => <PricingEmbed {...rest} title="Prices" slug="acme" vanity="pro" />;

/** One that sets the portal, and takes every plan. */
export const AcmePricing = (props: PricingEmbedPropsWithout<'slug' | 'portal'>) => <PricingEmbed {...({ ...props, slug: 'acme' } as PricingEmbedProps)} />;
export const gated = <AcmePricing planId="550e8400-e29b-41d4-a716-446655440100" target="inline" />;
// @ts-expect-error: which plan?
export const acmeNoPlan = <AcmePricing />;
// @ts-expect-error: the portal is set
export const acmeSlug = <AcmePricing slug="other" vanity="pro" />;

// @ts-expect-error: the checkout of what?
export const noItem = <PricingEmbed slug="acme" vanity="pro" checkout />;
export const item = <PricingEmbed slug="acme" vanity="pro" checkout item="id" />;
