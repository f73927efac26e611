// Bridges that are close, in pages side by side: batch by batch in turn, so that what disturbs one disturbs all.

/** Each a page of its own within this one, by the name of its bridge. */
const pages = new Map();

async function enter() {
  const frame = document.createElement('iframe');
  const isThere = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.src = '/page';
  document.body.append(frame);
  await isThere;
  return frame.contentWindow.bench;
}

window.bench = {
  /** As a page's `open`, for each bridge by its name. */
  async open(bridges) {
    for (const [name, bridge] of Object.entries(bridges)) {
      const page = await enter();
      await page.open(bridge);
      pages.set(name, page);
    }
  },

  /** As a page's `measure`: values by bridge, where those with the same index were measured one after the other. */
  async measure({ times, warmUp, ...batch }) {
    const entries = [...pages].map(([name, page]) => [name, page, []]);
    for (let i = 0; i < warmUp + times; i++) {
      for (const [place] of entries.entries()) {
        // Another one begins each time, and each has either neighbour before it as often.
        const at = i % 2 ? entries.length - 1 - place : place;
        const [, page, values] = entries[(at + i) % entries.length];
        const [value] = await page.measure({ ...batch, warmUp: 0, times: 1 });
        if (i >= warmUp) values.push(value);
      }
    }
    return Object.fromEntries(entries.map(([name, , values]) => [name, values]));
  },
};
