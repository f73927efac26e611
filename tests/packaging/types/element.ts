import { definePricingElement, type PricingElement } from 'ledgerbee-embed/element';
import type { FrameStatus } from 'ledgerbee-embed';
import { is } from './is.js';

definePricingElement();
const element = document.createElement('ledgerbee-pricing');
is<PricingElement>()(element);
is<HTMLIFrameElement | undefined>()(element.frame);
element.providers = { fetchBindToken: async () => null };
element.addEventListener('checkoutConfirmed', ({ detail }) => {
  const status: string | undefined = detail.status;
});
element.addEventListener('status', ({ detail }) => is<FrameStatus>()(detail.status));
element.addEventListener('keydown', (event) => is<KeyboardEvent>()(event));
// @ts-expect-error: no token
element.providers = { fetchBindToken: async () => 5 };
element.planId = undefined;
is<string | undefined>()(element.frameTitle);
is<boolean>()(element.checkout);
// @ts-expect-error: on or off
element.ctaCallback = 'yes';
is<FrameStatus | undefined>()(element.status);
// @ts-expect-error: the frame's to say
element.status = 'ready';
