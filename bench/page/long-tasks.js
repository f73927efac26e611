const found = [];
const type = 'longtask';
if (PerformanceObserver.supportedEntryTypes.includes(type)) {
  const note = (list) => found.push(...list.getEntries().map(({ duration }) => duration));
  new PerformanceObserver(note).observe({ type });
}

/** ms of every task that kept the page from anything else for 50 ms or more. */
export async function longTasks() {
  // They are told of in a task of their own, which comes after all that is more urgent.
  for (let i = 0; i < 2; i++) await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 }));
  return found;
}
