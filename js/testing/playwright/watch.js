// Runs in every document of the test, before its own scripts. It is sent as text, so it uses nothing from around it.

/**
 * @param {{ binding: string, prefix: string, events: string[], kinds: Record<string, { request: string, answer: string }>, portal: string }} words
 */
export function watch({ binding, prefix, events, kinds, portal }) {
  /** @param {Record<string, unknown>} note */
  const tell = (note) => /** @type {any} */ (window)[binding](note);
  const isPortal = new RegExp(portal);
  /** @param {unknown} type */
  const bare = (type) => (typeof type === 'string' && type.startsWith(prefix) ? type.slice(prefix.length) : type);

  if (isPortal.test(location.origin)) {
    window.addEventListener('message', ({ data }) => {
      for (const [kind, { answer }] of Object.entries(kinds)) {
        if (bare(data?.type) !== answer) continue;
        tell({ what: 'answer', kind, requestId: String(data.requestId), hasToken: typeof data.token === 'string' });
      }
    });
    return;
  }
  window.addEventListener('message', ({ data, origin }) => {
    if (!isPortal.test(origin)) return;
    for (const [kind, { request }] of Object.entries(kinds)) {
      if (bare(data?.type) === request) tell({ what: 'ask', kind, requestId: String(data.requestId) });
    }
  });
  for (const name of events) {
    window.addEventListener(prefix + name, (event) => {
      const { frame, cause, ...detail } = /** @type {CustomEvent} */ (event).detail;
      tell({ what: 'event', name, detail: cause === undefined ? detail : { ...detail, cause: String(cause) } });
    });
  }
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (/** @type {string} */ type, /** @type {any[]} */ ...rest) {
    if (typeof type === 'string' && type.startsWith(prefix)) tell({ what: 'listen', name: type.slice(prefix.length) });
    return Reflect.apply(add, this, [type, ...rest]);
  };
}
