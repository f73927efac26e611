// Builds the documentation's site to build/docs/ and checks it: `npm run docs`. Installs what it needs.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { FROM_ROOT, GROUPS } from '../docs/.vitepress/pages.mjs';
import { checkSite } from './docs-check.mjs';
import { install } from './install.mjs';
import { ROOT, run } from './run.mjs';

const DOCS = join(ROOT, 'docs');
const PAGES = join(ROOT, 'build/docs-pages');
const SITE = join(ROOT, 'build/docs');
const MERMAID = join(DOCS, 'node_modules/mermaid/dist');

const TITLES = new Map(GROUPS.flatMap(([, pages]) => pages.map(([title, page]) => [page, title])));

/** The name that a file of the repository has on the site; nothing if it is not a page. */
function nameOf(path) {
  const fromRoot = Object.entries(FROM_ROOT).find(([, file]) => file === path);
  if (fromRoot) return fromRoot[0];
  if (path === 'README.md') return 'index';
  return /^docs\/([\w-]+)\.md$/.exec(path)?.[1];
}

/** Links between pages as they are on the site; a link to another file of the repository becomes its text. */
function relink(text, from) {
  return text.replace(/(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g, (whole, image, label, link) => {
    if (image || /^(https?:|#)/.test(link)) return whole;
    const [path, anchor] = link.split('#');
    const name = nameOf(posix.join(posix.dirname(from), path));
    if (!name) return label;
    // A file's name is of no use to a reader of the site.
    const title = /^[\w-]+\.md$/.test(label) ? TITLES.get(name) ?? label : label;
    return `[${title}](./${name}.md${anchor ? `#${anchor}` : ''})`;
  });
}

/** Puts every page, and the pictures they show, in one folder. */
function stage() {
  rmSync(PAGES, { recursive: true, force: true });
  mkdirSync(PAGES, { recursive: true });
  const pages = readdirSync(DOCS).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
  for (const page of [...pages, ...Object.values(FROM_ROOT)]) {
    // Outside code blocks only.
    const parts = readFileSync(join(ROOT, page), 'utf8').split(/(^```[\s\S]*?^```$)/m);
    const text = parts.map((part, index) => (index % 2 ? part : relink(part, page))).join('');
    writeFileSync(join(PAGES, `${nameOf(page)}.md`), text);
  }
  for (const file of readdirSync(DOCS).filter((name) => /\.(svg|webp)$/.test(name))) cpSync(join(DOCS, file), join(PAGES, file));
  cpSync(join(DOCS, 'screenshots'), join(PAGES, 'screenshots'), { recursive: true });
  // The home page names its picture by a path of the site.
  for (const file of ['buy.webp', 'buy-dark.webp']) cpSync(join(DOCS, file), join(PAGES, 'public', file));
}

/** Diagrams are drawn in the browser, by Mermaid's own files. */
function addMermaid() {
  const chunks = 'chunks/mermaid.esm.min';
  const filter = (path) => !path.endsWith('.map');
  cpSync(join(MERMAID, 'mermaid.esm.min.mjs'), join(SITE, 'mermaid/mermaid.esm.min.mjs'));
  cpSync(join(MERMAID, chunks), join(SITE, 'mermaid', chunks), { recursive: true, filter });
}

await install(DOCS);
stage();
const { code } = await run([join(DOCS, 'node_modules/.bin/vitepress'), 'build', 'docs']);
if (code === 0 && existsSync(SITE)) addMermaid();
const faults = code === 0 ? checkSite(SITE) : [];
for (const fault of faults) console.error(`docs: ${fault}`);
if (code === 0 && !faults.length) console.log(`docs: the site is in ${join('build', basename(SITE))}/`);
process.exitCode = code || (faults.length ? 1 : 0);
