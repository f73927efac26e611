// What a message costs the page's main thread, in its own time: what else runs on the machine does
// not count, so this tells a small change from noise where the clock on the wall does not.
import { BRIDGES, MESSAGES, OWN } from '../variants.mjs';

const WARM_UP = 4;
const TIMES = 5;
const COUNT = 1_000;

/** µs of its own time that the main thread has spent on tasks. */
async function spent(browser) {
  const { metrics } = await browser.devtools('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1e6;
}

export const cpu = {
  rounds: 3,
  engines: ['chromium'],
  variants: Object.keys(BRIDGES),
  async run({ browser, site, variant }) {
    const found = [];
    await browser.open(`${site.page}/page`);
    // The clock can be chosen only where nothing is measured yet.
    await browser.devtools('Performance.disable');
    await browser.devtools('Performance.enable', { timeDomain: 'threadTicks' });
    try {
      // The frame is of another site, so of another process: what it does is not counted.
      await browser.bench('open', { ...BRIDGES[variant], origin: site.far, near: site.near });
      for (const [metric, title] of Object.entries(MESSAGES)) {
        if (metric === 'lifecycle' && !OWN.includes(variant)) continue;
        const work = (times) => browser.bench('measure', { metric, warmUp: 0, times, count: COUNT, holdMs: 0 });
        await work(WARM_UP);
        const before = await spent(browser);
        await work(TIMES);
        found.push([`cpu.${title}`, variant, ((await spent(browser)) - before) / (TIMES * COUNT)]);
      }
    } finally {
      // It reads the clock at every task and every call of the page's code, also in the pages of the measures after this.
      await browser.devtools('Performance.disable');
    }
    return found;
  },
};
