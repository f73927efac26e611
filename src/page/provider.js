/** Where a page puts its providers. */
export const embed = (window) => window.LedgerBee?.embed;
