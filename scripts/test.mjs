// Runs the tests, and ends with tables of what ran: each browser test where its answer can differ, with
// `--all` everywhere, with `--quick` a core of them in one browser and few of the other steps.
import { checkProofs, forgetPlan } from './proofs.mjs';
import { run } from './run.mjs';

const isQuick = process.argv.includes('--quick');
const isAll = process.argv.includes('--all');
const pageTests = (browser) => ['wasm-pack', 'test', '--headless', `--${browser}`, '--mode', 'no-install'];

/** What says to the browser tests where to run, and which. */
function choice() {
  if (isQuick) return { ENGINES: 'chromium', PROGRAMS: 'wasm', CORE: '1' };
  return isAll ? { ALL_LANES: '1' } : {};
}

/** Each step: its name, whether the quick run has it too, its command, and what it adds to the environment. */
const STEPS = [
  ['format', false, ['cargo', 'fmt', '--all', '--check']],
  ['lint', false, ['cargo', 'clippy', '--workspace', '--all-targets', '--', '-D', 'warnings']],
  ['lint, WebAssembly', false, [...'cargo clippy --target wasm32-unknown-unknown -p ledgerbee-embed -- -D warnings'.split(' ')]],
  ['build', true, ['node', 'scripts/build.mjs']],
  ['build, trap hook', true, ['node', 'scripts/build.mjs', '--trap-hook']],
  ['size', true, ['node', 'scripts/size.mjs']],
  ['native tests', true, [...'cargo test --workspace --exclude ledgerbee-browser-tests'.split(' ')]],
  ['page tests, Chromium', false, pageTests('chrome')],
  ['page tests, Firefox', false, pageTests('firefox')],
  ['libraries', false, ['node', 'scripts/libraries.mjs']],
  ['browser tests', true, [...'cargo test -p ledgerbee-browser-tests'.split(' ')], choice()],
];

/**
 * What waits more than it works, and runs meanwhile, one step after the other: each as above, and which of the others has
 * to have ended.
 */
const BESIDE = [
  ['types', true, ['tsc', '-p', 'tsconfig.json']],
  ['types, browser tests', true, ['tsc', '-p', 'tests/browser']],
  ['words', true, ['node', 'scripts/words.mjs']],
  ['documentation', false, ['node', 'scripts/docs.mjs']],
  ['scripts', true, ['node', '--test', 'scripts/circles.test.mjs', 'scripts/mutations.test.mjs', 'scripts/proofs.test.mjs']],
  ['bench report', true, ['node', '--test', 'bench/report/report.test.mjs']],
  ['API check', false, ['node', 'scripts/api-check.mjs'], {}, 'native tests'],
  ['package', false, ['node', 'scripts/packaging.mjs'], {}, 'native tests'],
];

// The runner's server would isolate the page from cross-origin frames.
const env = { WASM_BINDGEN_TEST_NO_ORIGIN_ISOLATION: '1' };

const rows = [];
const lanes = new Map();
let printed = '';

/** Runs a step. One that runs beside another shows what it prints in one piece, when it has ended. */
async function perform([name, , command, more], { isBeside }) {
  const title = `\n== ${name}: ${command.join(' ')}`;
  if (!isBeside) console.log(title);
  const from = Date.now();
  const { code, output } = await run(command, { ...env, ...more }, { isQuiet: isBeside });
  if (isBeside) console.log(`${title}\n${output}== end of ${name}`);
  printed += output;
  const counts = [...output.matchAll(/test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/g)];
  for (const [, lane, result] of output.matchAll(/^test \[(\S+)\] .* (ok|FAILED|ignored)$/gm)) {
    const row = lanes.get(lane) ?? { ok: 0, FAILED: 0, ignored: 0 };
    row[result]++;
    lanes.set(lane, row);
  }
  const sum = (index) => counts.reduce((total, match) => total + Number(match[index]), 0);
  rows.push({ name, code, passed: sum(1), failed: sum(2), skipped: sum(3), seconds: (Date.now() - from) / 1000 });
}

const isWanted = ([, inQuick]) => inQuick || !isQuick;
const began = Date.now();
forgetPlan();
const ended = new Map();
let last = Promise.resolve();
for (const step of STEPS.filter(isWanted)) {
  last = last.then(() => perform(step, { isBeside: false }));
  ended.set(step[0], last);
}
for (const step of BESIDE.filter(isWanted)) {
  await ended.get(step[4]);
  await perform(step, { isBeside: true });
}
await last;

// The quick run leaves out what many pages name.
if (!isQuick) {
  console.log('\n== proofs: each test that a page names has passed, in every browser and program it was to run in');
  const unproven = checkProofs(printed);
  rows.push({ name: 'proofs', code: unproven, passed: 0, failed: unproven, skipped: 0, seconds: 0 });
}

console.log('\nstep                    result   tests  seconds');
for (const { name, code, passed, seconds } of rows) {
  const tests = passed ? String(passed) : '-';
  console.log(`${name.padEnd(22)}  ${(code === 0 ? 'ok' : 'FAILED').padEnd(7)} ${tests.padStart(6)} ${seconds.toFixed(0).padStart(8)}`);
}
console.log('\nengine/program         passed  failed  skipped');
for (const [lane, { ok, FAILED, ignored }] of [...lanes].sort()) {
  console.log(lane.padEnd(20) + [ok, FAILED, ignored].map((count) => String(count).padStart(9)).join(''));
}
// A step that failed without a test that failed is one failure too.
const failed = rows.reduce((total, row) => total + (row.code === 0 ? 0 : Math.max(row.failed, 1)), 0);
const passed = rows.reduce((total, row) => total + row.passed, 0);
const skipped = rows.reduce((total, row) => total + row.skipped, 0);
for (const [lane, { ignored }] of lanes) if (ignored) console.log(`left out: ${lane}, whose browser is not on this machine`);
const minutes = ((Date.now() - began) / 60_000).toFixed(1);
console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''} in ${minutes} minutes`);
// Where everything has to run, a browser that is missing is a failure.
process.exitCode = failed === 0 && (skipped === 0 || !process.env.CI) ? 0 : 1;
