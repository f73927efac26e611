// The projects, and what more than a bound checkout is asked of one.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const manifest = createRequire(import.meta.url)('ledgerbee-embed/custom-elements.json');

const PLAN_ITEM = '550e8400-e29b-41d4-a716-446655440211';

/**
 * Clicks on what is there, wherever it is: by coordinates, a click can go astray while a frame of
 * another process is still growing.
 */
const click = (locator) => locator.evaluate((element) => element.click());

/** Buys in the frame, as a customer whom the page's provider names. */
export async function buy(page, frame = 'iframe') {
  const surface = page.frameLocator(frame);
  await click(surface.getByTestId(`buy-${PLAN_ITEM}`));
  await surface.locator('[data-testid=details-form][data-bound=true]').waitFor();
  await click(surface.getByTestId('confirm'));
  await surface.locator('[data-testid=confirmation][data-status=CONFIRMED]').waitFor();
}

/** Exactly these lines, in whatever order they came. */
async function hears(page, lines) {
  const wanted = [...lines].sort().join('\n');
  const read = async () => (await page.locator('#heard').textContent()).split('\n').sort().join('\n');
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    if ((await read()) === wanted) return;
    await page.waitForTimeout(50);
  }
  assert.equal(await read(), wanted, 'what the page heard');
}

/** How often the frame has loaded since it was asked first. */
const countLoads = (page, frame) =>
  page.locator(frame).evaluate((it) => {
    it.loads ??= 0;
    if (!it.isCounted) it.addEventListener('load', () => it.loads++);
    it.isCounted = true;
    return it.loads;
  });

/** StrictMode is on: every effect has run twice by now. */
async function react(page) {
  const start = ['mine ledgerbee:embed:pageLoaded 0', 'other ledgerbee:embed:pageLoaded 0'];
  await hears(page, start);
  await countLoads(page, '#mine');

  // A changed callback is the one that is called, and loads nothing.
  await click(page.locator('#count'));
  await click(page.frameLocator('#mine').getByTestId(`buy-${PLAN_ITEM}`));
  const initiated = [...start, 'mine ledgerbee:embed:checkoutInitiated 1'];
  await hears(page, initiated);
  await page.frameLocator('#mine').locator('[data-testid=details-form][data-bound=true]').waitFor();

  // Providers are the frame's own: the other one has none.
  await click(page.frameLocator('#other-frame').getByTestId(`buy-${PLAN_ITEM}`));
  await page.frameLocator('#other-frame').locator('[data-testid=details-form][data-bound=false]').waitFor();
  await hears(page, [...initiated, 'other ledgerbee:embed:checkoutInitiated 1']);

  // Suspended and back, it is the same document; and its events are heard again.
  await click(page.locator('#sleep'));
  await page.waitForSelector('#asleep');
  await click(page.locator('#sleep'));
  await page.waitForSelector('#asleep', { state: 'detached' });

  // The other one goes, and the bridge stays.
  await click(page.locator('#other'));
  await page.waitForSelector('#other-frame', { state: 'detached' });
  const mine = page.frameLocator('#mine');
  await click(mine.getByTestId('confirm'));
  await mine.locator('[data-testid=confirmation][data-status=CONFIRMED]').waitFor();
  await hears(page, [...initiated, 'other ledgerbee:embed:checkoutInitiated 1', 'mine ledgerbee:embed:checkoutConfirmed 1']);
  assert.equal(await countLoads(page, '#mine'), 0, 'loads of the frame');
  const style = await page.locator('#mine').evaluate(({ style }) => [style.width, style.minHeight, style.borderWidth]);
  assert.deepEqual(style, ['100%', '520px', '0px']);

  // What is shown is another frame, not a step in the page's history.
  const before = await page.evaluate(() => history.length);
  await click(page.locator('#lang'));
  await page.frameLocator('#mine[src*="lang=da"]').getByTestId('cards').waitFor();
  assert.equal(await page.evaluate(() => history.length), before, 'entries in the history');
}

async function vue(page) {
  await buy(page);
  await hears(page, ['pageLoaded', 'checkoutInitiated', 'checkoutConfirmed']);
  await click(page.locator('#lang'));
  await page.frameLocator('iframe[src*="lang=da"]').getByTestId('cards').waitFor();
  assert.equal(await page.locator('ledgerbee-pricing iframe').count(), 1, 'frames');
  const observed = await page.evaluate(() => customElements.get('ledgerbee-pricing').observedAttributes);
  const { attributes } = manifest.modules[0].declarations[0];
  assert.deepEqual(attributes.map(({ name }) => name), observed, 'custom-elements.json');
}

async function next(page) {
  const href = await page.locator('#link').getAttribute('href');
  assert.match(href, /\/embed\/pro-plan$/, 'made on the server');
  await buy(page);
  await page.locator('#status', { hasText: 'CONFIRMED' }).waitFor();
}

/**
 * Each project: its folder, and what is done there, if it is more than to buy.
 *
 * @type {{ name: string, isBuilt?: false, drive?: (page: import('playwright-core').Page) => Promise<unknown> }[]}
 */
export const PROJECTS = [
  { name: 'vite' },
  { name: 'webpack' },
  { name: 'rollup' },
  { name: 'esbuild' },
  { name: 'next', drive: next },
  { name: 'module', isBuilt: false },
  { name: 'script', isBuilt: false },
  { name: 'vite-react', drive: react },
  { name: 'vite-vue', drive: vue },
];
