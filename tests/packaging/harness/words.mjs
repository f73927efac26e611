// Writes the tables of the Rust side as types, and demands that the package's are the same; so too the
// events that editors are told of. A table that is no longer found where it was fails too.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How each rule of `src/core/event.rs` looks on a page: whether the field may be missing, and its type. */
const RULES = { Id: ['?', 'string'], Flag: ['?', 'true'], Link: ['', 'string | null'] };
/** Types that say more than the table does. */
const NARROWER = { status: "'CONFIRMED' | (string & {})" };

const EVENT = /\("ledgerbee:embed:(\w+)", b"(\w*)"\)/g;

/** How to add an event: a line of the table, with its fields behind it. */
function checkSample(page, fields) {
  const sample = between(page, '```rust\n', '\n```');
  const [[, letters]] = all(sample, EVENT, 'sample of an event');
  const names = [...letters].map((letter) => fields.find(([known]) => known === letter)?.[1]);
  assert.ok(sample.endsWith(`// ${names.join(', ')}`), sample);
}

function all(text, pattern, what) {
  const found = [...text.matchAll(pattern)].map((match) => match.slice(1));
  assert.ok(found.length > 0, `found no ${what}`);
  return found;
}

const between = (text, from, to) => {
  const start = text.indexOf(from);
  assert.ok(start >= 0, `found no ${from}`);
  return text.slice(start, text.indexOf(to, start));
};

const union = (names) => names.map((name) => `'${name}'`).join(' | ');

/**
 * @param {string} root of the project
 * @param {string} folder to write to
 */
export function writeRustTypes(root, folder) {
  const read = (path) => readFileSync(join(root, 'src', path), 'utf8');
  const event = read('core/event.rs');
  const fields = all(between(event, 'const FIELDS', '];'), /\(b'(\w)', "(\w+)", Rule::(\w+)\)/g, 'fields');
  const events = all(between(event, 'const EVENTS', '];'), EVENT, 'events');
  checkSample(readFileSync(join(root, 'docs/architecture.md'), 'utf8'), fields);
  const codes = all(between(read('core/diagnostic.rs'), 'codes! {', '\n}'), /^ {4}\w+ "([\w-]+)",/gm, 'codes').flat();
  const options = all(between(read('page/options.rs'), 'let rules', '];'), /\("(\w+)", (?:true|false),/g, 'options').flat();
  const made = between(readFileSync(join(root, 'js/answers.ts'), 'utf8'), 'const context: Context = {', '};');
  const context = all(made, /(\w+)(?:,|: undefined)/g, 'context').flat();
  const wire = read('core/wire.rs');
  const editors = JSON.parse(readFileSync(join(root, 'js/custom-elements.json'), 'utf8'));
  const heard = editors.modules[0].declarations[0].events.map(({ name }) => name);
  const providers = all(wire, /"(fetch\w+Token)"/g, 'providers').flat();

  const details = events.map(([name, letters]) => {
    const members = [...letters].map((letter) => {
      const [, field, rule] = fields.find(([known]) => known === letter);
      const [mark, type] = RULES[rule];
      return `readonly ${field}${mark}: ${NARROWER[field] ?? type};`;
    });
    return `  ${name}: { readonly frame: HTMLIFrameElement; ${members.join(' ')} };`;
  });
  const other = fields.map(([, field, rule]) => `readonly ${field}?: ${RULES[rule][1].replace(' | null', '')};`);
  const text = `// Written by tests/packaging/harness/rust.mjs from src/.
import type { DiagnosticCode, EventMap, OtherEvent, ProviderContext, Providers, StartOptions } from 'ledgerbee-embed';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = { [Name in keyof T]: T[Name] };
const same = <_Is extends true>() => {};

interface Details {
${details.join('\n')}
}
same<Same<Exclude<keyof EventMap, 'diagnostic'>, keyof Details>>();
${events.map(([name]) => `same<Same<Flat<EventMap['${name}']>, Flat<Details['${name}']>>>();`).join('\n')}
same<Same<Flat<OtherEvent>, { readonly frame: HTMLIFrameElement; ${other.join(' ')} }>>();
same<Same<keyof EventMap, ${union(heard)}>>();
same<Same<DiagnosticCode, ${union(codes)}>>();
same<Same<keyof StartOptions, ${union(options)}>>();
same<Same<keyof ProviderContext, ${union(context)}>>();
same<Same<keyof Providers, ${union([...new Set(providers)])}>>();
`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'rust.ts'), text);
}
