import { PricingEmbed } from 'ledgerbee-embed/react';
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
