/** A frame, not yet in the page. */
export function element(src, { isMarked = true, isLazy = false } = {}) {
  const frame = document.createElement('iframe');
  frame.width = frame.height = 10;
  if (isLazy) frame.loading = 'lazy';
  if (isMarked) frame.setAttribute('data-ledgerbee-pricing', '');
  frame.src = src;
  return frame;
}

/** Puts a frame into the page, and waits until it has loaded. */
export async function enter(frame) {
  const isThere = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await isThere;
}

/** Puts a frame into the page that does what it is told by `tell(command, argument)`. */
export async function child(origin, options) {
  const frame = element(`${origin}/frame`, options);
  await enter(frame);
  const { port1: port, port2 } = new MessageChannel();
  const waiting = new Map();
  port.onmessage = ({ data: { id, result, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(`${origin}: ${error}`));
    else resolve(result);
  };
  frame.contentWindow.postMessage('bench', origin, [port2]);
  let last = 0;
  const tell = (command, argument) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      port.postMessage({ id, command, argument });
    });
  return { frame, tell };
}
