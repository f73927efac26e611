// What the package and the sandbox offer for tests and servers, as a partner uses it: unit tests of a page, and from an
// empty folder, without Rust, the packed sandbox with what runs against it.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { checkConform } from './conform.mjs';
import { findSamples, isTest } from './docs.mjs';
import { checkDrivers } from './drivers.mjs';
import { checkEndpoints } from './endpoints.mjs';
import { checkPlaywright } from './playwright.mjs';
import { attempt, succeed } from './process.mjs';
import { checkRuntimes } from './runtimes.mjs';
import { checkServerHelper } from './server-helper.mjs';
import { checkUnit } from './unit.mjs';

export async function checkTesting({ root, home, tarball, command, test }) {
  const samples = findSamples(root);
  const tests = samples.filter(isTest).map(({ code }) => code);
  const [unit, browser] = [true, false].map((isUnit) => tests.filter((code) => code.includes("'vitest'") === isUnit));
  await test('the documentation has one sample of each kind of test', () => assert.deepEqual([unit.length, browser.length], [1, 1]));
  await checkUnit({ home, tarball, sample: unit[0], command, test });

  const folder = join(root, 'build/testing');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // Node and npm, and what the system has: no Rust, and nothing of this project.
  const env = { PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter), LEDGERBEE_SANDBOX: undefined, CARGO_HOME: undefined };
  const here = { cwd: folder, env };
  const { launcher, platform } = await installPackages({ root, home, tarball, here, command, test });
  await checkLauncher({ root, platform, here, test });

  const { startSandbox } = await import(join(folder, 'node_modules/ledgerbee-sandbox/index.js'));
  const sandbox = await startSandbox();
  try {
    await checkServed({ sandbox, test });
    await checkServerHelper({ home, sandbox, test });
    await checkRuntimes({ home, sandbox, test });
    await checkEndpoints({ home, samples, sandbox, test });
  } finally {
    await sandbox.stop();
  }
  await test('a sandbox that was stopped is gone, and one that cannot start says why', async () => {
    await assert.rejects(fetch(`${sandbox.api}/health`));
    await assert.rejects(startSandbox({ ports: 1 }), /has no option ports/);
    await assert.rejects(startSandbox({ scenario: join(folder, 'none.toml') }), /before it listened:[\s\S]*none\.toml/);
  });
  await checkConform({ here, test });
  await checkPlaywright({ home, here, sample: browser[0], command, test });
  await checkDrivers({ home, samples, launcher, command, test });
}

/** Packs the sandbox, and installs both packages with Playwright where there is nothing yet. */
async function installPackages({ root, home, tarball, here, command, test }) {
  await test('npm run sandbox:pack packs the sandbox for this machine', () => command('npm', 'run', '-s', 'sandbox:pack', '--', '--debug'));
  const packed = join(root, 'build/sandbox-npm');
  const names = readdirSync(packed);
  const launcher = join(packed, names.find((name) => /^ledgerbee-sandbox-\d/.test(name)));
  const [platform] = names.flatMap((name) => /^(ledgerbee-sandbox-[a-z].*)-\d+\.\d+\.\d+\.tgz$/.exec(name)?.[1] ?? []);
  await test('the sandbox and the package install into an empty folder, without Rust', async () => {
    assert.notEqual((await attempt(['sh', '-c', 'command -v cargo rustc'], here)).code, 0, 'Rust is on this PATH');
    await succeed(['npm', 'init', '-y'], here);
    await succeed(['npm', 'pkg', 'set', 'type=module'], here);
    const playwright = `@playwright/test@${JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).devDependencies['playwright-core']}`;
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--cache', join(root, '.tools/npm-cache')];
    await succeed(['npm', 'install', '-D', tarball, launcher, playwright, ...quiet], here);
  });
  return { launcher, platform };
}

async function checkLauncher({ root, platform, here, test }) {
  const launch = (...args) => attempt(['npx', '--no', '--', 'ledgerbee-sandbox', ...args], here);
  await test('npx ledgerbee-sandbox prints its help and its version, and ends with what the program ends with', async () => {
    const help = await launch('--help');
    assert.equal(help.code, 0, help.output);
    for (const option of ['--json', '--port', '--scenario']) assert.ok(help.output.includes(option), option);
    const wrong = await launch('--no-such-option');
    assert.equal(wrong.code, 2, wrong.output);
  });
  await test('a release builds the program of each platform that the launcher knows', () => {
    const workflow = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8');
    const built = [...workflow.matchAll(/target: ([\w-]+), name: ([\w-]+)/g)].map(([, target, name]) => ({ name, target }));
    const known = JSON.parse(readFileSync(join(root, 'sandbox/npm/platforms.json'), 'utf8'));
    assert.deepEqual(built, known.map(({ name, target }) => ({ name, target })));
  });
  await test('without the package of this platform, the launcher names it', async () => {
    const places = [join(here.cwd, 'node_modules', platform), join(here.cwd, 'node_modules/ledgerbee-sandbox/node_modules', platform)];
    const place = places.find((it) => existsSync(it));
    const aside = join(here.cwd, 'aside');
    cpSync(place, aside, { recursive: true });
    rmSync(place, { recursive: true });
    try {
      const { code, output } = await launch('--help');
      assert.equal(code, 1);
      assert.ok(output.includes(`the package ${platform} is not installed`), output);
    } finally {
      cpSync(aside, place, { recursive: true });
    }
  });
}

async function checkServed({ sandbox, test }) {
  await test('the packed sandbox serves portal, embed and partner pages', async () => {
    for (const [url, holds] of [
      [`${sandbox.portal}/embed.js`, 'LedgerBee'],
      [`${sandbox.portal}/embed.compat.js`, 'LedgerBee'],
      [`${sandbox.portal}/embed/pro-plan`, 'frame.js'],
      [`${sandbox.partner}/bound.html`, 'fetchBindToken'],
      [`${sandbox.api}/health`, 'ok'],
    ]) {
      const answer = await fetch(url);
      assert.equal(answer.status, 200, url);
      assert.ok((await answer.text()).includes(holds), url);
    }
  });
}
