/** Where a page puts its providers. */
export const embed = () => window.LedgerBee?.embed;
