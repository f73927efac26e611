// Each option by its name, so that what a page has put on `Object.prototype` is none.
export const customEvent = (name, detail) => new CustomEvent(name, { bubbles: false, cancelable: false, composed: false, detail });
