import { emit } from './wire.js';

let sent = -1;

/** Tells the page how high the content is, in px, if that has changed. */
export function reportSize() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === sent) return;
  sent = height;
  emit('resize', { height });
}

/** Reports the size from now on, whenever it changes. */
export function watchSize() {
  new ResizeObserver(reportSize).observe(document.body);
  reportSize();
}

/**
 * Resolves once what is in the document now has been painted. A browser does
 * not paint a frame that is out of view; waiting for it would keep the page
 * from ever hearing of it.
 *
 * @returns {Promise<void>}
 */
export function painted() {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 300);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve, 0);
    });
  });
}
