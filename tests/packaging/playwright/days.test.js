// The days on which something is wrong, and what else a test can see.
import { LedgerBeeError, mintBindToken, resolvePlans } from 'ledgerbee-embed/server';
import { expect, test } from 'ledgerbee-embed/testing/playwright';

const ORIGIN = 'https://shop.example';
const BUYER = { customerId: '550e8400-e29b-41d4-a716-446655440010', email: 'jane.doe@acme.example' };
const GATED = '550e8400-e29b-41d4-a716-446655440100';

test.use({ baseURL: ORIGIN });

/** Serves the page with a back end that mints as `mint` does. */
async function open(page, mint) {
  await page.route(`${ORIGIN}/`, (route) => route.fulfill({ path: 'page.html' }));
  await page.route('**/your-backend/bind-token', async (route) => {
    try {
      await route.fulfill({ json: await mint() });
    } catch {
      await route.fulfill({ status: 502 });
    }
  });
  await page.goto('/');
}

/** What keeps a buyer anonymous. */
const nobody = (page) => page.route('**/your-backend/bind-token', (route) => route.fulfill({ status: 204 }));

test('an anonymous buyer gets a link in this test only, and it leads to the payment window and the portal', async ({ page, ledgerbee }) => {
  await open(page, () => ({}));
  await nobody(page);
  const frame = ledgerbee.frame('pro-plan');
  await frame.buy('Scale');
  expect(await frame.isBound()).toBe(false);
  await frame.fillDetails({ email: 'new@buyer.example' });
  expect(await frame.confirm()).toBe('PENDING_VERIFICATION');
  const mail = await ledgerbee.mail();
  expect(mail.map(({ to }) => to)).toEqual(['new@buyer.example']);
  expect(mail[0].link).toMatch(/^https:\/\/acme\.portal\.ledgerbee\.com\/verify\//);
  expect(ledgerbee.tokens.bind).toEqual({ asked: 1, minted: 0, answered: 0, redeemed: 0 });
  await page.goto(mail[0].link);
  await expect(page.getByTestId('stand-in')).toBeVisible();
  await page.getByTestId('decline').click();
  await expect(page.getByTestId('payment-declined')).toBeVisible();
  await page.getByTestId('to-payment').click();
  await page.getByTestId('pay').click();
  await expect(page.getByTestId('subscribed')).toBeVisible();
  expect(await page.evaluate(() => location.origin)).toBe('https://acme.portal.ledgerbee.com');
});

test('mail of an earlier test is not seen', async ({ ledgerbee }) => {
  expect(await ledgerbee.mail()).toEqual([]);
});

test('what a bound buyer cannot fill in is said', async ({ page, ledgerbee }) => {
  await open(page, () => mintBindToken({ ...ledgerbee.api, ...BUYER }));
  const frame = ledgerbee.frame('pro-plan');
  await frame.buy('Team');
  await expect(frame.fillDetails({ email: 'a@b.example' })).rejects.toThrow(/is bound to a customer, so email cannot be filled in/);
  await expect(frame.fillDetails({ mail: 'a@b.example' })).rejects.toThrow(/has no mail/);
  await frame.fillDetails({ startDate: '1999-12-31' });
  await expect(frame.confirm()).rejects.toThrow(/did not confirm the checkout: startDate is not valid/);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await frame.fillDetails({ startDate: tomorrow });
  expect(await frame.confirm()).toBe('CONFIRMED');
});

test('a token that was kept for 61 s does not bind', async ({ page, ledgerbee }) => {
  const kept = await mintBindToken({ ...ledgerbee.api, ...BUYER });
  await open(page, () => kept);
  await ledgerbee.clock.advance('61 s');
  const frame = ledgerbee.frame('pro-plan');
  await frame.buy('Team');
  expect(await frame.isBound()).toBe(false);
  expect(ledgerbee.tokens.bind).toEqual({ asked: 1, minted: 1, answered: 1, redeemed: 0 });
});

test('when the API is down the checkout is anonymous, and the page reports why', async ({ page, ledgerbee }) => {
  await open(page, () => mintBindToken({ ...ledgerbee.api, ...BUYER }));
  ledgerbee.down('api');
  const frame = ledgerbee.frame('pro-plan');
  await frame.buy('Team');
  expect(await frame.isBound()).toBe(false);
  expect(await ledgerbee.event('diagnostic')).toMatchObject({ code: 'provider-failed' });
  await expect(mintBindToken({ ...ledgerbee.api, ...BUYER })).rejects.toMatchObject({ code: 'REQUEST_FAILED' });
  ledgerbee.up();
  await expect(mintBindToken({ ...ledgerbee.api, ...BUYER })).resolves.toHaveProperty('checkoutBindToken');
});

test('a refused key is an error with its code', async ({ ledgerbee }) => {
  ledgerbee.refuse('api');
  const refused = await mintBindToken({ ...ledgerbee.api, ...BUYER }).catch((error) => error);
  expect(refused).toBeInstanceOf(LedgerBeeError);
  expect(refused).toMatchObject({ code: 'INSUFFICIENT_SCOPE', httpStatus: 403 });
});

test('when the portal refuses the page, the fallback shows', async ({ page, ledgerbee }) => {
  await page.route(`${ORIGIN}/`, (route) => route.fulfill({ path: 'page.html' }));
  ledgerbee.refuse('portal');
  await page.goto('/');
  await expect(page.locator('#fallback')).toBeVisible();
  expect(await ledgerbee.event('diagnostic')).toMatchObject({ code: 'frame-silent' });
});

test('when the portal is slow, it still shows', async ({ page, ledgerbee }) => {
  ledgerbee.slow(300, 'portal');
  await open(page, () => mintBindToken({ ...ledgerbee.api, ...BUYER }));
  await expect(ledgerbee.frame('pro-plan').card('Team')).toBeVisible();
  await ledgerbee.event('pageLoaded');
  expect(ledgerbee.tokens.bind.asked).toBe(0);
});

test('when the portal is down, nothing of it loads', async ({ page, ledgerbee }) => {
  await page.route(`${ORIGIN}/`, (route) => route.fulfill({ path: 'page.html' }));
  ledgerbee.down('portal');
  const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/embed.js'));
  await page.goto('/');
  expect((await failed).failure().errorText).toMatch(/REFUSED/);
});

test('the origin of the frame is the real one', async ({ page, ledgerbee }) => {
  await open(page, () => mintBindToken({ ...ledgerbee.api, ...BUYER }));
  await expect(ledgerbee.frame('pro-plan').card('Team')).toBeVisible();
  const frame = page.frames().find((it) => it !== page.mainFrame());
  expect(await frame.evaluate(() => location.origin)).toBe('https://acme.portal.ledgerbee.com');
});

test('a gated plan is shown to whom it is resolved for', async ({ page, ledgerbee }) => {
  const { catalogToken, plans } = await resolvePlans({ ...ledgerbee.api, customerId: BUYER.customerId, planIds: [GATED] });
  expect(plans.map(({ plan }) => plan.planId)).toEqual([GATED]);
  const html = `<!doctype html><iframe src="https://acme.portal.ledgerbee.com/embed/by-id/${GATED}" data-ledgerbee-pricing></iframe>
    <script>LedgerBee = { embed: { fetchCatalogToken: () => ${JSON.stringify(catalogToken)} } }</script>
    <script src="https://acme.portal.ledgerbee.com/embed.js"></script>`;
  await page.route(`${ORIGIN}/`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto('/');
  await expect(ledgerbee.frame(GATED).card('Partner Team')).toBeVisible();
  expect(ledgerbee.tokens.catalog).toMatchObject({ asked: 1, minted: 1, answered: 1 });
});

test('what is no time, no part and no event is said', async ({ ledgerbee }) => {
  await expect(ledgerbee.clock.advance('soon')).rejects.toThrow(/needs a time such as '61 s'/);
  expect(() => ledgerbee.down('everything')).toThrow(/there is no part everything/);
  await expect(ledgerbee.event('checkoutConfirm')).rejects.toThrow(/there is no event checkoutConfirm/);
});
