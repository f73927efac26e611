// The report as rows, which the table on the terminal and the one in the documentation show.
import { SCRIPTS } from '../scripts.mjs';
import { BASE, METRICS } from './metrics.mjs';
import { ratio, summary } from './statistics.mjs';

export const number = (value) => {
  const size = Math.abs(value);
  const digits = size < 0.005 ? 0 : size < 10 ? 2 : size < 100 ? 1 : 0;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+$)/g, ',');
};

export const range = ({ low, high }) => `${number(low)}–${number(high)}`;

export const titleOf = (variant) => SCRIPTS[variant]?.title ?? variant;

/** `1.12 × floor, ≤ 1.25: ok` */
const verdict = ({ is, most, to, isOver, isGoal, goal }) =>
  `${number(is)} × ${to}, ≤ ${most}: ${isOver ? 'OVER' : 'ok'}${goal && isGoal ? ` (goal ${goal}: ok)` : ''}`;

/** By metric, by variant: its figure, its ratio to the floor, and what was asked for. */
export function groups(found, verdicts) {
  const known = Object.keys(METRICS).filter((metric) => found[metric]);
  return known.map((metric) => {
    const { title, unit, isPart, isDifference } = METRICS[metric];
    const base = found[metric][BASE];
    const rows = Object.entries(found[metric]).map(([variant, values]) => ({
      variant,
      value: summary(values),
      ratio: base && !isPart && !isDifference ? ratio(values, base) : undefined,
      verdicts: verdicts.filter((it) => it.metric === metric && it.variant === variant).map(verdict),
    }));
    return { metric, title, unit, rows };
  });
}
