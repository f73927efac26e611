import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { MUTATIONS } from '../tests/mutations.mjs';
import { ROOT } from './run.mjs';

test('what each mutation replaces stands in its file once, and something else comes in its place', () => {
  for (const { file, from, to, breaks } of MUTATIONS) {
    const count = readFileSync(join(ROOT, file), 'utf8').split(from).length - 1;
    assert.equal(count, 1, `${file}, "${breaks}": ${from}`);
    assert.notEqual(from, to, breaks);
  }
});
