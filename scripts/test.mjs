// Runs every test, and ends with a table of what ran.
import { run } from './run.mjs';

const isQuick = process.argv.includes('--quick');

/** Each step: its name, whether the quick run leaves it out, and its command. */
const STEPS = [
  ['format', false, ['cargo', 'fmt', '--all', '--check']],
  ['lint', false, ['cargo', 'clippy', '--workspace', '--all-targets', '--', '-D', 'warnings']],
  ['lint, WebAssembly', false, [...'cargo clippy --target wasm32-unknown-unknown -p ledgerbee-embed -- -D warnings'.split(' ')]],
  ['types', true, ['tsc', '-p', 'tsconfig.json']],
  ['build', true, ['node', 'scripts/build.mjs']],
  ['build, trap hook', true, ['node', 'scripts/build.mjs', '--trap-hook']],
  ['size', true, ['node', 'scripts/size.mjs']],
  ['native tests', true, [...'cargo test --workspace --exclude ledgerbee-browser-tests'.split(' ')]],
  ['page tests, Chromium', false, [...'wasm-pack test --headless --chrome --mode no-install'.split(' ')]],
  ['browser tests', true, [...'cargo test -p ledgerbee-browser-tests'.split(' ')]],
];

// The runner's server would isolate the page from cross-origin frames.
const env = { WASM_BINDGEN_TEST_NO_ORIGIN_ISOLATION: '1' };

const rows = [];
for (const [name, inQuick, command] of STEPS) {
  if (isQuick && !inQuick) continue;
  console.log(`\n== ${name}: ${command.join(' ')}`);
  const from = Date.now();
  const { code, output } = await run(command, env);
  const counts = [...output.matchAll(/test result: \w+\. (\d+) passed; (\d+) failed/g)];
  const sum = (index) => counts.reduce((total, match) => total + Number(match[index]), 0);
  rows.push({ name, code, passed: sum(1), failed: sum(2), seconds: (Date.now() - from) / 1000 });
}

console.log('\nstep                    result   tests  seconds');
for (const { name, code, passed, seconds } of rows) {
  const tests = passed ? String(passed) : '-';
  console.log(`${name.padEnd(22)}  ${(code === 0 ? 'ok' : 'FAILED').padEnd(7)} ${tests.padStart(6)} ${seconds.toFixed(0).padStart(8)}`);
}
// A step that failed without a test that failed is one failure too.
const failed = rows.reduce((total, row) => total + (row.code === 0 ? 0 : Math.max(row.failed, 1)), 0);
const passed = rows.reduce((total, row) => total + row.passed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
