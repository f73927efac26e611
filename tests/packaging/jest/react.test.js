// A project's own test of a page with prices, under Jest and jsdom as they come: no polyfill, no mock.
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createPricingFrame, pricingUrl, start } from 'ledgerbee-embed';
import { definePricingElement } from 'ledgerbee-embed/element';
import { PricingEmbed } from 'ledgerbee-embed/react';

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

const acme = { slug: 'acme', vanity: 'pro' };
const url = 'https://acme.portal.ledgerbee.com/embed/pro';
let said;

beforeEach(() => {
  said = jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  globalThis.LedgerBee?.bridge?.stop();
  document.body.replaceChildren();
  said.mockRestore();
});

test('jsdom has no TextDecoder, which is why this is a test', () => {
  expect(typeof TextDecoder).toBe('undefined');
});

test('the component renders, and hands on the events of its frame', async () => {
  const heard = [];
  const host = document.body.appendChild(document.createElement('div'));
  const root = createRoot(host);
  await act(() => root.render(createElement(PricingEmbed, { ...acme, onCheckoutConfirmed: ({ detail }) => heard.push(detail.status) })));
  const frame = host.querySelector('iframe');
  expect(frame.src).toBe(url);
  const confirm = (detail) => act(() => dispatchEvent(new CustomEvent('ledgerbee:embed:checkoutConfirmed', { detail })));
  await confirm({ frame, status: 'CONFIRMED' });
  await confirm({ frame: document.createElement('iframe'), status: 'OTHER' });
  expect(heard).toEqual(['CONFIRMED']);
  await act(() => root.unmount());
});

test('the element is defined', async () => {
  definePricingElement();
  const element = document.createElement('ledgerbee-pricing');
  for (const [name, value] of Object.entries(acme)) element.setAttribute(name, value);
  document.body.append(element);
  await Promise.resolve();
  expect(element.frame.src).toBe(url);
});

test('what has no program says so, once, and throws nothing', async () => {
  expect(createPricingFrame(acme).src).toBe(pricingUrl(acme));
  const bridge = start();
  await expect(bridge.ready).rejects.toThrow('TextDecoder');
  expect(bridge.frames()).toEqual([]);
  expect(said.mock.calls).toEqual([[expect.stringMatching(/^ledgerbee-embed: .*TextDecoder/)]]);
});
