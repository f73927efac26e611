// The site of this documentation: `npm run docs`.
const PAGES = [
  ['Use it', [['Quick start', 'quick-start'], ['API', 'api'], ['Content Security Policy', 'csp'], ['Troubleshooting', 'troubleshooting'], ['Inspector', 'inspector'], ['Migrating', 'migrating'], ['Browser support', 'browser-support'], ['Pinning a version', 'pinning']]],
  ['Know it', [['Protocol', 'protocol'], ['Threat model', 'threat-model'], ['Sandbox', 'sandbox'], ['Coverage', 'coverage'], ['Performance', 'performance'], ['Architecture', 'architecture'], ['Fuzzing', 'fuzzing']]],
];

export default {
  title: 'ledgerbee-embed',
  description: "LedgerBee's embed script: pricing and checkout frames on other people's pages",
  outDir: '../build/docs',
  cacheDir: '../build/docs-cache',
  // What leads out of the folder is checked with the rest, by tests/packaging/harness/docs.mjs.
  ignoreDeadLinks: [/^\.\/\.\.\//],
  rewrites: { 'quick-start.md': 'index.md' },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: PAGES.map(([text, items]) => ({
      text,
      items: items.map(([text, page]) => ({ text, link: `/${page === 'quick-start' ? '' : page}` })),
    })),
  },
};
