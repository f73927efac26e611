// No file of js/ imports itself, directly or through others; an import of types counts.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './run.mjs';

const IMPORT = /^(?:import|export)\b[^;]*? from '([^']+)'|^import '([^']+)'/gm;
const ENDINGS = ['', '.ts', '.tsx', '.js'];

/** What each file below a folder imports, by path from the project's root. @returns {Map<string, string[]>} */
function importsBelow(folder) {
  const files = readdirSync(join(ROOT, folder), { recursive: true })
    .map((name) => `${folder}/${name}`)
    .filter((name) => /\.(ts|tsx|js)$/.test(name));
  const resolve = (file, named) => {
    if (!named.startsWith('.')) return [];
    const path = join(dirname(file), named);
    const found = [...ENDINGS.map((ending) => path + ending), path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].find((it) => files.includes(it));
    return found ? [found] : [];
  };
  return new Map(
    files.map((file) => {
      const imported = readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT);
      return [file, [...imported].flatMap(([, from, alone]) => resolve(file, from ?? alone))];
    }),
  );
}

/** A chain of imports that ends where it began, if there is one. @param {Map<string, string[]>} imports */
function circle(imports, chain = [], done = new Set()) {
  for (const file of chain.length ? imports.get(chain.at(-1)) : imports.keys()) {
    if (chain.includes(file)) return [...chain, file];
    const found = !done.has(file) && circle(imports, [...chain, file], done);
    if (found) return found;
    done.add(file);
  }
  return undefined;
}

test('no import leads back to its file', () => {
  const imports = importsBelow('js');
  assert.ok(imports.get('js/loader/tag.ts').includes('js/loader/bridge.ts'));
  assert.equal(circle(imports), undefined);
});

test('a circle would be found', () => {
  const line = new Map([['a', ['b']], ['b', ['c']], ['c', []]]);
  assert.equal(circle(line), undefined);
  assert.deepEqual(circle(new Map([...line, ['c', ['b']]])), ['a', 'b', 'c', 'b']);
});
