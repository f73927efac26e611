// A page of the demo, tested as a partner tests a page: www/bound.html, as it is, under an origin of its own.
import { join } from 'node:path';
import { mintBindToken } from 'ledgerbee-embed/server';
import { expect, test } from 'ledgerbee-embed/testing/playwright';

const PAGES = 'node_modules/ledgerbee-sandbox/files/www';
const BUYER = { customerId: '550e8400-e29b-41d4-a716-446655440010', email: 'jane.doe@acme.example' };

test.use({ baseURL: 'https://acme-analytics.example' });

test.beforeEach(async ({ page, ledgerbee }) => {
  await page.route('https://acme-analytics.example/**', (route) => route.fulfill({ path: join(PAGES, new URL(route.request().url()).pathname) }));
  await page.route('**/your-backend/me', (route) => route.fulfill({ json: { company: 'Nordwind', email: BUYER.email } }));
  await page.route('**/your-backend/bind-token', async (route) => {
    const { checkoutBindToken } = await mintBindToken({ ...ledgerbee.api, ...BUYER });
    await route.fulfill({ json: { checkoutBindToken } });
  });
});

test('a customer we know buys with the details filled in, and each step is listed', async ({ page, ledgerbee }) => {
  await page.goto('/bound.html');
  const frame = ledgerbee.frame('pro-plan');
  await frame.buy('Team');
  expect(await frame.isBound()).toBe(true);
  expect(await frame.confirm()).toBe('CONFIRMED');
  await expect(page.getByTestId('thanks')).toHaveText('Thank you! Your subscription is confirmed.');
  await expect(frame.locator).toHaveCount(0);
  const steps = page.getByTestId('events').locator('strong');
  await expect(steps).toHaveText(['pageLoaded', 'checkoutInitiated', 'checkoutConfirmed']);
  expect(ledgerbee.tokens.bind).toEqual({ asked: 1, minted: 1, answered: 1, redeemed: 1 });
});

test('without a back end the checkout is anonymous, and the page names the mail', async ({ page, ledgerbee }) => {
  ledgerbee.down('api');
  await page.route('**/your-backend/bind-token', (route) => route.fulfill({ status: 502 }));
  await page.goto('/bound.html');
  const frame = ledgerbee.frame('pro-plan');
  await frame.buy('Team');
  expect(await frame.isBound()).toBe(false);
  await frame.fillDetails({ email: 'new@buyer.example' });
  expect(await frame.confirm()).toBe('PENDING_VERIFICATION');
  await expect(page.getByTestId('thanks')).toContainText('Almost done: open the link in the e-mail we have sent you.');
  expect((await ledgerbee.mail()).map(({ to }) => to)).toEqual(['new@buyer.example']);
  expect(ledgerbee.tokens.bind).toMatchObject({ minted: 0, redeemed: 0 });
});
