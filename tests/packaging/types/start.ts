import {
  changeLook,
  configure,
  createPricingFrame,
  pricingUrl,
  serveFrame,
  start,
  type Bridge,
  type DiagnosticCode,
  type EmbedEvent,
  type FrameStatus,
  type Listener,
  type Provider,
  type ProviderContext,
  type StartOptions,
  type StatusChange,
} from 'ledgerbee-embed';
import { is } from './is.js';

is<void>()(configure({ portalOrigins: ['https://pay.example'], silenceMs: 5_000 }));
configure({});
is<[options: StartOptions]>()([] as unknown as Parameters<typeof configure>);
// @ts-expect-error: no such option
configure({ provider: {} });

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
  silenceMs: 2_000,
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
// @ts-expect-error: in ms, and a number
start({ silenceMs: '5s' });
is<'kind' | 'frame' | 'requestId' | 'signal'>()({} as keyof ProviderContext);

const end = bridge.on('checkoutConfirmed', ({ detail }) => is<'CONFIRMED' | (string & {}) | undefined>()(detail.status), { replay: true });
end();
bridge.on('pageLoaded', ({ detail }) => {
  is<HTMLIFrameElement>()(detail.frame);
  // @ts-expect-error: of another event
  detail.status;
});
// A name of a newer portal.
bridge.on('newerPortalsEvent', ({ detail }) => is<string | undefined>()(detail.planItemId));

// An object hears as a function does.
bridge.on('status', {
  handleEvent({ detail }) {
    is<StatusChange>()(detail);
    is<FrameStatus>()(detail.status);
    is<DiagnosticCode | undefined>()(detail.code);
    is<HTMLIFrameElement>()(detail.frame);
  },
});
const listener: Listener<'pageLoaded'> = { handleEvent: (event) => is<EmbedEvent<'pageLoaded'>>()(event) };
bridge.on('pageLoaded', listener, { replay: true });
// @ts-expect-error: of another event
bridge.on('checkoutConfirmed', { handleEvent: ({ detail }) => detail.ctaLink });
// @ts-expect-error: nothing that hears
bridge.on('pageLoaded', {});

bridge.on('diagnostic', ({ detail }) => {
  is<string>()(detail.message);
  is<string | undefined>()(detail.origin);
  is<string | undefined>()(detail.expected);
  is<unknown>()(detail.cause);
});

is<Promise<EmbedEvent<'checkoutConfirmed'>>>()(bridge.once('checkoutConfirmed'));
is<Promise<EmbedEvent<'status'>>>()(bridge.once('status', { signal: AbortSignal.timeout(1_000) }));
bridge.once('pageLoaded', { signal: undefined }).then(({ detail }) => is<HTMLIFrameElement>()(detail.frame));
// @ts-expect-error: no such option
bridge.once('pageLoaded', { replay: true });

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
is<'loading' | 'ready' | 'silent' | 'refused' | undefined>()(bridge.status(frame));

// What goes together, and what does not.
pricingUrl({ slug: 'acme', vanity: 'pro', item: 'id', checkout: true, target: '_top', returnUrl: 'https://a.example' });
pricingUrl({ slug: 'acme', vanity: 'pro', item: 'id', target: 'callback', ctaCallback: true });
pricingUrl({ slug: 'acme', planId: 'id', target: 'inline', ctaCallback: true });
const target: 'inline' | '_top' | undefined = Math.random() > 0.5 ? 'inline' : undefined;
pricingUrl({ slug: 'acme', vanity: 'pro', target });
// @ts-expect-error: checkout without item
pricingUrl({ slug: 'acme', vanity: 'pro', checkout: true });
// @ts-expect-error: a gated plan is bought in the frame
pricingUrl({ slug: 'acme', planId: 'id', target: '_top' });
// @ts-expect-error: a gated plan has no item without its checkout
pricingUrl({ slug: 'acme', planId: 'id', item: 'id' });
// @ts-expect-error: it does not leave the page
pricingUrl({ slug: 'acme', vanity: 'pro', target: 'inline', returnUrl: 'https://a.example' });
// @ts-expect-error: a checkout has no button to hand on
pricingUrl({ slug: 'acme', vanity: 'pro', item: 'id', checkout: true, target: 'callback' });
// @ts-expect-error: a checkout has no cards
pricingUrl({ slug: 'acme', vanity: 'pro', item: 'id', checkout: true, ctaCallback: true });
// @ts-expect-error: strict, unlike that of a frame
pricingUrl({ slug: 'acme', vanity: 'pro', lang: 'da-DK' });

is<void>()(changeLook(frame, { lang: 'da-DK', theme: 'dark' }));
changeLook(frame, {});
// @ts-expect-error: no such theme
changeLook(frame, { theme: 'blue' });
// @ts-expect-error: another plan is another frame
changeLook(frame, { vanity: 'pro' });

createPricingFrame({ slug: 'acme', vanity: 'pro', lang: 'da-DK', placeholder: 'wait', fallback: null });
createPricingFrame({ slug: 'acme', vanity: 'pro', placeholder: document.createElement('p'), fallback: (status, code) => (is<FrameStatus>()(status), code ?? null) });
// @ts-expect-error: no content
createPricingFrame({ slug: 'acme', vanity: 'pro', fallback: 5 });
