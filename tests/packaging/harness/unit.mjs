// A page's unit tests in three environments: those of a right page pass, and those of a page with a mistake name it.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { install } from '../../../scripts/install.mjs';
import { MISTAKES, expectResult, plant } from './mistakes.mjs';
import { attempt } from './process.mjs';

/** Each environment, and how its runner writes a report: both in Jest's form. */
const ENVIRONMENTS = { jsdom: '--reporter=json', 'happy-dom': '--reporter=json', jest: '--json' };
/** The least number of tests of right pages. */
const LEAST = 27;

/** The result of each file of a report. */
function readReport(folder, report) {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return Object.fromEntries(
    testResults.map(({ name, message, assertionResults }) => [
      relative(folder, name),
      {
        passed: assertionResults.filter(({ status }) => status === 'passed').length,
        // A file that cannot be loaded has no tests.
        failures: [...assertionResults.flatMap((it) => it.failureMessages ?? []), ...(assertionResults.length ? [] : [message])],
      },
    ]),
  );
}

export async function checkUnit({ home, tarball, sample, command, test }) {
  const folder = join(home, 'unit');
  await install(folder);
  const target = join(folder, 'node_modules/ledgerbee-embed');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await command('tar', 'xzf', tarball, '-C', target, '--strip-components=1');

  const generated = join(folder, 'generated');
  rmSync(generated, { recursive: true, force: true });
  const write = (name, page, tests) => {
    mkdirSync(join(generated, name), { recursive: true });
    writeFileSync(join(generated, name, 'page.js'), page);
    tests(join(generated, name));
  };
  const page = readFileSync(join(folder, 'page.js'), 'utf8');
  write('sample', page, (here) => writeFileSync(join(here, 'sample.test.ts'), sample));
  for (const [name, mistake] of Object.entries(MISTAKES)) {
    write(name, plant(page, mistake), (here) => cpSync(join(folder, 'page.test.js'), join(here, 'page.test.js')));
  }
  try {
    for (const [name, reporter] of Object.entries(ENVIRONMENTS)) {
      const report = join(generated, `${name}.json`);
      let results = {};
      await test(`unit tests of a page pass: ${name}`, async () => {
        // One start for all: it ends with a failure, because of the mistakes.
        const { code, output } = await attempt(['npm', 'run', '-s', name, '--', reporter, `--outputFile=${report}`], { cwd: folder });
        assert.equal(code, 1, output);
        results = readReport(folder, report);
        const right = Object.entries(results).filter(([file]) => !Object.keys(MISTAKES).some((it) => file.startsWith(`generated/${it}/`)));
        for (const [, result] of right) expectResult(result);
        const count = right.reduce((total, [, { passed }]) => total + passed, 0);
        assert.ok(count >= LEAST, `${count} tests have passed, fewer than ${LEAST}`);
      });
      await test(`unit tests of a page name each planted mistake: ${name}`, () => {
        for (const [mistake, { unit }] of Object.entries(MISTAKES)) expectResult(results[`generated/${mistake}/page.test.js`], unit);
      });
    }
  } finally {
    // What is found there would be run with the others.
    rmSync(generated, { recursive: true, force: true });
  }
}
