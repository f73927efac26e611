// A component of the package, in the same way.
import { fakePortal, resetEmbed } from 'ledgerbee-embed/testing';
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { PricingEmbed } from 'ledgerbee-embed/react';

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

test("the component's provider is asked, and its handler called", async () => {
  const home = document.createElement('div');
  document.body.append(home);
  const root = createRoot(home);
  const confirmed = [];
  const onCheckoutConfirmed = ({ detail }) => confirmed.push(detail.status);
  const providers = { fetchBindToken: async () => 'token' };
  await act(() => root.render(createElement(PricingEmbed, { slug: 'acme', vanity: 'pro-plan', providers, onCheckoutConfirmed })));
  const portal = fakePortal(home.querySelector('iframe'));
  expect(await portal.expectBindToken()).toBe('token');
  portal.emit('checkoutConfirmed', { status: 'CONFIRMED' });
  expect(confirmed).toEqual(['CONFIRMED']);
  await act(() => root.unmount());
  expect(() => portal.emit('pageLoaded')).toThrow(/not in the document/);
  resetEmbed();
});
