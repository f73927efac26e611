// The projects, and what more than a bound checkout is asked of one.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { buy, click, hears } from './acts.mjs';
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
 * @type {{ name: string, isBuilt?: false, drive?: (page: Page) => Promise<unknown>, scenes?: Record<string, (page: Page, notes: { errors: string[] }) => Promise<unknown>> }[]}
 */
export const PROJECTS = [
  { name: 'vite' },
  { name: 'webpack' },
  { name: 'rollup' },
  { name: 'esbuild' },
  { name: 'next', drive: next },
  { name: 'module', isBuilt: false },
  { name: 'script', isBuilt: false },
  { name: 'vite-react', drive: react, scenes: REACT_SCENES },
  { name: 'vite-react-18', drive: react18 },
  { name: 'vite-vue', drive: vue },
];
