import { groups, number, range, titleOf } from './rows.mjs';

/** The whole report as text. */
export function table({ machine, browsers, sizes, results }, verdicts) {
  const lines = [machine, ''];
  for (const [engine, version] of Object.entries(browsers)) {
    lines.push(`== ${engine} (${version})`);
    for (const { title, unit, rows } of groups(results[engine], engine === 'chromium' ? verdicts : [])) {
      lines.push('', `${title}, ${unit}`.padEnd(30) + ['median', 'quartiles', '× floor', 'quartiles'].map((it) => it.padStart(16)).join(''));
      for (const { variant, value, ratio, verdicts } of rows) {
        const cells = [number(value.median), range(value), ...(ratio ? [number(ratio.median), range(ratio)] : ['', ''])];
        lines.push(`  ${titleOf(variant).padEnd(28)}${cells.map((it) => it.padStart(16)).join('')}  ${verdicts.join('; ')}`.trimEnd());
      }
    }
    lines.push('');
  }
  lines.push('size, bytes'.padEnd(30) + ['raw', 'gzip', 'brotli'].map((it) => it.padStart(16)).join(''));
  for (const [name, { raw, gzip, brotli }] of Object.entries(sizes)) {
    lines.push(`  ${titleOf(name).padEnd(28)}${[raw, gzip, brotli].map((it) => number(it).padStart(16)).join('')}`);
  }
  return `${lines.join('\n')}\n`;
}
