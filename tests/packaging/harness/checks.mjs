// What the packed package says of itself: its files, entries and types.
import assert from 'node:assert/strict';
import { join } from 'node:path';

export async function checkPackage({ tarball, home, bin, command, test }) {
  await test('publint has nothing to say', async () => {
    const output = await command(join(bin, 'publint'), tarball, '--strict');
    assert.match(output, /All good!/);
  });
  await test('attw has nothing to say', () => command(join(bin, 'attw'), tarball, '--profile', 'esm-only'));
}
