/** @jsxImportSource preact */
import { definePricingElement } from 'ledgerbee-embed/element/preact';
import type { FrameStatus, Providers } from 'ledgerbee-embed';
import { is } from './is.js';

definePricingElement();
const providers: Providers = { fetchBindToken: async () => null };

export const good = (
  <ledgerbee-pricing
    slug="acme"
    vanity="pro"
    target="inline"
    lang="da-DK"
    theme="dark"
    frame-title="Prices"
    loading="eager"
    class="frame"
    providers={providers}
    oncheckoutConfirmed={({ detail }) => is<string | undefined>()(detail.subscriptionId)}
    onstatus={({ detail }) => is<FrameStatus>()(detail.status)}
  />
);
export const gated = <ledgerbee-pricing portal="https://pay.example" plan-id="id" item="id" checkout />;
export const slotted = (
  <ledgerbee-pricing slug="acme" vanity="pro" cta-callback={Math.random() > 0.5}>
    <p slot="placeholder">wait</p>
  </ledgerbee-pricing>
);
// @ts-expect-error: which plan?
export const noPlan = <ledgerbee-pricing slug="acme" />;
// @ts-expect-error: one of the two
export const twoPortals = <ledgerbee-pricing slug="acme" portal="https://pay.example" vanity="pro" />;
// @ts-expect-error: the checkout of what?
export const noItem = <ledgerbee-pricing slug="acme" vanity="pro" checkout />;
// @ts-expect-error: a gated plan is bought in the frame
export const top = <ledgerbee-pricing slug="acme" plan-id="id" target="_top" />;
// @ts-expect-error: no such target
export const blank = <ledgerbee-pricing slug="acme" vanity="pro" target="_blank" />;
// @ts-expect-error: no such attribute
export const noAttribute = <ledgerbee-pricing slug="acme" vanity="pro" plan="pro" />;
// @ts-expect-error: a number is no token
export const wrong = <ledgerbee-pricing slug="acme" vanity="pro" providers={{ fetchBindToken: async () => 5 }} />;
// @ts-expect-error: of another event
export const other = <ledgerbee-pricing slug="acme" vanity="pro" onpageLoaded={({ detail }) => detail.status} />;
