/** Most often there are none, and there is nothing to look at. */
export const takeRecords = (observer) => {
  const records = observer.takeRecords();
  return records.length ? records : undefined;
};
