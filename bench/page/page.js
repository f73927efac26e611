// What the driver calls in a measured page: everything is timed in here, and handed back as numbers.
import { count, crossed } from './calls.js';
import { child, element } from './child.js';
import { load } from './load.js';
import { longTasks } from './long-tasks.js';

/** As long as a real one. */
const TOKEN = 'cbt_'.padEnd(200, '0123456789abcdef');
const LIFECYCLE = {
  type: 'checkoutInitiated',
  planVersionId: '0b6f8a52-7b1c-4f0e-9d53-0d6a9f5f5c11',
  planItemId: '4a5f0c1e-2f7d-4c57-8a7e-7f2f4b1b9e02',
  vanity: 'pro-plan',
  deferred: true,
};
const EVENT = 'ledgerbee:embed:checkoutInitiated';
/** How long the page is kept from looking at a burst, in ms: until all of it is there. */
const HOLD_MS = 45;

const provide = async () => TOKEN;

/** What the page has running: one script, and the frame that talks to it. */
let bridge;

/** Loads a script; a page without one is what the others are compared with. */
async function begin(script) {
  window.LedgerBee = { embed: { fetchBindToken: provide } };
  if (script) await load(script);
}

/** µs a message, of a burst that is there before the page looks at the first. */
async function burst({ tell }, message, event, times, holdMs) {
  const heard = new Promise((resolve) => {
    let seen = 0;
    let from;
    const hear = () => {
      if (++seen === 1) from = performance.now();
      if (seen < times) return;
      removeEventListener(event, hear);
      resolve(((performance.now() - from) * 1000) / (times - 1));
    };
    addEventListener(event, hear);
  });
  const said = tell('say', { message, times });
  const until = performance.now() + holdMs;
  while (performance.now() < until);
  await said;
  return heard;
}

const repeat = async (times, work) => {
  const values = [];
  for (let i = 0; i < times; i++) values.push(await work());
  return values;
};

/** Marked frames that are never on screen, and so never load what they would show. */
function many(origin, count) {
  const crowd = document.createElement('div');
  crowd.style.cssText = 'position:absolute;top:100000px';
  crowd.append(...Array.from({ length: count }, () => element(`${origin}/frame`, { isLazy: true })));
  return crowd;
}

const METRICS = {
  sequential: ({ speaker }, count) => speaker.tell('handshakes', { count, inFlight: 1, token: TOKEN }),
  inFlight: ({ speaker }, count) => speaker.tell('handshakes', { count, inFlight: 100, token: TOKEN }),
  lifecycle: ({ speaker }, count, holdMs) => burst(speaker, LIFECYCLE, EVENT, count, holdMs),
  // Listened to after the bridge does, so that its work on the last one counts too.
  foreign: ({ stranger }, count, holdMs) => burst(stranger, LIFECYCLE, 'message', count, holdMs),
};

window.bench = {
  /** A page with one frame that talks, one that is not marked, and a crowd of others. */
  async open({ script, peer, origin, near, crowd = 0 }) {
    await begin(script);
    const { serve } = await import(`/peers/${peer}.js`);
    if (crowd) document.body.append(many(near, crowd));
    const speaker = await child(origin);
    const stranger = await child(origin, { isMarked: false });
    const served = serve(speaker.frame.contentWindow, origin, provide);
    await speaker.tell('connect', { peer });
    await served;
    bridge = { speaker, stranger };
  },

  /** Values of one metric, after a warm-up. */
  async measure({ metric, warmUp, times, count, holdMs = HOLD_MS }) {
    const once = () => METRICS[metric](bridge, count, holdMs);
    await repeat(warmUp, once);
    return repeat(times, once);
  },

  /** Only a script, and no frame. */
  begin: ({ script }) => begin(script),

  /** Many frames in one change of the page: ms of the browser's, and of the bridge's after it. */
  async insert({ near, count }) {
    const crowd = many(near, count);
    const from = performance.now();
    document.body.append(crowd);
    const inserted = performance.now();
    // Whatever observes the page has been called before this goes on.
    await null;
    const found = performance.now();
    const frames = window.LedgerBee.bridge?.frames().length;
    if (frames !== undefined && frames !== count) throw new Error(`found ${frames} of ${count} frames`);
    return { insertion: inserted - from, discovery: found - inserted };
  },

  /** So many messages of every kind. */
  async messages({ count }) {
    const size = 1_000;
    for (let sent = 0; sent < count; sent += 4 * size) {
      await burst(bridge.speaker, LIFECYCLE, EVENT, 2 * size, 0);
      await burst(bridge.stranger, LIFECYCLE, 'message', size, 0);
      await METRICS.inFlight(bridge, size);
    }
  },

  countCalls: count,
  crossed,
  longTasks,
};
