// The pages of the site: the sidebar's groups, and where pages from outside docs/ come from.

/** Each group of the sidebar, and its pages: the title, and the file without `.md`. */
export const GROUPS = [
  ['Use it', [
    ['Quick start', 'quick-start'],
    ['API', 'api'],
    ['Events and diagnostics', 'protocol'],
    ['Your server', 'server'],
    ['Testing', 'testing'],
    ['Sandbox', 'sandbox'],
    ['Inspector', 'inspector'],
    ['Content Security Policy', 'csp'],
    ['Troubleshooting', 'troubleshooting'],
    ['Migrating', 'migrating'],
    ['Browser support', 'browser-support'],
    ['What a page may break', 'platform'],
    ['Changes', 'changelog'],
  ]],
  ['Review it', [
    ['Threat model', 'threat-model'],
    ['Pinning a version', 'pinning'],
    ['Reporting a vulnerability', 'security'],
    ['Performance', 'performance'],
    ["The vendor's guides, covered", 'coverage'],
  ]],
  ['Change it', [
    ['Hacking', 'hacking'],
    ['Architecture', 'architecture'],
    ['Fuzzing', 'fuzzing'],
    ['Mutations', 'mutations'],
  ]],
];

/** Pages that stand at the top of the repository, by their name on the site. */
export const FROM_ROOT = { hacking: 'HACKING.md', security: 'SECURITY.md', changelog: 'CHANGELOG.md' };
