// Holds pages that name tests against what ran: each row names a test, and each named test has
// passed wherever it was to run. Where that is for the browser tests, they write down themselves.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './run.mjs';

/** By each browser test's printed name, the lanes (engine and program) it is to run in. */
const PLAN = join(ROOT, 'build/browser-tests.json');

/** Where the tests of a group stand (in files, or folders of files), how they print their names, and whether they run in lanes. */
const SUITES = {
  browser: {
    files: (group) => [`tests/browser/in-page/${group}.js`, `tests/browser/tests/browser/${group}.rs`],
    prints: (group, name) => `${group}::${name}`,
    inLanes: true,
  },
  core: { files: (group) => [`tests/core/${group}.rs`], prints: (group, name) => `${group}::${name}` },
  oracle: { files: (group) => [`tests/oracle/tests/${group}.rs`], prints: (_, name) => name },
  sandbox: { files: (group) => [`sandbox/tests/${group}.rs`], prints: (_, name) => name },
  unit: { files: (group) => [`sandbox/src/${group}.rs`], prints: (group, name) => `${group.replaceAll('/', '::')}::tests::${name}` },
};

/**
 * Each page: the heading of the column that names tests, whose tests are named without a word
 * before them, and how a cell begins that says why there is no test.
 */
const PAGES = {
  'docs/threat-model.md': { heading: 'proved by', plain: 'browser' },
  'docs/coverage.md': { heading: 'shown by', plain: 'sandbox', excuse: '*Not here*: ' },
};

/**
 * The rows of every table whose last column has the heading.
 *
 * @param {string} page
 * @param {string} heading
 * @returns {{ claim: string, proof: string, tests: string[] }[]}
 */
function rows(page, heading) {
  const found = [];
  let isProof = false;
  for (const line of page.split('\n')) {
    const cells = line.startsWith('|') ? line.slice(1, line.lastIndexOf('|')).split(/(?<!\\)\|/).map((it) => it.trim()) : [];
    const proof = cells.pop();
    if (proof === undefined) isProof = false;
    else if (proof === heading) isProof = true;
    else if (isProof && !/^-+$/.test(proof)) {
      const tests = [...proof.matchAll(/`([^`]+::[^`]+)`/g)].map(([, name]) => name);
      found.push({ claim: cells.slice(0, 2).join(': '), proof, tests });
    }
  }
  return found;
}

/**
 * What each test came to, by its printed name and where it ran.
 *
 * @param {string} output
 * @returns {Map<string, Map<string, string>>}
 */
function results(output) {
  const found = new Map();
  for (const [, lane = '', name, result] of output.matchAll(/^test (?:\[(\S+)\] +)?(\S+)\s+\.\.\. (ok|FAILED|ignored)/gm)) {
    const lanes = found.get(name) ?? new Map();
    // Two files may have a test of one name; both must pass.
    if (lanes.get(lane) !== 'FAILED') lanes.set(lane, result);
    found.set(name, lanes);
  }
  return found;
}

/**
 * A file, or those of the folder of its name.
 *
 * @param {string} path
 */
function sources(path) {
  const file = join(ROOT, path);
  const folder = file.slice(0, -extname(file).length);
  const inFolder = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((it) => it.isFile()) : [];
  return existsSync(file) ? [file] : inFolder.map(({ name }) => join(folder, name));
}

/**
 * The suite, group and name of a test, if there is such a one.
 *
 * @param {string} test
 * @param {string} plain
 */
function find(test, plain) {
  const [, word = plain, group, name] = /^(?:(\w+) )?([\w/]+)::(\w+)$/.exec(test) ?? [];
  const suite = group && SUITES[word];
  if (!suite) return undefined;
  const isThere = suite.files(group).flatMap(sources).some((it) => new RegExp(`["']${name}["']|\\bfn ${name}\\(`).test(readFileSync(it, 'utf8')));
  return isThere ? { suite, group, name } : undefined;
}

/**
 * What is wrong with the page, given what ran; nothing if all is well.
 *
 * @param {string} page
 * @param {{ heading: string, plain: string, excuse?: string }} kind
 * @param {string} output of every test command
 * @param {Record<string, string[]>} plan as the browser tests write it
 * @returns {string[]}
 */
export function unproven(page, { heading, plain, excuse }, output, plan) {
  const all = rows(page, heading);
  if (all.length === 0) return [`no table is headed "${heading}"`];
  const ran = results(output);
  // A lane whose browser is missing has run nothing, and is reported by the run itself.
  const there = new Set([...ran.values()].flatMap((it) => [...it].filter(([lane, result]) => lane && result !== 'ignored').map(([lane]) => lane)));
  const wrong = [];
  for (const { claim, proof, tests } of all) {
    const isExcused = excuse !== undefined && proof.startsWith(excuse) && proof.length > excuse.length;
    if (tests.length === 0 && !isExcused) wrong.push(`no test: ${claim}`);
    for (const test of tests) {
      const found = find(test, plain);
      if (found === undefined) {
        wrong.push(`does not exist: ${test}`);
        continue;
      }
      const { suite, group, name } = found;
      const printed = suite.prints(group, name);
      const seen = ran.get(printed) ?? new Map();
      const wanted = suite.inLanes ? (plan[printed] ?? []).filter((lane) => there.has(lane)) : [''];
      const missing = wanted.filter((lane) => seen.get(lane) !== 'ok');
      if (wanted.length === 0) wrong.push(`did not run: ${test}`);
      for (const lane of missing) wrong.push(`${seen.get(lane) === 'FAILED' ? 'failed' : 'did not run'}: ${test}${lane && `, ${lane}`}`);
    }
  }
  return [...new Set(wrong)];
}

/** Forgets where the browser tests of an earlier run were to run. */
export function forgetPlan() {
  rmSync(PLAN, { force: true });
}

/**
 * A step of the test run: says what is wrong, and gives the number of it.
 *
 * @param {string} output of every test command
 */
export function checkProofs(output) {
  // Without a plan no browser test has run, and each that is named is reported.
  const plan = existsSync(PLAN) ? JSON.parse(readFileSync(PLAN, 'utf8')) : {};
  let count = 0;
  for (const [path, kind] of Object.entries(PAGES)) {
    const wrong = unproven(readFileSync(join(ROOT, path), 'utf8'), kind, output, plan);
    for (const text of wrong) console.error(`${path}: ${text}`);
    count += wrong.length;
  }
  return count;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!process.argv[2]) throw new Error('usage: node scripts/proofs.mjs <file with what the tests printed>');
  process.exitCode = checkProofs(readFileSync(process.argv[2], 'utf8')) ? 1 : 0;
}
