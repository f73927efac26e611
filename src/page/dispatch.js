// Every option, so that none is inherited from what a page has put on `Object.prototype`.
export const customEvent = (name, detail) => new CustomEvent(name, { bubbles: false, cancelable: false, composed: false, detail });
