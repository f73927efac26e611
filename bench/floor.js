// The floor: what a page would write by hand. The core of the embed's behaviour and none of its
// protections: no check of the trust, no limits, no repeats, no deadlines, no diagnostics.
(() => {
  const MARKED = 'iframe[data-ledgerbee-pricing]';
  const ANSWERS = { requestBindToken: ['fetchBindToken', 'bindToken'], requestCatalogToken: ['fetchCatalogToken', 'catalogToken'] };
  const byWindow = new Map();
  const add = (frame) => byWindow.set(frame.contentWindow, { frame, origin: new URL(frame.src).origin });
  document.querySelectorAll(MARKED).forEach(add);
  new MutationObserver((records) => {
    for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches(MARKED)) add(node);
      else node.querySelectorAll(MARKED).forEach(add);
    }
    if (!records.some(({ removedNodes }) => removedNodes.length)) return;
    for (const [window, { frame }] of byWindow) if (!frame.isConnected) byWindow.delete(window);
  }).observe(document, { childList: true, subtree: true });
  const answer = async (source, origin, requestId, [provider, type]) => {
    const token = await window.LedgerBee.embed[provider]();
    source.postMessage({ type, requestId, token }, origin);
  };
  addEventListener('message', ({ source, origin, data }) => {
    const known = byWindow.get(source);
    if (known?.origin !== origin) return;
    const { type, ...fields } = data;
    if (ANSWERS[type]) answer(source, origin, fields.requestId, ANSWERS[type]);
    else if (type === 'resize') known.frame.style.height = `${fields.height}px`;
    else dispatchEvent(new CustomEvent(`ledgerbee:embed:${type}`, { detail: { ...fields, frame: known.frame } }));
  });
  window.LedgerBee.bridge = { frames: () => [...byWindow.values()].map(({ frame }) => frame) };
})();
