import { LIMITS } from './metrics.mjs';
import { ratio } from './statistics.mjs';

/** Every limit that was measured, and whether it holds. */
export function judge({ results }) {
  const found = results.chromium ?? {};
  return LIMITS.flatMap((limit) => {
    const { [limit.variant]: values, [limit.to]: others } = found[limit.metric] ?? {};
    if (!values || !others) return [];
    const { median } = ratio(values, others);
    return [{ ...limit, is: median, isOver: median > limit.most, isGoal: median <= (limit.goal ?? limit.most) }];
  });
}
