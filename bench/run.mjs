// Runs every measure in every browser, round by round and in each round every variant once, and
// reports. A measure's rounds are spread over the whole run, so that no variant has the quiet part.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../scripts/run.mjs';
import { NAMES, launch, missing } from './browsers.mjs';
import { machine } from './machine.mjs';
import { MEASURES } from './measures/index.mjs';
import { inTurn } from './page/turns.js';
import { profile } from './profile.mjs';
import { judge } from './report/limits.mjs';
import { writePage } from './report/page.mjs';
import { plot } from './report/plot.mjs';
import { table } from './report/table.mjs';
import { serve } from './server.mjs';
import { sizes } from './sizes.mjs';

const QUICK_ROUNDS = 3;
const RESULTS = join(ROOT, 'bench/results.json');
const QUICK_RESULTS = join(ROOT, 'build/bench/results.json');

const list = { type: 'string' };
const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, check: { type: 'boolean' }, profile: { type: 'boolean' }, report: { type: 'boolean' }, engines: list, only: list, rounds: list },
});
const chosen = (text, all) => {
  const names = text?.split(',') ?? all;
  const unknown = names.filter((name) => !all.includes(name));
  if (!unknown.length) return names;
  console.error(`bench: unknown: ${unknown}. There are: ${all}`);
  process.exit(2);
};
const engines = chosen(options.engines, NAMES);
const measures = chosen(options.only, Object.keys(MEASURES));
const most = Number(options.rounds ?? (options.quick ? QUICK_ROUNDS : Infinity));
const isWhole = most === Infinity && !options.engines && !options.only;

/** Puts what a run found into its place: engine, metric, variant, round. */
function note(results, engine, found) {
  for (const [metric, variant, value] of found) (((results[engine] ??= {})[metric] ??= {})[variant] ??= []).push(value);
}

/** The rounds of one measure, as shares of the whole run. */
const schedule = (rounds) => Array.from({ length: rounds }, (_, round) => (round + 0.5) / rounds);

async function measure(engine, site, results) {
  const browser = await launch(engine);
  const turns = measures.flatMap((name) => {
    const { rounds, engines } = MEASURES[name];
    if (!engines.includes(engine)) return [];
    // The limits are about Chromium; of the others it is enough to know where they stand.
    const wanted = engine === 'chromium' ? rounds : Math.ceil(rounds / 2);
    return schedule(Math.min(wanted, most)).map((at, round) => ({ name, at, round }));
  });
  turns.sort((a, b) => a.at - b.at);
  try {
    for (const [index, { name, round }] of turns.entries()) {
      const { variants, run } = MEASURES[name];
      const from = Date.now();
      for (const variant of inTurn(variants, round)) note(results, engine, await run({ browser, site, variant }));
      const seconds = ((Date.now() - from) / 1000).toFixed(1);
      console.log(`bench: ${engine} ${index + 1}/${turns.length}: ${name}, round ${round + 1}: ${seconds} s`);
    }
  } finally {
    await browser.close();
  }
  return browser.version;
}

const write = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

async function measureAll(site) {
  const from = Date.now();
  const browsers = {};
  const results = {};
  for (const engine of engines) {
    const absent = missing(engine);
    if (absent.length) console.error(`bench: left out: ${engine}, for there is no ${absent}. Type: npm run setup`);
    else browsers[engine] = await measure(engine, site, results);
  }
  console.log(`bench: ${Math.round((Date.now() - from) / 1000)} s`);
  return { machine: machine(), browsers, sizes: sizes(), results };
}

/** Prints, and writes what the documentation shows if it is the whole. */
function tell(report, isWhole) {
  const verdicts = judge(report);
  console.log(`\n${table(report, verdicts)}`);
  write(isWhole ? RESULTS : QUICK_RESULTS, `${JSON.stringify(report, null, 1)}\n`);
  if (isWhole) {
    if (report.browsers.chromium) write(join(ROOT, 'docs/performance.svg'), plot(report));
    writePage(report, verdicts);
  }
  // Where nothing was judged, nothing holds.
  if (options.check && (!verdicts.length || verdicts.some(({ isOver }) => isOver))) process.exitCode = 1;
}

if (options.report) {
  tell(JSON.parse(readFileSync(RESULTS, 'utf8')), true);
} else {
  const site = await serve();
  try {
    if (options.profile) await profile(site);
    else tell(await measureAll(site), isWhole);
  } finally {
    site.close();
  }
}
