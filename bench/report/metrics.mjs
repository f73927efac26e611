// What is measured, in the order of the report, and what was asked for.

const PARTS = ['parse', 'decode', 'compile', 'instantiate', 'start'];
const TRAFFIC = {
  sequential: 'handshake, one after the other',
  inFlight: 'handshake, 100 in flight',
  lifecycle: 'lifecycle event',
  foreign: 'foreign message',
};
const PLACES = {
  far: 'frame of another site',
  near: 'frame of the same site',
  race: 'frame of the same site, side by side',
  unwatched: 'frame of the same site, side by side, in a page nobody inspects',
  near50: '50 frames',
  near1000: '1,000 frames',
};

/** Compared with what, in every table. */
export const BASE = 'floor';

/** `title` and `unit` by metric. */
export const METRICS = {
  evaluation: { title: 'evaluation to ready', unit: 'ms' },
  ...Object.fromEntries(PARTS.map((part) => [`evaluation.${part}`, { title: `of embed.js: ${part}`, unit: 'ms', isPart: true }])),
  ...Object.fromEntries(
    Object.entries(PLACES).flatMap(([place, where]) =>
      Object.entries(TRAFFIC).map(([metric, title]) => [`${place}.${metric}`, { title: `${title}; ${where}`, unit: 'µs' }]),
    ),
  ),
  ...Object.fromEntries(
    ['handshake', 'lifecycle', 'foreign'].flatMap((of) => [
      [`cpu.${of}`, { title: `main thread's own time, ${of}`, unit: 'µs' }],
      [`calls.${of}.calls`, { title: `calls out of the program, ${of}`, unit: 'a message' }],
      [`calls.${of}.strings`, { title: `strings encoded or decoded, ${of}`, unit: 'a message' }],
    ]),
  ),
  discovery: { title: 'discovery of 1,000 frames', unit: 'ms' },
  'discovery.insertion': { title: "1,000 frames, the browser's part", unit: 'ms' },
  'heap.frame': { title: 'heap of a frame', unit: 'B' },
  'heap.messages': { title: 'heap kept of 100,000 messages', unit: 'B', isDifference: true },
  'evaluation.longtask': { title: 'longest long task, evaluation', unit: 'ms', isDifference: true },
  'discovery.longtask': { title: 'longest long task, 1,000 frames', unit: 'ms', isDifference: true },
};

const embed = (metric, to, most, goal) => ({ metric, variant: 'wasm', to, most, goal });

/**
 * How much of `to` `embed.js` may take at most, in Chromium; the goal is beyond that. A portal is always of
 * another site than the page, so that is what is limited. The rest is reported and limits nothing: the race
 * with comlink side by side, and the program without WebAssembly.
 */
export const LIMITS = [
  embed('evaluation', 'post-robot', 0.75, 0.4),
  ...Object.keys(TRAFFIC).flatMap((metric) => [embed(`far.${metric}`, BASE, 1.25, 1.1), embed(`near1000.${metric}`, BASE, 1.3)]),
];
