// Writes the figures into docs/performance.md, between its markers.
import { join } from 'node:path';
import { writeMarked } from '../../scripts/marked.mjs';
import { ROOT } from '../../scripts/run.mjs';
import { groups, number, range, titleOf } from './rows.mjs';

const PAGE = join(ROOT, 'docs/performance.md');

const tableOf = (head, rows) =>
  [`| ${head.join(' | ')} |`, `| ${head.map((_, at) => (at ? '--:' : '---')).join(' | ')} |`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');

function engine(name, version, found, verdicts) {
  const rows = groups(found, verdicts).flatMap(({ title, unit, rows }) => [
    [`**${title}**, ${unit}`, '', '', ''],
    ...rows.map(({ variant, value, ratio, verdicts }) => [
      titleOf(variant),
      `${number(value.median)} (${range(value)})`,
      ratio ? `${number(ratio.median)} (${range(ratio)})` : '',
      verdicts.join('; '),
    ]),
  ]);
  return `### ${name}\n\n${version}. Median of the rounds, and the quartiles.\n\n${tableOf(['', 'median', '× floor', 'limit'], rows)}`;
}

function weights(sizes) {
  const rows = Object.entries(sizes).sort(([, a], [, b]) => a.brotli - b.brotli);
  const cells = rows.map(([name, it]) => [titleOf(name), number(it.raw), number(it.gzip), number(it.brotli)]);
  return `### Size\n\nThe script alone, as it is published, in bytes.\n\n${tableOf(['', 'raw', 'gzip', 'brotli'], cells)}`;
}

export function writePage({ machine, browsers, sizes, results }, verdicts) {
  const parts = [
    `Measured on: ${machine}.`,
    weights(sizes),
    ...Object.entries(browsers).map(([name, version]) => engine(name, version, results[name], name === 'chromium' ? verdicts : [])),
  ];
  writeMarked(PAGE, 'figures', parts.join('\n\n'));
}
