// The figures as one picture: a row for each script, a dot for the median, a line for the quartiles.
import { SCRIPTS } from '../scripts.mjs';
import { LIMITS, METRICS } from './metrics.mjs';
import { number, titleOf } from './rows.mjs';
import { ratio, summary } from './statistics.mjs';

const WIDTH = 860;
const LABEL = 190;
const END = 90;
const ROW = 18;
const HEAD = 34;
const COLOURS = { floor: '#6b7280', wasm: '#0f766e', compat: '#14b8a6' };
const OTHER = '#b45309';

/** What is drawn, each on a scale of its own; `of` is what a row stands for. */
const ratios = (metric) => ({
  title: `${METRICS[metric].title}, × floor`,
  limit: LIMITS.find((it) => it.metric === metric && it.to === 'floor')?.most,
  of: ({ results }) => {
    const found = results.chromium[metric];
    return Object.entries(found).map(([variant, values]) => [variant, ratio(values, found.floor)]);
  },
});

const PANELS = [
  {
    title: 'size of the script, kB after brotli',
    of: ({ sizes }) => Object.entries(sizes).map(([name, { brotli }]) => [name, { median: brotli / 1000, low: brotli / 1000, high: brotli / 1000 }]),
  },
  {
    title: 'evaluation to ready on a cold page, ms',
    of: ({ results }) => Object.entries(results.chromium.evaluation).map(([name, values]) => [name, summary(values)]),
  },
  ...['sequential', 'inFlight', 'lifecycle', 'foreign'].flatMap((metric) => [`far.${metric}`, `near.${metric}`]).map(ratios),
  ...['near1000.inFlight', 'near1000.lifecycle'].map(ratios),
];

const text = (x, y, content, more = '') => `<text x="${x}" y="${y}" ${more}>${content}</text>`;

function panel({ title, limit, of }, report, top) {
  const rows = of(report).filter(([name]) => SCRIPTS[name]).sort(([, a], [, b]) => a.median - b.median);
  const most = Math.max(limit ?? 0, ...rows.map(([, { high }]) => high)) * 1.05;
  const at = (value) => (LABEL + (value / most) * (WIDTH - LABEL - END)).toFixed(1);
  const parts = [text(0, top + 20, title, 'font-weight="600"')];
  const bottom = top + HEAD + rows.length * ROW;
  if (limit) parts.push(`<line x1="${at(limit)}" x2="${at(limit)}" y1="${top + HEAD - 6}" y2="${bottom}" stroke="#dc2626" stroke-dasharray="3 3"/>`);
  for (const [index, [name, { median, low, high }]] of rows.entries()) {
    const y = top + HEAD + index * ROW + 6;
    const colour = COLOURS[name] ?? OTHER;
    parts.push(
      text(LABEL - 10, y + 4, titleOf(name), 'text-anchor="end"'),
      `<line x1="${at(0)}" x2="${at(median)}" y1="${y}" y2="${y}" stroke="${colour}" stroke-opacity=".25" stroke-width="8"/>`,
      `<line x1="${at(low)}" x2="${at(high)}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2"/>`,
      `<circle cx="${at(median)}" cy="${y}" r="4" fill="${colour}"/>`,
      text(Number(at(high)) + 10, y + 4, number(median), `fill="${colour}"`),
    );
  }
  return { parts, bottom: bottom + 14 };
}

/** The whole picture, in Chromium's figures. */
export function plot(report) {
  let top = 0;
  const parts = [];
  for (const it of PANELS) {
    const drawn = panel(it, report, top);
    parts.push(...drawn.parts);
    top = drawn.bottom;
  }
  const legend = ['Dots: medians; lines: quartiles; dashes: the limit.', `${report.browsers.chromium}, ${report.machine}`];
  parts.push(...legend.map((line, at) => text(0, top + 16 + at * ROW, line, 'fill="#6b7280"')));
  const [margin, height] = [20, top + 16 + legend.length * ROW];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin / 2} ${WIDTH + 2 * margin} ${height + margin}" font-family="system-ui, sans-serif" font-size="12">
<rect x="${-margin}" y="${-margin / 2}" width="100%" height="100%" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}
