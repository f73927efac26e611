// Says where the main thread's time goes, by Chromium's profiler: the functions that take most. The
// profiles are kept for its DevTools in build/bench/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/run.mjs';
import { launch } from './browsers.mjs';
import { SCRIPTS, source } from './scripts.mjs';
import { BRIDGES, OWN } from './variants.mjs';

const FOLDER = join(ROOT, 'build/bench');
const TOP = 30;
const COLD_PAGES = 20;
const MESSAGES = 40_000;
/** Of the sampling, in µs. */
const INTERVAL = 100;
/** What of a script is shown where a function begins. */
const EXCERPT = 48;
/** Names of Rust's come with a hash each. */
const HASH = /\[[0-9a-f]{12,16}\]/g;

const path = (url) => url.replace(/^https?:\/\/[^/]+|\?.*$/g, '');
const isOwn = ({ url }) => path(url).startsWith('/page/');

/** Self time in µs by function, of the nodes that count. */
function add(sums, { nodes, samples, timeDeltas }, counts) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const taken = new Set(nodes.filter((node) => counts(node)).map(({ id }) => id));
  samples.forEach((id, index) => {
    if (!taken.has(id)) return;
    const { functionName, url, lineNumber, columnNumber } = byId.get(id).callFrame;
    const name = functionName.replace(HASH, '') || '(anonymous)';
    const key = [name, path(url), lineNumber + 1, columnNumber + 1].join('\t');
    sums.set(key, (sums.get(key) ?? 0) + Math.max(0, timeDeltas[index]));
  });
}

/** The nodes of what a function of the bench's calls, and its own, which is the browser's parsing. */
function below(profile, name) {
  const children = new Map(profile.nodes.map(({ id, children = [] }) => [id, children]));
  const found = new Set();
  const visit = (id) => found.add(id) && children.get(id).forEach(visit);
  profile.nodes.filter(({ callFrame }) => callFrame.functionName === name && isOwn(callFrame)).forEach(({ id }) => visit(id));
  return ({ id }) => found.has(id);
}

/** All but what waits, and what the bench does in between. */
const isWork = ({ callFrame }) => callFrame.functionName !== '(idle)' && !isOwn(callFrame);

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
    console.log(`${(time / count).toFixed(2).padStart(8)} ${((100 * time) / total).toFixed(1).padStart(5)}%  ${name.slice(0, 60).padEnd(40)} ${place}`);
  }
}

async function sampled(browser, name, work) {
  await browser.devtools('Profiler.enable');
  await browser.devtools('Profiler.setSamplingInterval', { interval: INTERVAL });
  await browser.devtools('Profiler.start');
  await work();
  const { profile } = await browser.devtools('Profiler.stop');
  writeFileSync(join(FOLDER, `${name}.cpuprofile`), JSON.stringify(profile));
  return profile;
}

async function ofEvaluation(browser, site, variant) {
  const sums = new Map();
  const { before, ready } = SCRIPTS[variant];
  for (let page = 0; page < COLD_PAGES; page++) {
    await browser.open(`${site.cold(`${variant}${page}`)}/cold`);
    const work = () => browser.bench('evaluate', { name: variant, before, ready });
    const profile = await sampled(browser, `${variant}-evaluation`, work);
    add(sums, profile, below(profile, 'run'));
  }
  print(`${variant}, evaluation to ready`, sums, COLD_PAGES);
}

async function ofMessages(browser, site, variant, metric) {
  const sums = new Map();
  await browser.open(`${site.page}/page`);
  await browser.bench('open', { ...BRIDGES[variant], origin: site.far, near: site.near });
  const times = 10;
  const measure = (share) => browser.bench('measure', { metric, warmUp: 0, times, count: MESSAGES / times / share, holdMs: 0 });
  await measure(4);
  add(sums, await sampled(browser, `${variant}-${metric}`, () => measure(1)), isWork);
  print(`${variant}, ${metric}`, sums, MESSAGES);
}

export async function profile(site) {
  mkdirSync(FOLDER, { recursive: true });
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
