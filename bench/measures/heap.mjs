// What a bridge keeps, after a collection: of each frame, and of messages that are done with.
import { BRIDGES, OWN } from '../variants.mjs';

const FRAMES = 900;
const MESSAGES = 100_000;
const NONE = 'none';

/** Bytes of a page's objects, of what they hold in the browser, and of its buffers. */
async function bytes(browser) {
  // Twice: what the first one finalizes is collected by the second.
  for (let i = 0; i < 2; i++) await browser.devtools('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await browser.devtools('Runtime.getHeapUsage');
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

async function growth(browser, work) {
  const before = await bytes(browser);
  await work();
  return (await bytes(browser)) - before;
}

export const heap = {
  rounds: 2,
  engines: ['chromium'],
  variants: [...OWN, NONE],
  async run({ browser, site, variant }) {
    const script = variant === NONE ? undefined : variant;
    await browser.open(`${site.page}/page`);
    await browser.bench('begin', { script });
    const frames = await growth(browser, () => browser.bench('insert', { near: site.near, count: FRAMES }));
    const found = [['heap.frame', variant, frames / FRAMES]];
    if (variant === NONE) return found;
    await browser.open(`${site.page}/page`);
    await browser.bench('open', { ...BRIDGES[variant], origin: site.far, near: site.near });
    await browser.bench('messages', { count: MESSAGES / 10 });
    const messages = await growth(browser, () => browser.bench('messages', { count: MESSAGES }));
    return [...found, ['heap.messages', variant, messages]];
  },
};
