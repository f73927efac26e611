// What is asked of the component for React.
import assert from 'node:assert/strict';
import { PLAN_ITEM, click, countLoads, hears } from './acts.mjs';

/** StrictMode is on: every effect has run twice by now. */
export async function react(page) {
  const start = ['mine ledgerbee:embed:pageLoaded 0', 'other ledgerbee:embed:pageLoaded 0'];
  await hears(page, start);
  await countLoads(page, '#mine');

  // A changed callback is the one that is called, and loads nothing; also while a Suspense boundary hides the frame.
  await click(page.locator('#count'));
  await click(page.locator('#sleep'));
  await page.waitForSelector('#asleep');
  await click(page.frameLocator('#mine').getByTestId(`buy-${PLAN_ITEM}`));
  const initiated = [...start, 'mine ledgerbee:embed:checkoutInitiated 1'];
  await hears(page, initiated);
  await page.frameLocator('#mine').locator('[data-testid=details-form][data-bound=true]').waitFor({ state: 'attached' });
  await click(page.locator('#sleep'));
  await page.waitForSelector('#asleep', { state: 'detached' });

  // Providers are the frame's own: the other one has none.
  await click(page.frameLocator('#other-frame').getByTestId(`buy-${PLAN_ITEM}`));
  await page.frameLocator('#other-frame').locator('[data-testid=details-form][data-bound=false]').waitFor();
  await hears(page, [...initiated, 'other ledgerbee:embed:checkoutInitiated 1']);

  // The other one goes, and the bridge stays.
  await click(page.locator('#other'));
  await page.waitForSelector('#other-frame', { state: 'detached' });
  const mine = page.frameLocator('#mine');
  // An Activity that hides the frame loses nothing: the checkout is confirmed, and back it is the same document.
  await click(page.locator('#away'));
  await page.locator('#mine').waitFor({ state: 'hidden' });
  await click(mine.getByTestId('confirm'));
  await mine.locator('[data-testid=confirmation][data-status=CONFIRMED]').waitFor({ state: 'attached' });
  await hears(page, [...initiated, 'other ledgerbee:embed:checkoutInitiated 1', 'mine ledgerbee:embed:checkoutConfirmed 1']);
  await click(page.locator('#away'));
  await page.locator('#mine').waitFor({ state: 'visible' });
  assert.equal(await countLoads(page, '#mine'), 0, 'loads of the frame');
  const style = await page.locator('#mine').evaluate(({ style }) => [style.width, style.minHeight, style.borderWidth]);
  assert.deepEqual(style, ['100%', '520px', '0px']);

  // Another language comes in place: the buyer still sees what was confirmed.
  await click(page.locator('#lang'));
  await page.frameLocator('#mine').locator('html[lang=da] [data-testid=confirmation]').waitFor();
  assert.equal(await countLoads(page, '#mine'), 0, 'loads of the frame in another language');
  assert.match(await page.locator('#mine').getAttribute('src'), /lang=en/);

  // What is shown is another frame, not a step in the page's history.
  const before = await page.evaluate(() => history.length);
  await click(page.locator('#item'));
  await page.frameLocator('#mine[src*="lang=da"][src*="item="]').getByTestId('cards').waitFor();
  assert.equal(await page.evaluate(() => history.length), before, 'entries in the history');
}

/** Without Activity and `use`, which are React 19's. */
export async function react18(page) {
  await hears(page, ['pageLoaded']);
  await countLoads(page, '#mine');
  const mine = page.frameLocator('#mine');
  await click(mine.getByTestId(`buy-${PLAN_ITEM}`));
  await mine.locator('[data-testid=details-form][data-bound=true]').waitFor();
  await click(page.locator('#sleep'));
  await page.waitForSelector('#asleep');
  await click(mine.getByTestId('confirm'));
  await mine.locator('[data-testid=confirmation][data-status=CONFIRMED]').waitFor({ state: 'attached' });
  await hears(page, ['pageLoaded', 'checkoutInitiated', 'checkoutConfirmed']);
  await click(page.locator('#sleep'));
  await page.waitForSelector('#asleep', { state: 'detached' });
  assert.equal(await countLoads(page, '#mine'), 0, 'loads of the frame');
}

const FRAME = 'iframe[data-ledgerbee-pricing]';
/** A frame that something stands in for is out of sight, and out of reach of the keyboard. */
const isOut = (page) => page.locator(FRAME).evaluate((it) => it.inert && getComputedStyle(it).opacity === '0');
const heightOf = (page, selector) => page.locator(selector).evaluate((it) => it.getBoundingClientRect().height);
const status = (page, text) => page.locator('#status', { hasText: text }).waitFor();

/** What has moved by itself, as a browser measures it. */
async function assertStill(page) {
  const shift = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, { value }) => sum + value, 0))).observe({ type: 'layout-shift', buffered: true });
        setTimeout(resolve, 200, 0);
      }),
  );
  assert.ok(shift < 0.02, `layout shift ${shift}`);
}

/** What a buyer sees of a frame that is not ready, by the scene of `vite-react`. */
export const REACT_SCENES = {
  async silent(page) {
    await page.locator('#placeholder').waitFor();
    await status(page, 'silent frame-silent');
    const link = page.locator('a[target=_blank]');
    assert.deepEqual(
      [await link.textContent(), await link.getAttribute('href'), await page.locator('#placeholder').count(), await isOut(page)],
      ['Åbn den i en ny fane', 'http://127.0.0.1:1/embed/pro-plan?lang=da&target=inline', 0, true],
    );
    assert.equal(await heightOf(page, 'div:has(> [role=status])'), 520);
    await assertStill(page);
    // It wakes up, and has its place back.
    await page.locator(FRAME).evaluate((frame) => {
      dispatchEvent(new CustomEvent('ledgerbee:embed:status', { detail: { status: 'ready', frame } }));
    });
    await link.waitFor({ state: 'detached' });
    assert.equal(await isOut(page), false);
    await assertStill(page);
  },
  async refused(page) {
    await page.getByText('This part of the page is not available.').waitFor();
    assert.deepEqual([await page.locator('a').count(), await isOut(page)], [0, true]);
    await assertStill(page);
  },
  async own(page) {
    await page.locator('#own', { hasText: 'refused: untrusted-origin' }).waitFor();
    assert.equal(await page.getByRole('status').count(), 0);
  },
  async bare(page) {
    await status(page, 'refused');
    assert.deepEqual([await page.locator('#placeholder').count(), await isOut(page)], [0, false]);
  },
  async ready(page) {
    await page.frameLocator(FRAME).getByTestId('cards').waitFor();
    await status(page, 'ready');
    assert.deepEqual([await page.locator('#placeholder').count(), await isOut(page)], [0, false]);
    // The providers are those of the <LedgerBeeProvider>.
    await click(page.frameLocator(FRAME).getByTestId(`buy-${PLAN_ITEM}`));
    await page.frameLocator(FRAME).locator('[data-testid=details-form][data-bound=true]').waitFor();
  },
  async unknown(page, notes) {
    await page.locator(`${FRAME}[src*="lang=en"]`).waitFor();
    await status(page, 'ready');
    assert.deepEqual(notes.errors.map((it) => /invalid-option: lang "de-CH"/.test(it)), [true], `${notes.errors}`);
  },
};
