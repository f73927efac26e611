// The documentation: every link leads somewhere, every sample of the package compiles or runs.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { FRAMEWORKS, SLIPS, checkSample } from './frameworks.mjs';

/** Pages that speak of the package; the samples of the others have tests of their own. */
const SAMPLED = ['README.md', ...['quick-start', 'api', 'troubleshooting', 'inspector', 'migrating', 'pinning', 'testing', 'server'].map((it) => `docs/${it}.md`)];
/** What is typed in a shell, which is checked apart, or only shown. */
const SHOWN = ['sh', 'text', 'http', 'json'];
/** What npm does without a script of ours. */
const NPM = ['audit', 'ci', 'create', 'deprecate', 'init', 'install', 'pack'];
/** Samples that `playwright.mjs`, `unit.mjs` and `drivers.mjs` run, or compile with other types. */
const RUN = /from '(vitest|ledgerbee-embed\/testing\/playwright)'/;
const DRIVEN = /from '(selenium-webdriver|cypress)'|\bcy\./;
export const isTest = ({ code }) => RUN.test(code);
export const isDriven = ({ code }) => DRIVEN.test(code);
/** Samples for one framework's server, which `endpoints.mjs` compiles and calls. */
export const isEndpoint = (sample) => sample.page === 'docs/server.md' && fileOf(sample) !== undefined;

const read = (root, page) => readFileSync(join(root, page), 'utf8');

/** @returns {{ page: string, number: number, language: string, code: string }[]} */
export function findSamples(root) {
  return SAMPLED.flatMap((page) =>
    [...read(root, page).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, code], index) => ({
      page,
      number: index + 1,
      language,
      code,
    })),
  ).filter(({ language }) => !SHOWN.includes(language));
}

/** The file that a sample names in its first line, as those of the quick start's first page do. */
export const fileOf = ({ code }) => /^\/\/ (\S+\.\w+)\n/.exec(code)?.[1];

/** Puts what is TypeScript where the type tests are; what is Vite's, Vite reads. */
export function writeSamples(samples, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const sample of samples) {
    const { page, number, language, code } = sample;
    const isElsewhere = fileOf(sample) === 'vite.config.ts' || [isTest, isDriven, isEndpoint].some((is) => is(sample));
    if (!['ts', 'tsx'].includes(language) || isElsewhere) continue;
    writeFileSync(join(folder, `${page.replace(/\W/g, '-')}-${number}.${language}`), code);
  }
}

export async function checkDocs({ root, samples, tarball, test }) {
  const known = ['ts', 'tsx', 'vue', 'svelte', 'html'];
  await test(`${samples.length} samples are of a kind that is compiled or run`, () => {
    for (const { page, number, language } of samples) assert.ok(known.includes(language), `${page} ${number}: ${language}`);
    for (const language of known) assert.ok(samples.some((it) => it.language === language), `none in ${language}`);
  });
  const [element] = JSON.parse(read(root, 'js/npm/custom-elements.json')).modules[0].declarations;
  for (const framework of FRAMEWORKS) {
    await test(`samples of ${framework.name} compile, and name what the element has; slips are refused`, () => {
      const found = samples.filter(framework.isOne);
      assert.ok(found.length, 'none');
      for (const { code } of found) {
        checkSample(code, framework, element);
        for (const [right, wrong, message] of SLIPS) {
          assert.throws(() => checkSample(code.replace(right, wrong), framework, element), { message });
        }
      }
    });
  }
  await test('every command of npm that a page names is one', () => {
    const { scripts } = JSON.parse(read(root, 'package.json'));
    const named = readPages(root).flatMap(({ page, text }) =>
      [...text.matchAll(/(?:^|`)npm (?:run )?([a-z][\w:]*)/gm)].map(([, name]) => ({ page, name })),
    );
    assert.deepEqual(named.filter(({ name }) => !(name in scripts) && !NPM.includes(name)), []);
    for (const name of ['start', 'pack', 'test']) assert.ok(named.some((it) => it.name === name), `none names ${name}`);
  });
  await test('the tarball that the quick start installs is the one that is packed', () => {
    assert.deepEqual(read(root, 'docs/quick-start.md').match(/[\w.-]+\.tgz/g), [basename(tarball)]);
  });
  await test("every link of the tarball's README leads to a file in it", () => {
    const packed = join(root, 'tests/packaging/node_modules/ledgerbee-embed');
    const page = { page: 'README.md', text: read(packed, 'README.md') };
    assert.deepEqual(findDeadLinks(packed, page), []);
    assert.deepEqual(findDeadLinks(packed, { ...page, text: '[a](docs/none.md) [b](README.md#none)' }).length, 2);
  });
  await test('every link of the documentation leads to a file, and to a heading in it', () => {
    const dead = readPages(root).flatMap((page) => findDeadLinks(root, page));
    assert.deepEqual(dead, []);
  });
}

function readPages(root) {
  const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const pages = ['README.md', 'CHANGELOG.md', 'HACKING.md', 'SECURITY.md', ...docs.map((name) => `docs/${name}`)];
  return pages.map((page) => ({ page, text: read(root, page) }));
}

function findDeadLinks(root, { page, text: written }) {
  const text = written.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/ (?:src|srcset)="([^"]+)"/g)].map(([, link]) => link).filter((link) => !/^https?:/.test(link));
  return links
    .filter((link) => {
      const [path, anchor] = link.split('#');
      const file = path ? resolve(root, dirname(page), path) : join(root, page);
      if (!existsSync(file)) return true;
      return anchor && !headings(root, relative(root, file)).includes(anchor);
    })
    .map((link) => `${page}: ${link}`);
}

/** As they are named in a URL. */
const headings = (root, page) =>
  [...read(root, page).replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replace(/ /g, '-'),
  );
