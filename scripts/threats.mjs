// Holds `docs/threat-model.md` against what ran: each row names a test, and each named test has
// passed wherever it was to run.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './run.mjs';

const PAGE = 'docs/threat-model.md';

/** Suites by their word in the page; `''` has none. Where the tests of a group stand, and how they print their names. */
const SUITES = {
  '': { file: (group) => `tests/browser/tests/browser/${group}.rs`, prints: (group, name) => `${group}::${name}` },
  core: { file: (group) => `tests/core/${group}.rs`, prints: (group, name) => `${group}::${name}` },
  oracle: { file: (group) => `tests/oracle/tests/${group}.rs`, prints: (_, name) => name },
  sandbox: { file: (group) => `sandbox/tests/${group}.rs`, prints: (_, name) => name },
};

/**
 * The rows of every table whose last column is headed `proved by`.
 *
 * @param {string} page
 * @returns {{ threat: string, tests: string[] }[]}
 */
function rows(page) {
  const found = [];
  let isProof = false;
  for (const line of page.split('\n')) {
    const cells = line.startsWith('|') ? line.slice(1, line.lastIndexOf('|')).split('|').map((it) => it.trim()) : [];
    if (cells.length === 0) isProof = false;
    else if (cells.at(-1) === 'proved by') isProof = true;
    else if (isProof && !/^-+$/.test(cells[0])) {
      const tests = [...cells.at(-1).matchAll(/`([^`]+::[^`]+)`/g)].map(([, name]) => name);
      found.push({ threat: `${cells[0]}: ${cells[1]}`, tests });
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
  for (const [, lane = '', name, result] of output.matchAll(/^test (?:\[(\S+)\] )?(\S+)\s+\.\.\. (ok|FAILED|ignored)/gm)) {
    const lanes = found.get(name) ?? new Map();
    // Two files may have a test of one name; both must pass.
    if (lanes.get(lane) !== 'FAILED') lanes.set(lane, result);
    found.set(name, lanes);
  }
  return found;
}

/**
 * What is wrong with the page, in the light of what ran; nothing, if all is well.
 *
 * @param {string} page
 * @param {string} output of every test command
 * @returns {string[]}
 */
export function unproven(page, output) {
  const all = rows(page);
  if (all.length === 0) return ['no row says what proves it'];
  const ran = results(output);
  // A lane whose browser is missing has run nothing, and is reported by the run itself.
  const lanes = new Set([...ran.values()].flatMap((it) => [...it].filter(([lane, result]) => lane && result !== 'ignored').map(([lane]) => lane)));
  const wrong = [];
  for (const { threat, tests } of all) {
    if (tests.length === 0) wrong.push(`no test: ${threat}`);
    for (const test of tests) {
      const [, word = '', group, name] = /^(?:(\w+) )?(\w+)::(\w+)$/.exec(test) ?? [];
      const suite = group && SUITES[word];
      const file = suite && suite.file(group);
      if (!file || !existsSync(join(ROOT, file)) || !new RegExp(`"${name}"|\\bfn ${name}\\(`).test(readFileSync(join(ROOT, file), 'utf8'))) {
        wrong.push(`does not exist: ${test}`);
        continue;
      }
      const seen = ran.get(suite.prints(group, name)) ?? new Map();
      const wanted = word === '' ? [...lanes] : [''];
      const missing = wanted.filter((lane) => seen.get(lane) !== 'ok');
      if (wanted.length === 0) wrong.push(`did not run: ${test}`);
      for (const lane of missing) wrong.push(`${seen.get(lane) === 'FAILED' ? 'failed' : 'did not run'}: ${test}${lane && `, ${lane}`}`);
    }
  }
  return [...new Set(wrong)];
}

/**
 * A step of the test run: says what is wrong, and gives the number of it.
 *
 * @param {string} output of every test command
 */
export function checkThreats(output) {
  const wrong = unproven(readFileSync(join(ROOT, PAGE), 'utf8'), output);
  for (const text of wrong) console.error(`${PAGE}: ${text}`);
  return wrong.length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!process.argv[2]) throw new Error('usage: node scripts/threats.mjs <file with what the tests printed>');
  process.exitCode = checkThreats(readFileSync(process.argv[2], 'utf8')) ? 1 : 0;
}
