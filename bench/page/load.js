/** Loads a measured script by a tag, as a page would. */
export const load = (name) =>
  new Promise((resolve, reject) => {
    const tag = document.createElement('script');
    tag.src = `/lib/${name}`;
    tag.onload = resolve;
    tag.onerror = () => reject(new Error(`/lib/${name} does not load`));
    document.head.append(tag);
  });
