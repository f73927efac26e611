// What a message costs: handshakes as the frame sees them, the others as the page's main thread does.
import { BRIDGES, OTHER_BUILDS, OWN } from '../variants.mjs';

/** In this order: what comes first finds code that the browser has not made fast yet. */
const METRICS = ['inFlight', 'sequential', 'lifecycle', 'foreign'];
const CHROMIUM = ['chromium'];

/** How many of what one value is the mean of, and how many values a page gives. */
const PLAN = {
  inFlight: { count: 500, warmUp: 5, times: 7 },
  sequential: { count: 100, warmUp: 2, times: 7 },
  lifecycle: { count: 1_000, warmUp: 3, times: 7 },
  foreign: { count: 1_000, warmUp: 2, times: 7 },
};

/** `where`: frames of another site, or of the page's own; `crowd`: how many more there are. */
function traffic(name, { where, crowd = 0, metrics = METRICS, variants = Object.keys(BRIDGES), ...others }) {
  return {
    ...others,
    variants,
    async run({ browser, site, variant }) {
      await browser.open(`${site.page}/page`);
      await browser.bench('open', { ...BRIDGES[variant], origin: site[where], near: site.near, crowd });
      const found = [];
      for (const metric of metrics) {
        // A peer has no lifecycle.
        if (metric === 'lifecycle' && !OWN.includes(variant)) continue;
        const values = await browser.bench('measure', { metric, ...PLAN[metric] });
        // The batch that was disturbed least: on a busy machine a middle one says how busy it is.
        found.push([`${name}.${metric}`, variant, Math.min(...values)]);
      }
      return found;
    },
  };
}

const ENGINES = ['chromium', 'firefox', 'webkit'];
const CROWDED = { where: 'near', variants: OWN, engines: CHROMIUM };

export const far = traffic('far', { where: 'far', rounds: 9, engines: ENGINES });
export const near = traffic('near', { where: 'near', rounds: 7, engines: CHROMIUM });
/** Between two that are close it takes many rounds to say who is ahead. */
export const race = traffic('race', {
  where: 'near',
  metrics: ['inFlight', 'sequential'],
  variants: ['floor', 'wasm', 'comlink', ...OTHER_BUILDS],
  rounds: 31,
  engines: CHROMIUM,
});
/** With the frame that talks and the one that is not marked. */
export const near50 = traffic('near50', { ...CROWDED, crowd: 48, rounds: 3 });
/** Chromium has at most 1,000 in a page. */
export const near1000 = traffic('near1000', { ...CROWDED, crowd: 998, rounds: 7 });
