// Bridges that are close, in pages side by side: batch by batch in turn, so that what disturbs one disturbs all.
import { enter } from './child.js';
import { inTurn } from './turns.js';

/** Each in a separate page within this one, by the name of its bridge. */
const pages = new Map();

window.bench = {
  /** As a page's `open`, for each bridge by its name. */
  async open(bridges) {
    for (const [name, bridge] of Object.entries(bridges)) {
      const frame = document.createElement('iframe');
      frame.src = '/page';
      await enter(frame);
      const page = frame.contentWindow.bench;
      await page.open(bridge);
      pages.set(name, page);
    }
  },

  /** As a page's `measure`: values by bridge, where those with the same index were measured one after the other. */
  async measure({ times, warmUp, ...batch }) {
    const entries = [...pages].map(([name, page]) => [name, page, []]);
    for (let i = 0; i < warmUp + times; i++) {
      for (const [, page, values] of inTurn(entries, i)) {
        const [value] = await page.measure({ ...batch, warmUp: 0, times: 1 });
        if (i >= warmUp) values.push(value);
      }
    }
    return Object.fromEntries(entries.map(([name, , values]) => [name, values]));
  },
};
