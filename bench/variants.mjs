import { OTHER_BUILDS } from './scripts.mjs';

export { OTHER_BUILDS };

const ours = (script) => ({ script, peer: 'wire' });

/** The bridges that carry a handshake: what a page loads, and how its frame talks to it. */
export const BRIDGES = {
  floor: ours('floor'),
  wasm: ours('wasm'),
  compat: ours('compat'),
  ...Object.fromEntries(OTHER_BUILDS.map((name) => [name, ours(name)])),
  'post-robot': { script: 'post-robot', peer: 'post-robot' },
  comlink: { script: 'comlink', peer: 'comlink' },
  penpal: { script: 'penpal', peer: 'penpal' },
};

/** Those that dispatch lifecycle events, and find frames. */
export const OWN = ['floor', 'wasm', 'compat', ...OTHER_BUILDS];

/** What is measured to stand for each kind of message. */
export const MESSAGES = { inFlight: 'handshake', lifecycle: 'lifecycle', foreign: 'foreign' };
