// What is done in a page, and what is seen of it.
import assert from 'node:assert/strict';

export const PLAN_ITEM = '550e8400-e29b-41d4-a716-446655440211';

/**
 * Clicks on what is there, wherever it is: by coordinates, a click can go astray while a frame of
 * another process is still growing.
 */
export const click = (locator) => locator.evaluate((element) => element.click());

/** Buys in the frame, as a customer whom the page's provider names. */
export async function buy(page, frame = 'iframe') {
  const surface = page.frameLocator(frame);
  await click(surface.getByTestId(`buy-${PLAN_ITEM}`));
  await surface.locator('[data-testid=details-form][data-bound=true]').waitFor();
  await click(surface.getByTestId('confirm'));
  await surface.locator('[data-testid=confirmation][data-status=CONFIRMED]').waitFor();
}

/**
 * Exactly these lines, in whatever order they came. A program that has to be loaded greets a frame that was there before it,
 * which may say once more that it has painted.
 */
export async function hears(page, lines) {
  const wanted = [...lines].sort().join('\n');
  const read = async () => {
    const isLate = await page.evaluate(() => window.heard?.includes('wasm-unavailable'));
    const heard = (await page.locator('#heard').textContent()).split('\n');
    const isRepeat = (line, index) => line.includes('pageLoaded') && heard.indexOf(line) < index;
    return (isLate ? heard.filter((line, index) => !isRepeat(line, index)) : heard).sort().join('\n');
  };
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    if ((await read()) === wanted) return;
    await page.waitForTimeout(50);
  }
  assert.equal(await read(), wanted, 'what the page heard');
}

/** How often the frame has loaded since it was asked first. */
export const countLoads = (page, frame) =>
  page.locator(frame).evaluate((it) => {
    it.loads ??= 0;
    if (!it.isCounted) it.addEventListener('load', () => it.loads++);
    it.isCounted = true;
    return it.loads;
  });
