import { calls } from './calls.mjs';
import { cpu } from './cpu.mjs';
import { discovery } from './discovery.mjs';
import { evaluation } from './evaluation.mjs';
import { heap } from './heap.mjs';
import { far, near, near50, near1000, race, unwatched } from './traffic.mjs';

/** Every measure: in which engines, how many rounds, for which variants, and what one run gives. */
export const MEASURES = { evaluation, far, near, race, unwatched, near50, near1000, cpu, discovery, heap, calls };
