// The samples for frameworks: compiled by the framework's own compiler, and held against what
// `<ledgerbee-pricing>` has, because to a compiler any tag, property and event of an element is as good.
import assert from 'node:assert/strict';
import { parseTemplate } from '@angular/compiler';
import { compile } from 'svelte/compiler';
import { compileScript, compileTemplate, parse } from 'vue/compiler-sfc';

const TAG = 'ledgerbee-pricing';

/** What a sample gives the element, by the name of the manifest's list that has to know it. */
const attribute = ({ name }) => ({ list: 'attributes', name });
const property = (name, value) => ({ list: 'members', name, value });
const event = (name, value) => ({ list: 'events', name, value });

function readVue(code) {
  const { descriptor, errors } = parse(code);
  compileScript(descriptor, { id: 'sample' });
  const compilerOptions = { isCustomElement: (tag) => tag === TAG };
  const source = descriptor.template.content;
  const template = compileTemplate({ source, id: 'sample', filename: 'sample', compilerOptions });
  assert.deepEqual([...errors, ...template.errors, ...template.tips], []);
  const make = { bind: property, on: event };
  return find(template.ast.children, 'tag').props.map((it) =>
    it.arg ? make[it.name](it.arg.content, it.exp.loc.source) : attribute(it),
  );
}

function readSvelte(code) {
  const { ast, warnings } = compile(code, { modernAst: true, runes: true });
  assert.deepEqual(warnings, []);
  return find(ast.fragment.nodes).attributes.map((it) => {
    if (Array.isArray(it.value)) return attribute(it);
    const { name: value } = it.value.expression;
    return it.name.startsWith('on') ? event(it.name.slice(2), value) : property(it.name, value);
  });
}

function readAngular(code) {
  const [, source] = /^ {2}template: `([^`]*)`/m.exec(code);
  const { nodes, errors } = parseTemplate(source, 'sample');
  assert.equal(errors, null);
  const { attributes, inputs, outputs } = find(nodes);
  return [
    ...attributes.map(attribute),
    ...inputs.map(({ name, value }) => property(name, value.source)),
    ...outputs.map(({ name, handler }) => event(name, /^\w+(?=\(\$event\)$)/.exec(handler.source)?.[0])),
  ];
}

function find(nodes, key = 'name') {
  const found = nodes.find((it) => it[key] === TAG);
  assert.ok(found, `no <${TAG}>`);
  return found;
}

/** Angular's is TypeScript, whose types are tested with those of the other samples. */
export const FRAMEWORKS = [
  { name: 'Vue', read: readVue, isOne: ({ language }) => language === 'vue' },
  { name: 'Svelte', read: readSvelte, isOne: ({ language }) => language === 'svelte' },
  { name: 'Angular', read: readAngular, isOne: ({ code }) => code.includes("from '@angular/core'") },
];

/** Each slip, and what is said of it: of the first one, what each compiler will. */
export const SLIPS = [
  [/providers(?=["}])/, 'providers +', /./],
  [/ledgerbee-pricing/g, 'ledgerbee-prices', /no <ledgerbee-pricing>/],
  [/\bvanity=/, 'plan=', /attributes: plan$/],
  [/checkoutConfirmed(?=\)?=)/, 'checkoutconfirmed', /events: checkoutconfirmed$/],
  [/\b(const|readonly) providers/, '$1 suppliers', /nothing named providers$/],
];

/** @param {{ attributes, members, events }} element as the manifest for editors has it */
export function checkSample(code, { read }, element) {
  const given = read(code);
  for (const { list, name, value } of given) {
    assert.ok(element[list].some((it) => it.name === name), `${list}: ${name}`);
    if (list === 'attributes') continue;
    assert.ok(new RegExp(`^ *(?:const |readonly )?${value}\\b *[:=(]`, 'm').test(code), `nothing named ${value}`);
  }
  const lists = new Set(given.map(({ list }) => list));
  assert.deepEqual([...lists].sort(), ['attributes', 'events', 'members']);
  assert.match(code, /fetchBindToken/);
}
