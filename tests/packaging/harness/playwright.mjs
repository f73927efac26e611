// Browser tests with `ledgerbee-embed/testing/playwright`, in the folder where it is installed.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MISTAKES, expectResult, plant } from './mistakes.mjs';
import { attempt, succeed } from './process.mjs';

/** Each file of tests, and the number of its tests at least. */
const FILES = { 'days.test.js': 12, 'demo.test.js': 2 };

/** The result of each file of a report. */
function readReport(report) {
  const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];
  const { suites } = JSON.parse(readFileSync(report, 'utf8'));
  const entries = suites.map((suite) => {
    const specs = specsOf(suite);
    const errors = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results.flatMap((it) => it.errors)));
    return [suite.file, { passed: specs.filter(({ ok }) => ok).length, failures: errors.map(({ message }) => message) }];
  });
  return Object.fromEntries(entries);
}

export async function checkPlaywright({ home, here, sample, command, test }) {
  const { cwd: folder, env } = here;
  const source = join(home, 'playwright');
  for (const file of readdirSync(source)) cpSync(join(source, file), join(folder, file));
  writeFileSync(join(folder, 'shop.test.ts'), sample);
  const playwright = ['npx', '--no', '--', 'playwright', 'test'];
  await test('a bound checkout on a page that names https://acme.portal.ledgerbee.com passes in Playwright', async () => {
    assert.match(await succeed([...playwright, 'shop.test.ts'], here), /^ +1 passed \(/m);
  });
  await test('the types of the fixture hold, and refuse what it has not', () =>
    command(process.execPath, join(home, 'node_modules/typescript-5/bin/tsc'), '-p', folder),
  );

  const page = readFileSync(join(folder, 'page.html'), 'utf8');
  for (const [name, mistake] of Object.entries(MISTAKES)) {
    writeFileSync(join(folder, `${name}.html`), plant(page, mistake));
    writeFileSync(join(folder, `${name}.planted.test.ts`), sample.replace('page.html', `${name}.html`));
  }
  let results = {};
  await test('bad days, mail, time and gated plans can be tested in Playwright, and so is a page of the demo', async () => {
    const report = join(folder, 'report.json');
    // One start for all, by two workers: it ends with a failure, because of the mistakes.
    const all = [...playwright, ...Object.keys(FILES), '.planted', '--workers=2', '--reporter=json'];
    const { code, output } = await attempt(all, { cwd: folder, env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report } });
    assert.equal(code, 1, output);
    results = readReport(report);
    for (const [file, least] of Object.entries(FILES)) {
      expectResult(results[file]);
      assert.ok(results[file].passed >= least, `${file}: fewer than ${least} tests have passed`);
    }
  });
  for (const [name, { browser }] of Object.entries(MISTAKES)) {
    await test(`a Playwright test names the planted mistake: ${name}`, () => expectResult(results[`${name}.planted.test.ts`], browser));
  }
}
