import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unproven } from './proofs.mjs';

const KIND = { heading: 'shown by', plain: 'sandbox', excuse: '*Not here*: ' };
const RAN = `
test a_bind_token_binds_once ... ok
test token::bind::tests::binds_once_within_its_minute ... ok
test [chromium/wasm] flows::bound     ... ok
test [firefox/wasm]  flows::bound     ... ok
test [webkit/wasm]   flows::bound     ... ignored
test [chromium/wasm] flows::gated     ... ok
`;
const PLAN = {
  'flows::bound': ['chromium/wasm', 'firefox/wasm', 'webkit/wasm'],
  'flows::gated': ['chromium/wasm'],
};
const page = (...answers) => ['| statement | shown by |', '| --- | --- |', ...answers.map((it) => `| it is so | ${it} |`)].join('\n');
const wrong = (answer, output = RAN, plan = PLAN) => unproven(page(answer), KIND, output, plan);

test('a test that exists and has passed wherever it was to run proves a row', () => {
  for (const name of ['checkout::a_bind_token_binds_once', 'unit token/bind::binds_once_within_its_minute', 'browser flows::bound', 'browser flows::gated']) {
    assert.deepEqual(wrong(`\`${name}\``), [], name);
  }
});

test('one that does not exist, has not run or has failed does not', () => {
  for (const name of ['checkout::no_such_test', 'nothing::a_bind_token_binds_once', 'elsewhere checkout::a_bind_token_binds_once']) {
    assert.deepEqual(wrong(`\`${name}\``), [`does not exist: ${name}`]);
  }
  assert.deepEqual(wrong('`checkout::a_bind_token_binds_once`', ''), ['did not run: checkout::a_bind_token_binds_once']);
  assert.deepEqual(wrong('`browser flows::bound`', RAN.replace(/(firefox.*) ok/, '$1 FAILED')), ['failed: browser flows::bound, firefox/wasm']);
  assert.deepEqual(wrong('`browser flows::bound`', RAN.replace(/.*firefox.*/, 'test [firefox/wasm] flows::funnel ... ok')), ['did not run: browser flows::bound, firefox/wasm']);
  // Two files have a test of this name.
  assert.equal(wrong('`checkout::a_bind_token_binds_once`', `${RAN}\ntest a_bind_token_binds_once ... FAILED`).length, 1);
});

test('one that was to run nowhere, or in browsers only that are missing, does not', () => {
  for (const lanes of [[], ['webkit/wasm'], undefined]) {
    assert.deepEqual(wrong('`browser flows::bound`', RAN, { 'flows::bound': lanes }), ['did not run: browser flows::bound'], lanes);
  }
  // Where it ran besides says nothing of where it was to run.
  assert.deepEqual(wrong('`browser flows::gated`', RAN, { 'flows::gated': ['firefox/wasm'] }), ['did not run: browser flows::gated, firefox/wasm']);
});

test('a row without a test says why, where that is allowed', () => {
  assert.deepEqual(wrong('*Not here*: nobody can see it'), []);
  for (const answer of ['', 'somebody says so', '*Not here*: ']) assert.deepEqual(wrong(answer), ['no test: it is so'], answer);
  const { excuse, ...strict } = KIND;
  assert.deepEqual(unproven(page(`${excuse}nobody can see it`), strict, RAN, PLAN), ['no test: it is so']);
});

test('a page without such a table proves nothing', () => {
  assert.equal(unproven('no table', KIND, RAN, PLAN).length, 1);
});
