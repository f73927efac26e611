// The conformance kit, `npx ledgerbee-sandbox conform`, in the folder where the packed sandbox is installed.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './process.mjs';

/** An embed as one writes it in five minutes: it answers everybody, in one spelling, and knows no event. */
const NAIVE = `addEventListener('message', async ({ data, source }) => {
  if (data?.type !== 'requestBindToken') return;
  source.postMessage({ type: 'bindToken', requestId: data.requestId, token: await LedgerBee.embed.fetchBindToken() }, '*');
});`;

export async function checkConform({ here, test }) {
  const browser = ['--executable', process.env.CHROMIUM ?? '/usr/bin/chromium'];
  const conform = (...args) => attempt(['npx', '--no', '--', 'ledgerbee-sandbox', 'conform', ...args], here);
  const keeps = (file) =>
    test(`${file} keeps every rule of the conformance kit`, async () => {
      const { code, output } = await conform(...browser, `node_modules/ledgerbee-embed/dist/${file}`);
      assert.equal(code, 0, output);
      assert.match(output, /^(\d+) of \1 rules kept$/m);
    });
  const isNamed = test('the conformance kit names what an embed of five lines breaks, and only that', async () => {
    writeFileSync(join(here.cwd, 'naive.js'), NAIVE);
    const { code, output } = await conform(...browser, '--json', 'naive.js');
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
  // Side by side, for one that breaks rules has the kit wait for what does not come.
  await Promise.all([isNamed, keeps('embed.js'), keeps('embed.compat.js')]);
  await test('the conformance kit says what it needs', async () => {
    const [missing, none, help] = await Promise.all([conform(...browser, 'no-such.js'), conform(), conform('--help')]);
    assert.deepEqual([missing.code, missing.output.trim()], [2, 'ledgerbee-sandbox: there is no script at no-such.js']);
    assert.equal(none.code, 2);
    assert.equal(help.code, 0, help.output);
    for (const option of ['--browser', '--executable', '--json']) assert.ok(help.output.includes(option), option);
  });
}
