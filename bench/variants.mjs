/** The bridges that carry a handshake: what a page loads, and how its frame talks to it. */
export const BRIDGES = {
  floor: { script: 'floor', peer: 'wire' },
  wasm: { script: 'wasm', peer: 'wire' },
  compat: { script: 'compat', peer: 'wire' },
  'post-robot': { script: 'post-robot', peer: 'post-robot' },
  comlink: { script: 'comlink', peer: 'comlink' },
  penpal: { script: 'penpal', peer: 'penpal' },
};

/** Those that dispatch lifecycle events, and find frames. */
export const OWN = ['floor', 'wasm', 'compat'];
