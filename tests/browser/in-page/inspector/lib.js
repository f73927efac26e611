// Pages with the inspector.

export const TOKENS = "{ fetchBindToken: async () => 'bind token', fetchCatalogToken: () => 'catalog token' }";

/** A page with what looks into the inspector, once it is there. */
export const watched = (page) => page.file('inspector.js');

/** A page with the inspector before everything of the embed's. */
export const inspected = (page) => watched(page).before("<script src='/inspector.js' nonce='page'></script>\n");
