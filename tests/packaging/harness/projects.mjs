// The projects, and what more than a bound checkout is asked of one.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { PLAN_ITEM, buy, click, countLoads, hears } from './acts.mjs';
import { REACT_SCENES, react, react18 } from './react.mjs';

const manifest = createRequire(import.meta.url)('ledgerbee-embed/custom-elements.json');

async function vue(page) {
  await buy(page);
  await hears(page, ['pageLoaded', 'checkoutInitiated', 'checkoutConfirmed']);
  await click(page.locator('#lang'));
  await page.frameLocator('iframe').locator('html[lang=da] [data-testid=confirmation]').waitFor();
  assert.equal(await page.locator('ledgerbee-pricing iframe').count(), 1, 'frames');
  const observed = await page.evaluate(() => customElements.get('ledgerbee-pricing').observedAttributes);
  const { attributes } = manifest.modules[0].declarations[0];
  assert.deepEqual(attributes.map(({ name }) => name), observed, 'custom-elements.json');
}

/** A page that Next.js has left is hidden, not gone: the checkout goes on, and its handlers are called. */
async function kept(page) {
  const frame = page.frameLocator('iframe');
  await countLoads(page, 'iframe');
  await click(frame.getByTestId(`buy-${PLAN_ITEM}`));
  await frame.locator('[data-testid=details-form][data-bound=true]').waitFor();
  const loads = await countLoads(page, 'iframe');
  await click(page.locator('#away'));
  await page.locator('#back').waitFor();
  await page.locator('iframe').waitFor({ state: 'hidden' });
  await click(frame.getByTestId('confirm'));
  await frame.locator('[data-testid=confirmation][data-status=CONFIRMED]').waitFor({ state: 'attached' });
  await click(page.locator('#back'));
  await page.locator('iframe').waitFor({ state: 'visible' });
  await page.locator('#status', { hasText: 'CONFIRMED' }).waitFor();
  assert.equal(await countLoads(page, 'iframe'), loads, 'loads of the frame');
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
 * @typedef {import('playwright-core').Page} Page
 * @type {{ name: string, isBuilt?: false, server?: 'next', hasPolicy?: false, drive?: (page: Page) => Promise<unknown>, scenes?: Record<string, (page: Page, notes: { errors: string[] }) => Promise<unknown>> }[]}
 */
export const PROJECTS = [
  { name: 'vite' },
  { name: 'webpack' },
  { name: 'rollup' },
  { name: 'esbuild' },
  { name: 'next', server: 'next', drive: next },
  // Its pages are made ahead of the request, so they have no nonce and no CSP.
  { name: 'next-activity', server: 'next', hasPolicy: false, scenes: { kept } },
  { name: 'module', isBuilt: false },
  { name: 'script', isBuilt: false },
  { name: 'vite-react', drive: react, scenes: REACT_SCENES },
  { name: 'vite-react-18', drive: react18 },
  { name: 'vite-vue', drive: vue },
];
