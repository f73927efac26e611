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

/** The batch that was disturbed least: on a busy machine a middle one says how busy it is. */
const best = (values) => Math.min(...values);

/** `where`: frames of another site, or of the page's own; `crowd`: how many more there are. */
function traffic(name, { where, crowd = 0, variants = Object.keys(BRIDGES), ...others }) {
  return {
    ...others,
    variants,
    async run({ browser, site, variant }) {
      await browser.open(`${site.page}/page`);
      await browser.bench('open', { ...BRIDGES[variant], origin: site[where], near: site.near, crowd });
      const found = [];
      for (const metric of METRICS) {
        // A peer has no lifecycle.
        if (metric === 'lifecycle' && !OWN.includes(variant)) continue;
        const values = await browser.bench('measure', { metric, ...PLAN[metric] });
        found.push([`${name}.${metric}`, variant, best(values)]);
      }
      return found;
    },
  };
}

const ENGINES = ['chromium', 'firefox', 'webkit'];
const CROWDED = { where: 'near', variants: OWN, engines: CHROMIUM };

export const far = traffic('far', { where: 'far', rounds: 15, engines: ENGINES });
export const near = traffic('near', { where: 'near', rounds: 5, engines: CHROMIUM });

const RACERS = ['floor', 'wasm', 'comlink', ...OTHER_BUILDS];
/** Bridges that are close run side by side: what slows the machine down meets them all. `how`: what calls the page. */
const sideBySide = (place, how, rounds) => ({
  rounds,
  engines: CHROMIUM,
  variants: [RACERS],
  async run({ browser, site, variant }) {
    await browser.open(`${site.page}/race`);
    await browser.bench('open', Object.fromEntries(variant.map((name) => [name, { ...BRIDGES[name], origin: site.near, near: site.near }])));
    const found = [];
    for (const metric of ['inFlight', 'sequential']) {
      const values = await browser[how]('measure', { metric, ...PLAN[metric] });
      found.push(...variant.map((name) => [`${place}.${metric}`, name, best(values[name])]));
    }
    return found;
  },
});

export const race = sideBySide('race', 'bench', 41);
export const unwatched = sideBySide('unwatched', 'unwatched', 21);

/** With the frame that talks and the one that is not marked. */
export const near50 = traffic('near50', { ...CROWDED, crowd: 48, rounds: 3 });
/** Chromium has at most 1,000 in a page. */
export const near1000 = traffic('near1000', { ...CROWDED, crowd: 998, rounds: 5 });
