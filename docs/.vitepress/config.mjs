// The site of this documentation. `npm run docs` stages the pages, builds the site and checks its links.
import { GROUPS } from './pages.mjs';

export default {
  title: 'ledgerbee-embed',
  description: 'Connects LedgerBee pricing and checkout frames with the page around them',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  srcDir: '../build/docs-pages',
  outDir: '../build/docs',
  cacheDir: '../build/docs-cache',
  markdown: {
    // The names that GitHub gives to headings, so that a link leads to the same place on both.
    anchor: { slugify: (title) => title.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-') },
    config(markdown) {
      const { fence } = markdown.renderer.rules;
      markdown.renderer.rules.fence = (tokens, index, ...rest) => {
        const { info, content } = tokens[index];
        if (info.trim() !== 'mermaid') return fence(tokens, index, ...rest);
        return `<Diagram source="${encodeURIComponent(content)}" />\n`;
      };
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Quick start', link: '/quick-start' },
      { text: 'API', link: '/api' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
    ],
    sidebar: GROUPS.map(([text, pages]) => ({ text, items: pages.map(([text, page]) => ({ text, link: `/${page}` })) })),
  },
};
