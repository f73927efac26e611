const find = (holder, name) => {
  const provider = holder?.[name];
  return typeof provider === 'function' ? (context) => provider.call(holder, context) : undefined;
};

/** What `start()` was given comes before what is the page's to change at any time. */
export const provider = (given, name) => find(given[name], name) ?? find(window.LedgerBee?.embed, name);
