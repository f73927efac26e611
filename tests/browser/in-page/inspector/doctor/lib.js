// What the doctor finds, each with a page where it finds nothing of the kind.

import { allowErrors, eq, expectWarnings, ok, print, test } from '../../lab.js';
import { inspected } from '../lib.js';

/** What a page says or hears of, besides, where something is wrong. */
const expectNoise = () => {
  allowErrors('csp: ', 'Content Security Policy', 'Content-Security-Policy', 'WebAssembly', 'embed.compat.js', '/nothing/',
    'ledgerbee-embed: script-src', 'favicon', 'Refused', "'allow-scripts'");
  expectWarnings(...lab.warnings.map((it) => /^ledgerbee-embed: ([a-z-]+)/.exec(it)[1]));
};

/**
 * Two tests: the check finds this code in a page that is ill, and passes one that is well. Something may be done in each.
 *
 * @param {string} name
 * @param {string} check
 * @param {string} code
 * @param {[import('../../lab.js').Page, (() => unknown)?]} ill
 * @param {[import('../../lab.js').Page, (() => unknown)?]} well
 */
export function diagnoses(name, check, code, [ill, harm], [well, care]) {
  test(`doctor_finds_${name}`, inspected(ill), async () => {
    await harm?.();
    const it = await lab.inspector.finding(code);
    ok(it.what.length > 10 && it.fix.length > 3 && it.level, JSON.stringify(it));
    ok(!lab.inspector.passed().includes(check) && !(check in lab.inspector.open()), 'the check has not passed');
    const report = lab.inspector.report();
    ok(report.includes(code) && report.includes(it.fix), report);
    expectNoise();
  });
  test(`doctor_passes_without_${name}`, inspected(well), async () => {
    await care?.();
    await lab.inspector.survey();
    eq(lab.inspector.findings().map((it) => it.code).filter((it) => it === code), []);
    ok(lab.inspector.passed().includes(check) || check in lab.inspector.open(), print(lab.inspector.findings()));
    expectNoise();
  });
}
