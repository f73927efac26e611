// Says where the main thread's time goes, by Chromium's profiler: the functions that take most.
import { launch } from './browsers.mjs';
import { SCRIPTS, source } from './scripts.mjs';
import { BRIDGES, OWN } from './variants.mjs';

const TOP = 25;
const COLD_PAGES = 20;
const MESSAGES = 40_000;
/** Of the sampling, in µs. */
const INTERVAL = 100;
/** What of a script is shown where a function has no name. */
const EXCERPT = 48;
/** Nobody's work. */
const IDLE = '(idle)';

/** Self time in µs by function. */
function add(sums, { nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  samples.forEach((id, index) => {
    const { functionName, url, lineNumber, columnNumber } = byId.get(id);
    if (functionName === IDLE) return;
    const key = [functionName || '(anonymous)', url.replace(/^https?:\/\/[^/]+|\?.*$/g, ''), lineNumber + 1, columnNumber + 1].join('\t');
    sums.set(key, (sums.get(key) ?? 0) + Math.max(0, timeDeltas[index]));
  });
}

function excerpt(url, line, column) {
  const name = url.match(/^\/lib\/([\w-]+)$/)?.[1];
  const lines = SCRIPTS[name] && source(name).toString('utf8').split('\n');
  return lines?.[line - 1]?.slice(column - 1, column - 1 + EXCERPT) ?? '';
}

function print(title, sums, count) {
  const total = [...sums.values()].reduce((sum, it) => sum + it, 0);
  console.log(`\n== ${title}: ${(total / count).toFixed(1)} µs each\n      µs  share  function`);
  const rows = [...sums].sort(([, a], [, b]) => b - a).slice(0, TOP);
  for (const [key, time] of rows) {
    const [name, url, line, column] = key.split('\t');
    const place = url ? `${url}:${line}:${column}  ${excerpt(url, line, column)}` : '';
    console.log(`${(time / count).toFixed(2).padStart(8)} ${((100 * time) / total).toFixed(1).padStart(5)}%  ${name.padEnd(28)} ${place}`);
  }
}

async function sampled(browser, sums, work) {
  await browser.devtools('Profiler.enable');
  await browser.devtools('Profiler.setSamplingInterval', { interval: INTERVAL });
  await browser.devtools('Profiler.start');
  await work();
  const { profile } = await browser.devtools('Profiler.stop');
  add(sums, profile);
}

async function ofEvaluation(browser, site, variant) {
  const sums = new Map();
  const { before, ready } = SCRIPTS[variant];
  for (let page = 0; page < COLD_PAGES; page++) {
    await browser.open(`${site.cold(`${variant}${page}`)}/cold`);
    await sampled(browser, sums, () => browser.bench('evaluate', { name: variant, before, ready }));
  }
  print(`${variant}, evaluation to ready`, sums, COLD_PAGES);
}

async function ofMessages(browser, site, variant, metric) {
  const sums = new Map();
  await browser.open(`${site.page}/page`);
  await browser.bench('open', { ...BRIDGES[variant], origin: site.far, near: site.near });
  const times = 10;
  const measure = (share) => browser.bench('measure', { metric, warmUp: 0, times, count: MESSAGES / times / share });
  await measure(10);
  await sampled(browser, sums, () => measure(1));
  print(`${variant}, ${metric}`, sums, MESSAGES);
}

export async function profile(site) {
  const browser = await launch('chromium');
  try {
    for (const variant of OWN) {
      await ofEvaluation(browser, site, variant);
      for (const metric of ['inFlight', 'lifecycle', 'foreign']) await ofMessages(browser, site, variant, metric);
    }
  } finally {
    await browser.close();
  }
}
