import { fakePortal, resetEmbed } from 'ledgerbee-embed/testing';
import { mountPricing } from './page.js';

const calls = [];
const tracked = [];
let unmount;

/** The shop's back end, which mints a token for each call. */
const fetch = async (url) => {
  calls.push(url);
  return { ok: true, status: 200, json: async () => ({ checkoutBindToken: `token-${calls.length}` }) };
};

beforeEach(() => {
  calls.length = tracked.length = 0;
  unmount = mountPricing(document.body, { fetch, track: (...given) => tracked.push(given) });
});

afterEach(() => {
  unmount();
  resetEmbed();
});

test('a checkout that starts is bound, with one fresh token', async () => {
  const portal = fakePortal(document.querySelector('iframe'));
  expect(await portal.expectBindToken()).toBe('token-1');
  expect(calls).toEqual(['/your-backend/bind-token']);
  expect(await portal.expectBindToken()).toBe('token-2');
});

test('a purchase reaches analytics', () => {
  const portal = fakePortal(document.querySelector('iframe'));
  portal.emit('checkoutConfirmed', { status: 'CONFIRMED', planItemId: 'team' });
  expect(tracked).toEqual([['purchase', 'team']]);
});
