/** Where a map by window says that a message belongs. */
export const placeOf = (message, places) => places.get(message.source);

/** What an origin has sent; nothing if the message is of another. What is empty is as malformed as a number. */
export const dataFrom = (message, origin) => (message.origin === origin ? (message.data ?? 0) : undefined);
