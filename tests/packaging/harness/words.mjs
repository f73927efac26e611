// Writes what the program knows (build/words.json) as types, and demands that the package's are the
// same; so too the events that editors are told of.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How each rule of `src/core/event.rs` looks on a page: whether the field may be missing, and its type. */
const RULES = { Id: ['?', 'string'], Flag: ['?', 'true'], Link: ['', 'string | null'] };
/** Types that say more than the table does. */
const NARROWER = { status: "'CONFIRMED' | (string & {})" };
/** Events that no message leads to; their types have tests of their own. */
const REPORTS = ['status', 'diagnostic'];

const union = (names) => names.map((name) => `'${name}'`).join(' | ');

/**
 * @param {string} root of the project
 * @param {string} folder to write to
 */
export function writeWordTypes(root, folder) {
  const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
  const { prefix, kinds, fields, events, codes } = read('build/words.json');
  const [element] = read('js/npm/custom-elements.json').modules[0].declarations;
  const names = Object.keys(events);

  const details = names.map((name) => {
    const members = events[name].map((field) => {
      const [mark, type] = RULES[fields[field]];
      return `readonly ${field}${mark}: ${NARROWER[field] ?? type};`;
    });
    return `  ${name}: { readonly frame: HTMLIFrameElement; ${members.join(' ')} };`;
  });
  const other = Object.keys(fields).map((field) => {
    const [, type] = RULES[fields[field]];
    return `readonly ${field}?: ${type.replace(' | null', '')};`;
  });
  const text = `// Written by tests/packaging/harness/words.mjs from build/words.json.
import type { DiagnosticCode, EventMap, OtherEvent, ProviderContext, Providers } from 'ledgerbee-embed';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = { [Name in keyof T]: T[Name] };
const same = <_Is extends true>() => {};

interface Details {
${details.join('\n')}
}
same<Same<keyof EventMap, keyof Details | ${union(REPORTS)}>>();
${names.map((name) => `same<Same<Flat<EventMap['${name}']>, Flat<Details['${name}']>>>();`).join('\n')}
same<Same<Flat<OtherEvent>, { readonly frame: HTMLIFrameElement; ${other.join(' ')} }>>();
same<Same<keyof EventMap, ${union(element.events.map(({ name }) => name))}>>();
same<Same<keyof WindowEventMap & \`${prefix}\${string}\`, ${union([...names, ...REPORTS].map((name) => prefix + name))}>>();
same<Same<DiagnosticCode, ${union(codes)}>>();
same<Same<ProviderContext['kind'], ${union(Object.keys(kinds))}>>();
same<Same<keyof Providers, ${union(Object.values(kinds).map(({ provider }) => provider))}>>();
`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'words.ts'), text);
}
