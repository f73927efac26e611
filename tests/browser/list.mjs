// Tells the harness of the tests in in-page/, as JSON: what each is called, where it stands and in which page it runs,
// and every file as a script that a page can have.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';

const ROOT = new URL('../../', import.meta.url);
const FOLDER = 'tests/browser/in-page/';
const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');

// In a page, its lab has this name.
globalThis.lab = { tests: [], readFile: read };
const paths = readdirSync(new URL(FOLDER, ROOT), { recursive: true })
  .filter((name) => name.endsWith('.js'))
  .map((name) => `${FOLDER}${name.replaceAll('\\', '/')}`)
  .sort();
for (const path of paths) await import(new URL(path, ROOT).href);

const files = new Map(paths.map((path) => [path, asScript(path)]));
const tests = lab.tests.map(({ name, page, fails, at }) => {
  // The outermost: what calls a helper that makes a test of several, and not the helper.
  const [, url, line] = [...at.matchAll(/(file:[^\s()]+):(\d+):\d+/g)].filter(([, it]) => it.includes(FOLDER)).at(-1);
  const file = fileURLToPath(url).slice(fileURLToPath(ROOT).length).replaceAll('\\', '/');
  const [group] = file.slice(FOLDER.length).split(/[/.]/);
  return { group, name, file, line: Number(line), page, fails, scripts: [...withImports(file)] };
});
const names = tests.map(({ group, name }) => `${group}::${name}`);
const twice = names.find((name, index) => names.indexOf(name) !== index);
if (twice) throw new Error(`two tests are called ${twice}`);
console.log(JSON.stringify({ tests, files: Object.fromEntries([...files].map(([path, { text }]) => [path, text])) }));

/** The file and all it imports, each after what it needs itself. */
function withImports(path, found = new Set()) {
  for (const it of files.get(path).imports) if (!found.has(it)) withImports(it, found);
  return found.add(path);
}

/** A module as a script whose lines are the module's, and what it imports; page/lab.js has `define`. */
function asScript(path) {
  const source = read(path);
  const imports = [];
  const names = [];
  const { body } = parse(source, { ecmaVersion: 'latest', sourceType: 'module' });
  let text = '';
  let from = 0;
  const replace = ({ start, end }, by) => {
    const lines = source.slice(start, end).split('\n').length - by.split('\n').length;
    text += source.slice(from, start) + by + '\n'.repeat(lines);
    from = end;
  };
  for (const node of body) {
    if (node.type === 'ImportDeclaration') {
      const target = new URL(node.source.value, `file:///${path}`).pathname.slice(1);
      imports.push(target);
      replace(node, `const ${pattern(node.specifiers)} = imported('${target}');`);
    } else if (node.type === 'ExportNamedDeclaration') {
      const { declaration } = node;
      names.push(...(declaration.declarations?.flatMap(({ id }) => bound(id)) ?? [declaration.id.name]));
      replace({ start: node.start, end: declaration.start }, '');
    }
  }
  text += source.slice(from);
  return { imports, text: `lab.define('${path}', (imported) => { 'use strict'; ${text}\nreturn { ${names.join(', ')} }; });\n` };
}

/** What an import binds, as a declaration does. */
function pattern(specifiers) {
  if (specifiers[0].type === 'ImportNamespaceSpecifier') return specifiers[0].local.name;
  return `{ ${specifiers.map(({ imported, local }) => `${imported.name}: ${local.name}`).join(', ')} }`;
}

/** The names that a declaration binds. */
function bound(id) {
  return id.type === 'ObjectPattern' ? id.properties.map(({ value }) => value.name) : [id.name];
}
