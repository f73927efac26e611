// Many frames that come in one change of the page.
import { OWN } from '../variants.mjs';

const COUNT = 1_000;
const NONE = 'none';

export const discovery = {
  rounds: 3,
  engines: ['chromium'],
  variants: [...OWN, NONE],
  async run({ browser, site, variant }) {
    await browser.open(`${site.page}/page`);
    await browser.bench('begin', { script: variant === NONE ? undefined : variant });
    const { insertion, discovery } = await browser.bench('insert', { near: site.near, count: COUNT });
    const insertions = ['discovery.insertion', variant, insertion];
    // Without a bridge Chromium tells of no long task here, however long the insertion was.
    if (variant === NONE) return [insertions];
    const longTasks = await browser.bench('longTasks');
    return [insertions, ['discovery', variant, discovery], ['discovery.longtask', variant, Math.max(0, ...longTasks)]];
  },
};
