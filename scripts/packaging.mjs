// Packs the package, and uses it as others do: linted, type-checked, built into nine projects and
// driven in a browser; then its entries for tests and servers, and the packed sandbox. With names of projects as
// arguments, only those, without the checks; with `--checks`, the checks alone: types, tables, samples and
// documentation; with `--testing`, the entries for tests and servers alone.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { ENV, ROOT, run } from './run.mjs';

const HOME = join(ROOT, 'tests/packaging');
const BUILD = join(ROOT, 'build/packaging');
const onlyChecks = process.argv.includes('--checks');
const onlyTesting = process.argv.includes('--testing');
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));

/** Chromium without the windows and menus around its pages, which take half of the time. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';
if (existsSync(HEADLESS_SHELL)) process.env.CHROMIUM ??= HEADLESS_SHELL;

const seconds = {};
let passed = 0;
const failures = [];

async function timed(part, work) {
  const from = Date.now();
  const result = await work();
  seconds[part] = (seconds[part] ?? 0) + (Date.now() - from) / 1000;
  return result;
}

async function test(name, work) {
  const from = Date.now();
  try {
    await work();
    passed++;
    console.log(`ok      ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failures.push(name);
    console.log(`FAILED  ${name}\n${error.message}\n${error.stack}`);
  }
}

/** A command, which has to succeed. */
async function command(...words) {
  const { code, output } = await run(words, { CI: 'true', NEXT_TELEMETRY_DISABLED: '1' }, { isQuiet: true });
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${output}`);
  return output;
}

/** Packs, and unpacks where projects look for it: it has no dependencies to install. */
async function pack() {
  rmSync(BUILD, { recursive: true, force: true });
  mkdirSync(BUILD, { recursive: true });
  await command('npm', 'pack', '--ignore-scripts', '--pack-destination', BUILD);
  const filename = readdirSync(BUILD).find((name) => name.endsWith('.tgz'));
  const target = join(HOME, 'node_modules/ledgerbee-embed');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await command('tar', 'xzf', join(BUILD, filename), '-C', target, '--strip-components=1');
  return join(BUILD, filename);
}

await timed('downloads', () => install(HOME));
const tarball = await timed('packing', pack);
// Not before there is what they import.
const { checkPackage } = await import('../tests/packaging/harness/checks.mjs');
const { findSamples } = await import('../tests/packaging/harness/docs.mjs');
const { drive } = await import('../tests/packaging/harness/drive.mjs');
const { PROJECTS } = await import('../tests/packaging/harness/projects.mjs');
const { checkTesting } = await import('../tests/packaging/harness/testing.mjs');
const chosen = onlyChecks || onlyTesting ? [] : PROJECTS.filter(({ name }) => !only.length || only.includes(name));

if (!only.length && !onlyTesting) await timed('checks', () => checkPackage({ root: ROOT, home: HOME, tarball, command, test }));
await timed('builds', async () => {
  for (const { name, isBuilt = true } of chosen) {
    if (!isBuilt) continue;
    rmSync(join(HOME, name, 'dist'), { recursive: true, force: true });
    await test(`${name}: builds for production`, () => command('npm', 'run', 'build', '--prefix', join(HOME, name)));
  }
});
const samples = only.length ? [] : findSamples(ROOT);
if (!onlyChecks && !onlyTesting) await timed('browser', () => drive({ projects: chosen, samples, home: HOME, root: ROOT, env: ENV, test }));
if (!only.length && !onlyChecks) {
  await timed('testing', () => checkTesting({ root: ROOT, home: HOME, tarball, command, test }));
}

console.log(`\n${Object.entries(seconds).map(([part, time]) => `${part} ${time.toFixed(0)} s`).join(', ')}`);
console.log(`\ntest result: ${failures.length ? 'FAILED' : 'ok'}. ${passed} passed; ${failures.length} failed`);
process.exitCode = failures.length ? 1 : 0;
