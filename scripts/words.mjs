// Checks the English of the documentation, the doc comments of the package and the inspector's doctor, and the phrases in
// every other comment. Prints `file:line:column` for each fault. The word list is docs/words.json; spelling, names and
// repeated words are rules of textlint.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { install } from './install.mjs';
import { ROOT } from './run.mjs';

const DOCS = join(ROOT, 'docs');
const { phrases, lines, sentenceWords } = JSON.parse(readFileSync(join(DOCS, 'words.json'), 'utf8'));

/** What textlint's list of names would have, and this documentation writes otherwise. */
const TERMS = [
  ...['ID', "id['’]?s", 'OK', 'ES2021', "API['’]?s", 'back[- ]end(\\w*)', 'e[- ]mail(s)?', 'file[- ]name(s)?'],
  ...['host[- ]name(s)?', 'lock[- ]file(s)?', 'lazy-?load(ed|ing)?', '(?<=(?:\\w+[^.?!])? )base64\\b'],
];

const list = (folder, pattern) => readdirSync(join(ROOT, folder)).filter((name) => pattern.test(name)).map((name) => `${folder}/${name}`);
const PAGES = ['README.md', 'HACKING.md', 'SECURITY.md', 'CHANGELOG.md', ...list('docs', /\.md$/)];
const SOURCES = [...['js/npm', 'js/server', 'js/testing'].flatMap((folder) => list(folder, /\.tsx?$/)), 'js/testing/playwright/index.d.ts', 'js/npm/custom-elements.json'];
/** Where the inspector's sentences are. */
const SPEAKERS = list('js/inspector/doctor', /^(advice|checks|examine)\.ts$/);

/** Where the other comments are, of which only phrases are checked. */
const CODE = ['bench', 'js', 'program/src', 'sandbox/src', 'scripts', 'src'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .filter((name) => /\.(rs|wat|[cm]?[jt]sx?)$/.test(name) && !name.includes('node_modules'))
    .map((name) => `${folder}/${name}`),
);
/** Lines of comments that follow each other. */
const COMMENTS = /(?:^[ \t]*(?:\/\/[/!]?|;;|\/?\*+)(?!\/).*\n?)+/gm;
/** What begins a line of them. */
const MARGIN = /^[ \t]*(?:\/\/[/!]?|;;|\/?\*+)/gm;

/** The descriptions in a JSON file as Markdown, at the same lines. */
const descriptionsOf = (json) => json.split('\n').map((line) => /"description": "(.*?)" ?[,}]?/.exec(line)?.[1]).map((text) => (text ? `- ${text}` : '')).join('\n');

/** The strings of a source that are sentences or parts of one, as Markdown, at the same lines. */
const sentencesOf = (source) =>
  source.split('\n').map((line) => {
    const texts = [...line.matchAll(/(['`])((?:(?!\1).)*?\w \w(?:(?!\1).)*)\1/g)].map(([, , text]) => text.replace(/[<>*_]|\$\{[^}]*\}/g, ''));
    return texts.length ? `- ${texts.join('. ')}` : '';
  }).join('\n');

/** The doc comments of a source as Markdown, at the same lines and columns; all else is blank. */
export function commentsOf(source) {
  let isInside = false;
  return source.split('\n').map((line) => {
    const begins = !isInside && /^\s*\/\*\*/.test(line);
    if (!isInside && !begins) return '';
    isInside = !line.includes('*/');
    // The margin is cut, not blanked: four spaces would make it code.
    return line.replace(/^\s*(\/\*\*|\*\/|\*)? ?/, '').replace(/\s*\*\/.*$/, '').replace(/^@\w+( \{[^}]*\})?/, '');
  }).join('\n');
}

/** The phrases of docs/words.json, and sentences that are too long; code is left out, and counts as no word. */
function ownRule({ Syntax, RuleError, report, locator, getSource }) {
  const textOf = (node) => {
    // Code, links' addresses and markup are blanked, so that places stay.
    let text = getSource(node);
    for (const child of node.children ?? []) {
      const from = child.range[0] - node.range[0];
      const length = child.range[1] - child.range[0];
      const inner = child.type === Syntax.Str ? text.slice(from, from + length) : child.type === Syntax.Code || child.type === Syntax.Html || child.type === Syntax.Image ? 'x'.repeat(length) : textOf(child).padEnd(length);
      text = text.slice(0, from) + inner + text.slice(from + length);
    }
    return text;
  };
  const check = (node) => {
    const text = textOf(node).replaceAll('\n', ' ');
    for (const [pattern, advice] of phrases) {
      for (const match of text.matchAll(new RegExp(pattern, 'gi'))) {
        const range = [match.index, match.index + match[0].length];
        report(node, new RuleError(`"${match[0]}": ${advice}`, { padding: locator.range(range) }));
      }
    }
    for (const match of text.matchAll(/(?:[^.!?:;]|[.!?:;](?=\S))+/g)) {
      const count = match[0].split(/\s+/).filter((word) => /\w/.test(word) && !/^xx+,?$/.test(word)).length;
      if (count > sentenceWords) report(node, new RuleError(`a sentence of ${count} words; ${sentenceWords} at most`, { padding: locator.at(match.index) }));
    }
  };
  return { [Syntax.Paragraph]: check, [Syntax.Header]: check, [Syntax.TableCell]: check };
}

const faults = [];
const from = Date.now();
await install(DOCS);
const require = createRequire(join(DOCS, 'package.json'));
const load = (name) => require(name).default ?? require(name);
const { createLinter } = require('textlint');
const { TextlintKernelDescriptor } = require('@textlint/kernel');
const linter = createLinter({
  descriptor: new TextlintKernelDescriptor({
    rules: [
      { ruleId: 'words', rule: ownRule },
      { ruleId: 'misspelling', rule: load('textlint-rule-common-misspellings'), options: {} },
      { ruleId: 'name', rule: load('textlint-rule-terminology'), options: { exclude: TERMS } },
      {
        ruleId: 'write-good',
        rule: load('textlint-rule-write-good'),
        options: { passive: false, weasel: false, adverb: false, tooWordy: false, so: false, thereIs: false, eprime: false, cliches: true, illusion: true },
      },
    ],
    plugins: [{ pluginId: 'markdown', plugin: load('@textlint/textlint-plugin-markdown') }],
    filterRules: [],
  }),
});

for (const file of [...PAGES, ...SOURCES, ...SPEAKERS]) {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const isSource = !PAGES.includes(file);
  const text = !isSource ? source : file.endsWith('.json') ? descriptionsOf(source) : SPEAKERS.includes(file) ? sentencesOf(source) : commentsOf(source);
  const { messages } = await linter.lintText(text, `${file}${isSource ? '.md' : ''}`);
  for (const { loc, message, ruleId } of messages) faults.push(`${file}:${loc.start.line}:${loc.start.column}: ${message.split('\n')[0]} (${ruleId})`);
  for (const [index, line] of source.split('\n').entries()) {
    for (const [pattern, advice] of lines) if (new RegExp(pattern).test(line)) faults.push(`${file}:${index + 1}:1: ${advice} (words)`);
  }
}
for (const file of CODE.filter((name) => !SOURCES.includes(name))) {
  const source = readFileSync(join(ROOT, file), 'utf8');
  for (const { 0: comment, index } of source.matchAll(COMMENTS)) {
    // Of the same length, so that places stay; what is between backticks is code.
    const text = comment.replace(MARGIN, (margin) => ' '.repeat(margin.length)).replace(/`[^`\n]*`/g, (code) => 'x'.repeat(code.length));
    for (const [pattern, advice] of phrases) {
      for (const match of text.matchAll(new RegExp(pattern.replaceAll(' ', '\\s+'), 'gi'))) {
        const before = source.slice(0, index + match.index).split('\n');
        faults.push(`${file}:${before.length}:${before.at(-1).length + 1}: "${match[0].replace(/\s+/g, ' ')}": ${advice} (words)`);
      }
    }
  }
}
for (const fault of faults) console.error(fault);
console.log(`words: ${new Set([...PAGES, ...SOURCES, ...SPEAKERS, ...CODE]).size} files, ${faults.length} faults, ${((Date.now() - from) / 1000).toFixed(0)} s`);
process.exitCode = faults.length ? 1 : 0;
