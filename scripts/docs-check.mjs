// Checks the built site: every link, anchor, script and picture is there, the sidebar and the search know
// every page, and what diagrams are drawn with is served.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { GROUPS } from '../docs/.vitepress/pages.mjs';

const decode = (text) => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, found]) => decode(found));

/** The file that the site serves under a path. */
function fileOf(site, path) {
  const file = join(site, decodeURIComponent(path));
  return [file, `${file}.html`, join(file, 'index.html')].find((it) => existsSync(it) && /\.\w+$/.test(it));
}

/**
 * @param {string} site the folder
 * @returns {string[]} what is wrong, each with its page
 */
export function checkSite(site) {
  const pages = new Map(
    readdirSync(site).filter((name) => name.endsWith('.html')).map((name) => {
      const text = readFileSync(join(site, name), 'utf8');
      return [name, { text, ids: new Set(all(text, /\sid="([^"]*)"/g)) }];
    }),
  );
  const faults = [];
  for (const [name, { text }] of pages) {
    if (name === '404.html') continue;
    const links = [...all(text, /\s(?:href|src)="([^"]*)"/g), ...all(text, /\ssrcset="([^"\s]*)/g)];
    for (const link of new Set(links)) {
      if (/^(https?:|data:|mailto:)/.test(link)) continue;
      const { pathname, hash } = new URL(link, `http://site/${name}`);
      const file = fileOf(site, pathname);
      if (!file) {
        faults.push(`${name}: nothing is at ${link}`);
        continue;
      }
      const target = pages.get(relative(site, file));
      if (hash && target && !target.ids.has(decodeURIComponent(hash.slice(1)))) faults.push(`${name}: no heading for ${link}`);
    }
    if (text.includes('class="diagram-source"') && !existsSync(join(site, 'mermaid/mermaid.esm.min.mjs'))) {
      faults.push(`${name}: Mermaid is missing`);
    }
  }

  const listed = GROUPS.flatMap(([, items]) => items.map(([, page]) => `${page}.html`));
  for (const name of pages.keys()) {
    if (!['index.html', '404.html'].includes(name) && !listed.includes(name)) faults.push(`${name}: not in the sidebar`);
  }
  for (const name of listed) if (!pages.has(name)) faults.push(`${name}: in the sidebar, but not built`);

  const chunks = join(site, 'assets/chunks');
  const index = readdirSync(chunks).find((name) => name.includes('localSearchIndex'));
  const indexed = index ? readFileSync(join(chunks, index), 'utf8') : '';
  for (const name of listed) {
    if (!indexed.includes(`/${name.replace('.html', '')}`)) faults.push(`${name}: the search does not know it`);
  }
  return faults;
}
