// The documentation's samples for other browser drivers: all compiled, and that for WebDriver run against the packed
// sandbox, on a page that is right and on one with a mistake.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { install } from '../../../scripts/install.mjs';
import { run } from '../../../scripts/run.mjs';
import { checkTypes } from './compile.mjs';
import { fileOf, isDriven } from './docs.mjs';
import { freePort } from './process.mjs';

/** Each sample, and a slip that the driver's types, or those of `ledgerbee-sandbox`, refuse. */
const SLIPS = {
  'checkout.test.ts': [
    ['setChromeOptions', 'setChromiumOptions', 2551],
    ['partnerOrigins', 'partnerOrigin', 2561],
  ],
  'cypress.config.ts': [
    ['baseUrl', 'baseURL', 2561],
    ['sandbox.portal }', 'sandbox.portals }', 2551],
  ],
  'cypress/e2e/checkout.cy.ts': [['request.url = ', 'request.uri = ', 2339]],
};

/** The mistake of the page: its provider reads a field that the answer has not. */
const MISTAKE = ['.checkoutBindToken', '.bindToken'];

export async function checkDrivers({ home, samples, launcher, command, test }) {
  const folder = join(home, 'drivers');
  await install(folder);
  const sandbox = join(folder, 'node_modules/ledgerbee-sandbox');
  rmSync(sandbox, { recursive: true, force: true });
  mkdirSync(sandbox, { recursive: true });
  await command('tar', 'xzf', launcher, '-C', sandbox, '--strip-components=1');

  const generated = join(folder, 'generated');
  rmSync(generated, { recursive: true, force: true });
  const found = Object.fromEntries(samples.filter(isDriven).map((sample) => [fileOf(sample), sample.code]));
  await test("the documentation's samples for WebDriver and Cypress compile, and slips are refused", async () => {
    assert.deepEqual(Object.keys(found).sort(), Object.keys(SLIPS).sort());
    const types = join(generated, 'types');
    mkdirSync(types, { recursive: true });
    writeFileSync(join(types, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.json' }));
    cpSync(join(folder, 'shop.js'), join(types, 'shop.js'));
    await checkTypes({ home, folder: types, samples: Object.entries(SLIPS).map(([file, slips]) => ({ file, code: found[file], slips })) });
  });

  const page = readFileSync(join(home, 'playwright/page.html'), 'utf8');
  const [right, wrong] = [page, page.replace(...MISTAKE)];
  assert.notEqual(right, wrong, `${MISTAKE[0]} is not in the page`);
  const { code: script } = await transform(found['checkout.test.ts'], { loader: 'ts', format: 'esm' });
  /** Runs the sample with a page; Chromium has no sandbox as root, and nothing to do on the network. */
  const drive = async (name, html) => {
    const here = join(generated, name);
    mkdirSync(here, { recursive: true });
    const ownPort = script.replace(':5173', `:${await freePort()}`);
    const inTests = ownPort.replace(/(['"])--headless=new\1/, '$&, "--no-sandbox", "--disable-background-networking"');
    assert.notEqual(inTests, ownPort, 'the sample names its options');
    writeFileSync(join(here, 'checkout.test.mjs'), inTests);
    writeFileSync(join(here, 'page.html'), html);
    cpSync(join(folder, 'shop.js'), join(here, 'shop.js'));
    // Else it looks for a driver on the network.
    const env = { SE_CHROMEDRIVER: process.env.CHROMEDRIVER ?? '/usr/bin/chromedriver' };
    return run([process.execPath, '--test', '--test-reporter=tap', join(here, 'checkout.test.mjs')], env, { isQuiet: true });
  };
  await test('the sample for WebDriver passes, and fails on a page whose provider reads the wrong field', async () => {
    const [passed, failed] = await Promise.all([drive('right', right), drive('field', wrong)]);
    assert.equal(passed.code, 0, passed.output);
    assert.match(passed.output, /^# pass 1$/m);
    assert.notEqual(failed.code, 0, failed.output);
    assert.match(failed.output, /expected: 'true'\s+actual: 'false'/);
  });
}
