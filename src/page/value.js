// What is asked of every value of a message: in one call each, where the program would need two or three.
const { hasOwnProperty } = Object.prototype;

/** Own fields only: what a page has put on `Object.prototype` is not in the message. */
export const own = (value, name) => (value != null && hasOwnProperty.call(value, name) ? value[name] : undefined);

/** Of an own field; without a name, of the value itself. */
export const textOf = (value, name, max) => {
  const text = name ? own(value, name) : value;
  return typeof text === 'string' && text.length <= max ? text : undefined;
};

export const isText = (value, max) => !!textOf(value, '', max);
