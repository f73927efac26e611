// What the packed package says of itself: its files, entries and types.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { checkDocs, findSamples, writeSamples } from './docs.mjs';
import { checkServer } from './server.mjs';
import { writeWordTypes } from './words.mjs';

const LINES = ['typescript-5', 'typescript-6', 'typescript-7'];

export async function checkPackage({ root, home, tarball, command, test }) {
  const bin = (name) => join(home, 'node_modules/.bin', name);
  await test('publint has nothing to say', async () => {
    assert.match(await command(bin('publint'), tarball, '--strict'), /All good!/);
  });
  await test('attw has nothing to say', () => command(bin('attw'), tarball, '--profile', 'esm-only'));

  const generated = join(home, 'types/generated');
  const samples = findSamples(root);
  writeSamples(samples, generated);
  writeWordTypes(root, generated);
  for (const line of LINES) {
    const folder = join(home, 'node_modules', line);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    await test(`types hold, by the program's words, in tests and samples: TypeScript ${version}`, () =>
      command(process.execPath, join(folder, 'bin/tsc'), '-p', join(home, 'types')),
    );
  }

  await test('the SBOM is one, and names what the program is built of', async () => {
    const text = readFileSync(join(home, 'node_modules/ledgerbee-embed/dist/sbom.cdx.json'), 'utf8');
    const fault = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);
    assert.equal(fault, null);
    const names = JSON.parse(text).components.map(({ name }) => name);
    for (const name of ['std', 'wasm-bindgen', 'js-sys', 'talc']) assert.ok(names.includes(name), name);
    assert.ok(!names.includes('proptest') && !names.includes('syn'), 'only what is shipped');
  });
  await test('it works in Jest with jsdom, by the two lines that the documentation names', () =>
    command('npm', 'test', '--prefix', join(home, 'jest')),
  );
  await checkServer({ test });
  await checkDocs({ root, samples, tarball, test });
}
