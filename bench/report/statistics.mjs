/** The value that a share of all is below, between neighbours in proportion. */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

export const median = (values) => quantile(values, 0.5);

/** The median, and the quartiles around it. */
export const summary = (values) => ({ median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) });

/** Round by round: what slows the machine down for a while slows both down. */
export const ratio = (values, others) => summary(values.map((value, round) => value / others[round]));
