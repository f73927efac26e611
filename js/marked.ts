const MARKED = 'iframe[data-ledgerbee-pricing]';

/** Whether a window is that of a marked iframe in the document or one of the shadow roots. */
export function isMarked(source: unknown, roots: WeakRef<object>[]): boolean {
  const hasFrame = (type: { prototype: ParentNode }, root: unknown) =>
    // Through the prototype: `<img name=querySelectorAll>` is not to answer for the document.
    [...type.prototype.querySelectorAll.call(root, MARKED)].some(
      (frame) => (frame as HTMLIFrameElement).contentWindow === source,
    );
  return (
    hasFrame(Document, document) ||
    roots.some((root) => {
      const there = root.deref();
      return there instanceof ShadowRoot && hasFrame(DocumentFragment, there);
    })
  );
}
