// The embed as tests run it: the same loader and the same Rust program, over a platform of ours.

import { open, type Start } from '../loader/bridge';
import { KEY } from '../loader/key';
import { make } from '../loader/wasm';
import type { Bridge } from '../npm/types';

/** What scripts find under the key: the running embed, and how to join it (`js/loader/bridge.ts`). */
interface Running {
  readonly bridge: Bridge | undefined;
  join(start: Start, version: string): void;
}

let running: Running | undefined;
let foreign: Bridge | undefined;
let isOpening = false;

function openHere(start: Pick<Start, 'options' | 'script' | 'notes'>): Bridge {
  isOpening = true;
  try {
    return open({ ...start, make, load: noOther });
  } finally {
    isOpening = false;
  }
}

async function noOther(): Promise<never> {
  throw new Error('ledgerbee-embed/testing needs WebAssembly, TextDecoder and TextEncoder: use Node 20.16 or newer');
}

/** Found under the key while no embed runs: whoever starts one there starts this. */
const waiting: Running = {
  get bridge() {
    return running?.bridge;
  },
  join(start) {
    openHere(start);
  },
};

/**
 * Has every copy of the package in this window use this embed: each looks under the key for one that runs,
 * before it starts its own.
 */
export function takeOver(page: Record<string, any>): void {
  foreign = (page as { [KEY]?: Running })[KEY]?.bridge;
  // happy-dom would load what the iframe names: a real portal, from a test without a network.
  const navigation = page['happyDOM']?.settings?.navigation;
  if (navigation) navigation.disableChildFrameNavigation = true;
  Object.defineProperty(page, KEY, {
    configurable: true,
    get: () => running ?? (isOpening ? undefined : waiting),
    set: (value: Running | undefined) => {
      running = value;
    },
  });
}

/** The running embed, which is started if none runs. */
export function embed(): Bridge {
  if (foreign) {
    throw new Error(
      'ledgerbee-embed/testing was imported after the page had started the embed. Import it first: in a setup file of your test runner, or above every other import.',
    );
  }
  return running?.bridge ?? openHere({ options: [] });
}

export function stopEmbed(): void {
  running?.bridge?.stop();
}
