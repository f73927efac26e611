import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './limits.mjs';
import { ratio, summary } from './statistics.mjs';

const judged = (found) => judge({ results: { chromium: { 'far.lifecycle': found } } }).find(({ variant }) => variant === 'wasm');

test('quartiles stand between neighbours', () => {
  assert.deepEqual(summary([4, 1, 3, 2]), { low: 1.75, median: 2.5, high: 3.25 });
  assert.deepEqual(summary([7]), { low: 7, median: 7, high: 7 });
});

test('a ratio is of the same round', () => {
  // The machine was ten times slower in the second round, for both.
  assert.equal(ratio([2, 20, 2], [1, 10, 1]).median, 2);
  assert.notEqual(ratio([2, 2, 2], [1, 10, 1]).low, 2);
});

test('a limit holds up to itself', () => {
  const at = judged({ floor: [4, 4, 4], wasm: [5, 5, 5] });
  assert.deepEqual([at.is, at.isOver, at.isGoal], [1.25, false, false]);
  assert.equal(judged({ floor: [4, 4, 4], wasm: [5.1, 5.1, 5.1] }).isOver, true);
  assert.equal(judged({ floor: [4, 4, 4], wasm: [4.2, 4.2, 4.2] }).isGoal, true);
});

test('the race is reported, and limits nothing', () => {
  const results = { chromium: { 'race.inFlight': { wasm: [9], comlink: [1] }, 'near.inFlight': { wasm: [9], 'post-robot': [1] } } };
  assert.deepEqual(judge({ results }), []);
});

test('what was not measured is not judged', () => {
  assert.equal(judged({ wasm: [1] }), undefined);
  assert.deepEqual(judge({ results: {} }), []);
});
