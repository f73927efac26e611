import { createPricingFrame, pricingUrl, serveFrame, start, type Bridge, type Provider } from 'ledgerbee-embed';
import { is } from './is.js';

const bridge: Bridge = start({
  providers: {
    fetchBindToken: async ({ kind, frame, requestId, signal }) => {
      is<'bind' | 'catalog'>()(kind);
      is<HTMLIFrameElement>()(frame);
      is<string | number>()(requestId);
      is<AbortSignal>()(signal);
      return null;
    },
    fetchCatalogToken: () => 'plain',
  },
  portalOrigins: ['https://pay.example'],
  providerTimeoutMs: 5_000,
  debug: true,
  root: document.body.attachShadow({ mode: 'open' }),
});
start();
start({ providers: undefined });
// @ts-expect-error: a number is no token
const wrong: Provider = () => 5;
// @ts-expect-error: no such option
start({ provider: {} });
// @ts-expect-error: in ms, and a number
start({ providerTimeoutMs: '5s' });

const end = bridge.on('checkoutConfirmed', ({ detail }) => is<'CONFIRMED' | (string & {}) | undefined>()(detail.status), { replay: true });
end();
bridge.on('pageLoaded', ({ detail }) => {
  is<HTMLIFrameElement>()(detail.frame);
  // @ts-expect-error: of another event
  detail.status;
});
// A name of a newer portal.
bridge.on('trialStarted', ({ detail }) => is<string | undefined>()(detail.planItemId));

pricingUrl({ slug: 'acme', vanity: 'pro' });
pricingUrl({ portal: 'https://pay.example', planId: 'id', item: 'id', checkout: true, lang: 'da', theme: 'dark' });
// @ts-expect-error: neither slug nor portal
pricingUrl({ vanity: 'pro' });
// @ts-expect-error: both
pricingUrl({ slug: 'acme', portal: 'https://pay.example', vanity: 'pro' });
// @ts-expect-error: neither vanity nor planId
pricingUrl({ slug: 'acme' });
// @ts-expect-error: no such target
pricingUrl({ slug: 'acme', vanity: 'pro', target: '_blank' });

const frame = createPricingFrame({ slug: 'acme', vanity: 'pro', title: 'Prices', loading: 'eager', providers: {} });
is<HTMLIFrameElement>()(frame);
is<Bridge>()(serveFrame(frame, { fetchBindToken: async () => 'token' }));
