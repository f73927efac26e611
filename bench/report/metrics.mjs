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

const EMBEDS = ['wasm', 'compat'];
const toFloor = (metric, most, goal) => EMBEDS.map((variant) => ({ metric, variant, to: BASE, most, goal }));
const ahead = (metric) =>
  ['post-robot', 'comlink'].flatMap((to) => EMBEDS.map((variant) => ({ metric, variant, to, most: 1 })));

/** How much of `to` a variant may take at most, in Chromium; the goal is beyond that. */
export const LIMITS = [
  ...EMBEDS.map((variant) => ({ metric: 'evaluation', variant, to: 'post-robot', most: 0.75, goal: 0.4 })),
  ...['far', 'near'].flatMap((place) => Object.keys(TRAFFIC).flatMap((metric) => toFloor(`${place}.${metric}`, 1.25, 1.1))),
  ...Object.keys(TRAFFIC).flatMap((metric) => toFloor(`near1000.${metric}`, 1.3)),
  ...['far', 'near'].flatMap((place) => ['sequential', 'inFlight'].flatMap((metric) => ahead(`${place}.${metric}`))),
];
