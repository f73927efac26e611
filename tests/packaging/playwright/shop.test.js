import { mintBindToken } from 'ledgerbee-embed/server';
import { expect, test } from 'ledgerbee-embed/testing/playwright';

test.use({ baseURL: 'https://shop.example' });

test.beforeEach(async ({ page, ledgerbee }) => {
  await page.route('https://shop.example/', (route) => route.fulfill({ path: 'page.html' }));
  await page.route('**/your-backend/bind-token', async (route) => {
    const buyer = { customerId: '550e8400-e29b-41d4-a716-446655440010', email: 'jane.doe@acme.example' };
    const { checkoutBindToken } = await mintBindToken({ ...ledgerbee.api, ...buyer });
    await route.fulfill({ json: { checkoutBindToken } });
  });
});

test('a buyer who is signed in buys at once', async ({ page, ledgerbee }) => {
  await page.goto('/');
  const frame = ledgerbee.frame('pro-plan');
  await frame.buy('Team');
  expect(await frame.isBound()).toBe(true);
  expect(await frame.confirm()).toBe('CONFIRMED');
  await expect(page.getByRole('status')).toHaveText('Thank you: CONFIRMED');
  expect(ledgerbee.tokens.bind).toEqual({ asked: 1, minted: 1, answered: 1, redeemed: 1 });
});
