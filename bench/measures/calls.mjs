// How often the program calls the page for one message, and how often it has the browser encode or decode a string.
import { BRIDGES, MESSAGES, OTHER_BUILDS } from '../variants.mjs';

const COUNT = 1_000;

export const calls = {
  rounds: 1,
  engines: ['chromium'],
  variants: ['wasm', ...OTHER_BUILDS],
  async run({ browser, site, variant }) {
    await browser.open(`${site.page}/page`);
    await browser.bench('countCalls');
    await browser.bench('open', { ...BRIDGES[variant], origin: site.far, near: site.near });
    const found = [];
    for (const [metric, title] of Object.entries(MESSAGES)) {
      const before = await browser.bench('crossed');
      await browser.bench('measure', { metric, warmUp: 0, times: 1, count: COUNT });
      const after = await browser.bench('crossed');
      for (const kind of ['calls', 'strings']) found.push([`calls.${title}.${kind}`, variant, (after[kind] - before[kind]) / COUNT]);
    }
    return found;
  },
};
