// What the packed package says of itself: its files, entries and types.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { checkDocs, findSamples, writeSamples } from './docs.mjs';
import { writeElementTypes } from './element-types.mjs';
import { checkServer } from './server.mjs';
import { checkTemplates } from './templates.mjs';
import { writeWordTypes } from './words.mjs';

/** Versions of TypeScript, from the oldest that understands the package's types (docs/api.md), and what each compiles. */
const LINES = [
  ['typescript-5.0', 'types/tsconfig.oldest.json'],
  ['typescript-5', 'types'],
  ['typescript-6', 'types'],
  ['typescript-7', 'types'],
];

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
  writeElementTypes(join(home, 'types'));
  for (const [line, project] of LINES) {
    const folder = join(home, 'node_modules', line);
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    await test(`types hold, by the program's words, in tests and samples: TypeScript ${version}`, () =>
      command(process.execPath, join(folder, 'bin/tsc'), '-p', join(home, project)),
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
  await test('it works in Jest with jsdom, by the two lines that the documentation names', () => {
    const [, lines] = /^```json\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, 'docs/api.md'), 'utf8'));
    const { jest } = JSON.parse(readFileSync(join(home, 'jest/package.json'), 'utf8'));
    assert.deepEqual(JSON.parse(`{${lines}}`), jest);
    return command('npm', 'test', '--prefix', join(home, 'jest'));
  });
  await test('a CommonJS file loads it by require', () => command(process.execPath, join(home, 'harness/require.cjs')));
  await checkTemplates({ home, samples, test });
  await checkServer({ test });
  await checkDocs({ root, samples, tarball, test });
}
