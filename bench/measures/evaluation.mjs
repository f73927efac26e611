// From a script's text to a script that listens, on a site that no page was on before: in Chromium
// that is a new process, with no code compiled.
import { SCRIPTS } from '../scripts.mjs';

const PARTS = 'wasm, by parts';
let sites = 0;

export const evaluation = {
  rounds: 10,
  engines: ['chromium', 'firefox', 'webkit'],
  variants: [...Object.keys(SCRIPTS), PARTS],
  async run({ browser, site, variant }) {
    const isSplit = variant === PARTS;
    const name = isSplit ? 'wasm' : variant;
    const { before, ready } = SCRIPTS[name];
    await browser.open(`${site.cold(++sites)}/cold`);
    const { total, ...parts } = await browser.bench('evaluate', { name, before, ready, isSplit });
    if (isSplit) return Object.entries(parts).map(([part, value]) => [`evaluation.${part}`, 'wasm', value]);
    const longTasks = browser.hasDevtools ? await browser.bench('longTasks') : [];
    return [
      ['evaluation', variant, total],
      ...(browser.hasDevtools ? [['evaluation.longtask', variant, Math.max(0, ...longTasks)]] : []),
    ];
  },
};
