// Requests, answers, deadlines, loads, pins, moves and removals in any order, in a real page (docs/protocol.md, "On the wire",
// "Frames that are served").

import { allowErrors, bare, codes, eq, expectWarnings, failureOf, ok, test } from './lab.js';
import * as ledger from './lib/ledger.js';
import * as meddling from './lib/meddling.js';

const STEPS = 60;

/** Runs with these seeds after each other. */
const runAll = async (run, seeds) => {
  for (let seed = 0; seed < seeds; seed++) await run(seed, STEPS);
};

// A page that meddles in whatever the embed calls.

const meddled = () => bare().script(() => { window.LedgerBee = {}; });

const onlyExpected = () => {
  expectWarnings(...lab.report().codes);
  allowErrors('of the page', 'Script error.');
  eq(codes().filter((code) => code === 'module-restarted'), []);
};

test('nothing_is_answered_under_another_pin_whatever_the_page_does_where_it_is_called', meddled(), async () => {
  await runAll(meddling.run, 6);
  const { reached } = meddling;
  ok(reached.has('a token') && reached.size > 15, [...reached]);
  onlyExpected();
});

test('an_answer_under_another_pin_would_be_seen', meddled(), async () => {
  const breach = ([{ element: it }]) => it.contentWindow.postMessage({ type: 'bindToken', requestId: 'unasked', token: 'token' }, '*');
  const failure = await failureOf(meddling.run(0, 1, breach));
  ok(/^not so: f1, now .* was told the token of /.test(failure), failure);
  onlyExpected();
});

// A page that only answers when it likes.

const answering = () => bare().fakeClock().providers('{}');

const onlyLoud = () => {
  const seen = lab.report().codes;
  const loud = ['provider-failed', 'provider-timeout', 'provider-invalid-token', 'frame-silent'];
  eq(seen.filter((code) => !loud.includes(code)), []);
  expectWarnings(...seen);
};

test('any_order_keeps_to_the_contract', answering(), async () => {
  await runAll(ledger.run, 4);
  eq([...ledger.reached].sort(), ['answer after the pin', 'deadline', 'dropped', 'failure', 'late answer', 'load while waiting', 'none',
    'repeat of one answered', 'repeat of one in flight', 'stop', 'token', 'too many', 'wrong']);
  onlyLoud();
});

test('a_breach_would_be_seen', answering(), async () => {
  const twice = ([{ stub }]) => stub.window.postMessage({ type: 'bindToken', requestId: 1, token: 'token 0' }, '*');
  const failure = await failureOf(ledger.run(0, 1, twice));
  ok(/^what f1 heard.*token 0/.test(failure), failure);
  LedgerBee.bridge.stop();
  const silenced = await failureOf(ledger.run(0, 20, async () => LedgerBee.bridge.stop()));
  ok(/^(what f. heard|the calls): .*seed 0: /s.test(silenced), silenced);
  onlyLoud();
});
