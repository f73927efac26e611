// The types of a page that has the embed by a script tag.
export type * from './events.js';
export type * from './types.js';
