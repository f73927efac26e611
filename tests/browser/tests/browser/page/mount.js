// What a page that lives long is watched with. `timers` are those that are not over, `made` keeps what is never to be
// retained.
(() => {
  window.timers = new Set();
  window.made = [];
  const { setTimeout: set, clearTimeout: clear } = window;
  window.setTimeout = (work, ms, ...rest) => {
    const id = set(() => { timers.delete(id); work(...rest); }, ms);
    // WebKit's driver sets one on the page itself, of a day, for its script timeout.
    if (ms < 3_600_000) timers.add(id);
    return id;
  };
  window.clearTimeout = (id) => { timers.delete(id); clear(id); };

  /**
   * Mounts `count` frames, `at once` at a time, as a page with client-side navigation does: each says 100 things, and is
   * gone again.
   *
   * The frames are of the page's site, though not of its origin: they live in its process, and what is kept of them is in
   * the heap that is measured.
   */
  window.mount = async (count, atOnce) => {
    const silent = new Set();
    const heard = ({ data, source }) => {
      if (data === 'said all') silent.delete(source);
    };
    addEventListener('message', heard);
    for (let i = 0; i < count; i += atOnce) {
      const view = document.createElement('main');
      document.body.append(view);
      const frames = Array.from({ length: atOnce }, () => lab.element({ src: `${lab.origins.frame}/chatter` }));
      view.append(...frames);
      made.push(new WeakRef(frames[0]));
      for (const it of frames) silent.add(it.contentWindow);
      await lab.until(() => silent.size === 0, 'the last word of every frame');
      view.remove();
    }
    removeEventListener('message', heard);
  };
})();
