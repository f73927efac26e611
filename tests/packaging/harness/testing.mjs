// What the package offers for tests, as a partner uses it: a page's unit test in three environments, and from an empty
// folder a browser test against the packed sandbox, without Rust. Each kind of test is also run on pages with a planted
// mistake, and has to fail with a message that names it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { install } from '../../../scripts/install.mjs';
import { findSamples, isTest } from './docs.mjs';

const RUNNERS = ['jsdom', 'happy-dom', 'jest'];

/**
 * Each mistake: what is replaced in a page, and what a unit test and a browser test say of it.
 *
 * @type {Record<string, { plant: [RegExp, string], unit: RegExp, browser: RegExp }>}
 */
const MISTAKES = {
  field: {
    plant: [/\.checkoutBindToken/, '.bindToken'],
    unit: /fetchBindToken returned undefined, so the checkout is anonymous\. Did it read the right field\? The API calls the token checkoutBindToken/,
    browser: /A bind token was minted, but fetchBindToken did not return it, so the checkout is anonymous\. Did it read the right field\?/,
  },
  name: {
    plant: [/ledgerbee:embed:checkoutConfirmed/g, 'ledgerbee:embed:checkoutConfirm'],
    unit: /The page listens to ledgerbee:embed:checkoutConfirm, which is no event: did you mean ledgerbee:embed:checkoutConfirmed\?/,
    browser: /The page listens to ledgerbee:embed:checkoutConfirm, which is no event: did you mean ledgerbee:embed:checkoutConfirmed\?/,
  },
  twice: {
    plant: [/const answer = await fetch/, "await fetch('/your-backend/bind-token', { method: 'POST' });\n        const answer = await fetch"],
    // The runner's own comparison: the address is there a second time.
    unit: /\+ +"\/your-backend\/bind-token"|token-2/,
    browser: /2 bind tokens were minted, and the frames asked for 1: the page fetches a token more often than it is asked/,
  },
};

// eslint-disable-next-line no-control-regex
const plain = (text) => text.replace(/\x1b\[[0-9;]*m/g, '');

/** A page with a mistake; the text that is replaced has to be there. */
function plant(text, [pattern, wrong]) {
  const planted = text.replace(pattern, wrong);
  assert.notEqual(planted, text, `${pattern} is not in the page`);
  return planted;
}

/** What a command prints, and how it ends. */
function attempt(words, options) {
  const { status, stdout, stderr, error } = spawnSync(words[0], words.slice(1), { encoding: 'utf8', ...options, env: { ...process.env, ...options.env, CI: 'true' } });
  if (error) throw error;
  return { code: status, output: plain(stdout + stderr) };
}

function expectPass({ code, output }) {
  assert.equal(code, 0, output);
}

/** How many tests have passed, as Vitest and Jest say it, and as Playwright does. */
const COUNT = /Tests:? +(\d+) passed|^ +(\d+) passed \(/m;

/** A runner has passed, with so many tests at least. */
function expectTests({ code, output }, count) {
  expectPass({ code, output });
  const [, unit, browser] = COUNT.exec(output) ?? [];
  assert.ok(Number(unit ?? browser) >= count, `fewer than ${count} tests have passed\n${output}`);
}

export async function checkTesting({ root, home, tarball, command, test }) {
  const tests = findSamples(root).filter(isTest).map(({ code }) => code);
  const unit = tests.filter((code) => code.includes("'vitest'"));
  const browser = tests.filter((code) => !code.includes("'vitest'"));
  await test('the documentation has one sample of each kind of test', () => assert.deepEqual([unit.length, browser.length], [1, 1]));
  await checkUnit({ home, tarball, sample: unit[0], command, test });
  await checkBrowser({ root, home, tarball, sample: browser[0], command, test });
}

async function checkUnit({ home, tarball, sample, command, test }) {
  const folder = join(home, 'unit');
  await install(folder);
  const target = join(folder, 'node_modules/ledgerbee-embed');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await command('tar', 'xzf', tarball, '-C', target, '--strip-components=1');

  const generated = join(folder, 'generated');
  rmSync(generated, { recursive: true, force: true });
  mkdirSync(join(generated, 'sample'), { recursive: true });
  writeFileSync(join(generated, 'sample/sample.test.ts'), sample);
  cpSync(join(folder, 'page.js'), join(generated, 'sample/page.js'));
  for (const runner of RUNNERS) {
    await test(`unit tests of a page pass: ${runner}`, () => expectTests(attempt(['npm', 'run', '-s', runner], { cwd: folder }), 27));
  }
  for (const [name, { plant: mistake }] of Object.entries(MISTAKES)) {
    mkdirSync(join(generated, name), { recursive: true });
    writeFileSync(join(generated, name, 'page.js'), plant(readFileSync(join(folder, 'page.js'), 'utf8'), mistake));
    cpSync(join(folder, 'page.test.js'), join(generated, name, 'page.test.js'));
  }
  try {
    for (const runner of RUNNERS) {
      await test(`unit tests of a page name each planted mistake: ${runner}`, () => {
        for (const [name, { unit }] of Object.entries(MISTAKES)) {
          const { code, output } = attempt(['npm', 'run', '-s', runner, '--', `generated/${name}/`], { cwd: folder });
          assert.notEqual(code, 0, `${name}: passed\n${output}`);
          assert.match(output, unit, name);
        }
      });
    }
  } finally {
    // What is found there would be run with the others.
    rmSync(generated, { recursive: true, force: true });
  }
}

async function checkBrowser({ root, home, tarball, sample, command, test }) {
  const folder = join(root, 'build/testing');
  const source = join(home, 'playwright');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await test('npm run sandbox:pack packs the sandbox for this machine', () => command('npm', 'run', '-s', 'sandbox:pack', '--', '--debug'));
  const packed = join(root, 'build/sandbox-npm');
  const launcher = readdirSync(packed).find((name) => /^ledgerbee-sandbox-\d/.test(name));

  // Node and npm, and what the system has: no Rust, and nothing of this project.
  const env = { PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter), LEDGERBEE_SANDBOX: undefined, CARGO_HOME: undefined };
  const here = { cwd: folder, env };
  await test('the sandbox and the package install into an empty folder, without Rust', () => {
    assert.notEqual(attempt(['sh', '-c', 'command -v cargo rustc'], here).code, 0, 'Rust is on this PATH');
    expectPass(attempt(['npm', 'init', '-y'], here));
    expectPass(attempt(['npm', 'pkg', 'set', 'type=module'], here));
    const playwright = `@playwright/test@${JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).devDependencies['playwright-core']}`;
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--cache', join(root, '.tools/npm-cache')];
    expectPass(attempt(['npm', 'install', '-D', tarball, join(packed, launcher), playwright, ...quiet], here));
  });
  await test('npx ledgerbee-sandbox prints its help and its version, and ends with what the program ends with', () => {
    const help = attempt(['npx', '--no', '--', 'ledgerbee-sandbox', '--help'], here);
    expectPass(help);
    for (const option of ['--json', '--port', '--scenario']) assert.ok(help.output.includes(option), option);
    const wrong = attempt(['npx', '--no', '--', 'ledgerbee-sandbox', '--no-such-option'], here);
    assert.equal(wrong.code, 2, wrong.output);
  });
  await test('without the package of this platform, the launcher names it', () => {
    const [platform] = readdirSync(packed).flatMap((name) => /^(ledgerbee-sandbox-[a-z].*)-\d+\.\d+\.\d+\.tgz$/.exec(name)?.[1] ?? []);
    const places = [join(folder, 'node_modules', platform), join(folder, 'node_modules/ledgerbee-sandbox/node_modules', platform)];
    const place = places.find((it) => existsSync(it));
    const aside = join(folder, 'aside');
    cpSync(place, aside, { recursive: true });
    rmSync(place, { recursive: true });
    try {
      const { code, output } = attempt(['npx', '--no', '--', 'ledgerbee-sandbox', '--help'], here);
      assert.equal(code, 1);
      assert.ok(output.includes(`the package ${platform} is not installed`), output);
    } finally {
      cpSync(aside, place, { recursive: true });
    }
  });
  await test('the packed sandbox serves portal, embed and partner pages', async () => {
    const { startSandbox } = await import(join(folder, 'node_modules/ledgerbee-sandbox/index.js'));
    const sandbox = await startSandbox();
    try {
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
    } finally {
      await sandbox.stop();
    }
    await assert.rejects(fetch(`${sandbox.api}/health`), 'it has stopped');
    await assert.rejects(startSandbox({ ports: 1 }), /has no option ports/);
    await assert.rejects(startSandbox({ scenario: join(folder, 'none.toml') }), /before it listened:[\s\S]*none\.toml/);
  });

  await checkConform({ folder, here, test });

  for (const file of readdirSync(source)) cpSync(join(source, file), join(folder, file));
  writeFileSync(join(folder, 'shop.test.ts'), sample);
  await test('a bound checkout on a page that names https://acme.portal.ledgerbee.com passes in Playwright', () =>
    expectTests(attempt(['npx', '--no', '--', 'playwright', 'test', 'shop.test.ts'], here), 1),
  );
  await test('the types of the fixture hold, and refuse what it has not', async () => {
    await command(process.execPath, join(home, 'node_modules/typescript-5/bin/tsc'), '-p', folder);
  });
  await test('bad days, mail, time and gated plans can be tested in Playwright', () =>
    expectTests(attempt(['npx', '--no', '--', 'playwright', 'test', 'days.test.js'], here), 12),
  );
  for (const [name, { plant: mistake, browser }] of Object.entries(MISTAKES)) {
    await test(`a Playwright test names the planted mistake: ${name}`, () => {
      writeFileSync(join(folder, `${name}.html`), plant(readFileSync(join(folder, 'page.html'), 'utf8'), mistake));
      writeFileSync(join(folder, `${name}.planted.test.ts`), sample.replace('page.html', `${name}.html`));
      const { code, output } = attempt(['npx', '--no', '--', 'playwright', 'test', `${name}.planted`], here);
      assert.notEqual(code, 0, `passed\n${output}`);
      assert.match(output, browser);
    });
  }
}

/** An embed as one writes it in five minutes: it answers everybody, in one spelling, and knows no event. */
const NAIVE = `addEventListener('message', async ({ data, source }) => {
  if (data?.type !== 'requestBindToken') return;
  source.postMessage({ type: 'bindToken', requestId: data.requestId, token: await LedgerBee.embed.fetchBindToken() }, '*');
});`;

async function checkConform({ folder, here, test }) {
  const browser = ['--executable', process.env.CHROMIUM ?? '/usr/bin/chromium'];
  const conform = (...args) => attempt(['npx', '--no', '--', 'ledgerbee-sandbox', 'conform', ...args], here);
  for (const file of ['embed.js', 'embed.compat.js']) {
    await test(`${file} keeps every rule of the conformance kit`, () => {
      const { code, output } = conform(...browser, `node_modules/ledgerbee-embed/dist/${file}`);
      expectPass({ code, output });
      assert.match(output, /^(\d+) of \1 rules kept$/m);
    });
  }
  await test('the conformance kit names what an embed of five lines breaks, and only that', () => {
    writeFileSync(join(folder, 'naive.js'), NAIVE);
    const { code, output } = conform(...browser, '--json', 'naive.js');
    assert.equal(code, 1, output);
    const { results } = JSON.parse(output);
    const isKept = (text) => {
      const found = results.filter(({ rule }) => rule.includes(text));
      assert.equal(found.length, 1, `one rule about "${text}"`);
      return found[0].isKept;
    };
    const kept = ['goes to the frame that asked', 'answers to its own requests only', 'the requests 1 and "1" are two', 'no global but LedgerBee'];
    const broken = ['without the marker', 'a marked frame of another site', 'left its origin', 'elsewhere meanwhile', 'an origin of its own', 'a script has dispatched', 'a repeat in flight', 'resize sets'];
    for (const text of kept) assert.ok(isKept(text), text);
    for (const text of broken) assert.ok(!isKept(text), text);
  });
  await test('the conformance kit says what it needs', () => {
    const missing = conform(...browser, 'no-such.js');
    assert.deepEqual([missing.code, missing.output.trim()], [2, 'ledgerbee-sandbox: there is no script at no-such.js']);
    assert.equal(conform().code, 2);
    const help = conform('--help');
    expectPass(help);
    for (const option of ['--browser', '--executable', '--json']) assert.ok(help.output.includes(option), option);
  });
}
