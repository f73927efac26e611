/** Where scripts of any version find the running bridge, on `window`; and its loader, on a tag. */
export const KEY: unique symbol = Symbol.for('ledgerbee-embed') as never;
