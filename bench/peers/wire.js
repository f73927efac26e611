// What a portal's frame does, by hand; the page has the floor or the embed.

export function serve() {}

export function connect() {
  const waiting = new Map();
  let last = 0;
  addEventListener('message', ({ source, data: { requestId, token } }) => {
    if (source !== parent) return;
    waiting.get(requestId)?.(token);
    waiting.delete(requestId);
  });
  const ask = () =>
    new Promise((resolve) => {
      const requestId = `request-${++last}`;
      waiting.set(requestId, resolve);
      parent.postMessage({ type: 'requestBindToken', requestId }, '*');
    });
  return { ask };
}
