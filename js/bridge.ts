import type { EmbedEvent } from './events.js';
import { KEY } from './key';
import { log } from './log';
import type { Memory } from './program';
import { run, type Source } from './runner';
import type { Bridge } from './types.js';

/** What a start brings: its options, the URL of its tag if it had one, and its programs. */
export interface Start extends Source {
  options: unknown;
  script?: string | undefined;
}

/** How a script finds the bridge another one has started; versions share this shape. */
interface Running {
  bridge: Bridge;
  join(start: Start, version: string): void;
}

/** What a page listens to is this and the event's name. */
export const PREFIX = 'ledgerbee:embed:';

type Page = Omit<Window, 'LedgerBee'> & {
  [KEY]?: Running | undefined;
  LedgerBee?: { bridge?: Bridge };
};

/** The bridge of this page, whoever has started it. */
export function running(): Bridge | undefined {
  return (window as Page)[KEY]?.bridge;
}

/** Starts the bridge of this page, or merges the options into the one that runs. */
export function open(start: Start): Bridge {
  const page = window as Page;
  const running = page[KEY];
  if (running) {
    running.join(start, VERSION);
    return running.bridge;
  }
  const { options, script } = start;
  const memory: Memory = {
    window,
    log: log(),
    warned: new Map(),
    roots: [],
    scripts: script ? [script] : [],
    given: Object.create(null),
  };
  const runner = run(start, memory, options);
  const endings = new Set<() => void>();
  let isOpen = true;
  const bridge: Bridge = {
    version: VERSION,
    ready: runner.ready,
    frames: () => (isOpen ? runner.frames() : []),
    observe(root) {
      if (isOpen) runner.observe(root);
    },
    on(event, listener, options) {
      if (!isOpen) return () => {};
      const name = PREFIX + event;
      // A function of its own, so that one listener can be given twice and each ended alone.
      const handler = (e: Event) => listener(e as EmbedEvent<never>);
      window.addEventListener(name, handler);
      const end = () => {
        window.removeEventListener(name, handler);
        endings.delete(end);
      };
      endings.add(end);
      if (options?.replay) {
        for (const [frame, past] of [...memory.log.past]) {
          if (isOpen && past.type === name && frame.isConnected) guard(() => listener(past));
        }
      }
      return end;
    },
    stop() {
      if (!isOpen) return;
      isOpen = false;
      page[KEY] = undefined;
      unpublish(page, bridge);
      for (const end of [...endings]) end();
      runner.stop();
      memory.log.past = [];
    },
  };
  page[KEY] = {
    bridge,
    join({ options, script }, version) {
      if (script && !memory.scripts.includes(script)) memory.scripts.push(script);
      runner.tell((program) => program.join(options, version));
    },
  };
  publish(page, bridge);
  runner.launch();
  return bridge;
}

/** What a listener throws is its own: reported as the browser reports any, and no more. */
function guard(call: () => void): void {
  try {
    call();
  } catch (error) {
    reportError(error);
  }
}

/**
 * The page may have frozen or replaced `LedgerBee`, or put an accessor there: then the bridge is
 * not published, and everything else goes on. An element that is found under this name
 * (`<img name=LedgerBee>`) is not the page's object, and is not written to.
 */
function publish(page: Page, bridge: Bridge): void {
  try {
    if (!Reflect.getOwnPropertyDescriptor(page, 'LedgerBee')) page.LedgerBee = {};
    page.LedgerBee!.bridge = bridge;
  } catch {
    // The page's own doing, and harmless: see above.
  }
}

function unpublish(page: Page, bridge: Bridge): void {
  try {
    if (page.LedgerBee?.bridge === bridge) delete page.LedgerBee.bridge;
  } catch {
    // As in `publish`.
  }
}
