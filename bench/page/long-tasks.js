const found = [];
const type = 'longtask';
if (PerformanceObserver.supportedEntryTypes.includes(type)) {
  const note = (list) => found.push(...list.getEntries().map(({ duration }) => duration));
  new PerformanceObserver(note).observe({ type });
}

/** ms of every task that kept the page from anything else for 50 ms or more. */
export async function longTasks() {
  // They are told of in a task of their own.
  await new Promise((resolve) => setTimeout(resolve, 50));
  return found;
}
