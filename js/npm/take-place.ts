/** How a frame is kept out of sight. Not by `display: none`: a lazy frame would never load. */
const ASIDE = { position: 'absolute', opacity: '0', pointerEvents: 'none', width: '', maxHeight: '' };
type Property = keyof typeof ASIDE;

/**
 * Shows an element where the frame before it was, with the frame's own styles and height, so that nothing
 * around it moves. The frame stays alive: it loads, and can be heard.
 *
 * @returns a function that gives the frame its place back
 */
export function takePlace(frame: HTMLIFrameElement, element: HTMLElement): () => void {
  const { style, inert, offsetHeight } = frame;
  element.style.cssText = style.cssText;
  Object.assign(element.style, { display: 'inline-grid', boxSizing: 'border-box', height: 'auto' });
  if (offsetHeight) element.style.minHeight = `${offsetHeight}px`;
  element.hidden = false;

  const names = Object.keys(ASIDE) as Property[];
  const before = names.map((name) => style[name]);
  Object.assign(style, ASIDE);
  frame.inert = true;
  // Within the element: what sticks out would give the page a scroll bar.
  const fit = () => {
    style.width = `${element.offsetWidth}px`;
    style.maxHeight = `${element.offsetHeight}px`;
  };
  fit();
  const observer = window.ResizeObserver && new window.ResizeObserver(fit);
  observer?.observe(element);

  return () => {
    observer?.disconnect();
    element.hidden = true;
    element.style.cssText = '';
    names.forEach((name, index) => (style[name] = before[index]!));
    frame.inert = inert;
  };
}
