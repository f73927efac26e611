export const isFrom = (message, origin) => message.origin === origin;
