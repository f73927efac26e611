import { CODES, PREFIX } from 'ledgerbee:words';
import { attempt } from '../../src/page/platform';
import type { EmbedEvent, FrameStatus } from '../npm/events';
import type { Bridge } from '../npm/types';
import { KEY } from './key';
import { makeMemory } from './memory';
import { run, type Note, type Source } from './runner';

/** What a start brings. */
export interface Start extends Source {
  /** Its options, one object for each place they come from. */
  options: unknown[];
  /** The `src` attribute of its tag, if it had one. */
  script?: string | null | undefined;
  /** What to report about it. */
  notes?: Note[];
}

/** How a script finds the bridge another one has started; versions share this shape. */
interface Running {
  bridge: Bridge;
  /** For the inspector: the providers that a start has brought, each under its name, as the object that has it. */
  given: object;
  join(start: Start, version: string): void;
}

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
  const { options, script, notes = [] } = start;
  const memory = makeMemory();
  if (script) memory.scripts[0] = script;
  const runner = run(start, memory, options, notes);
  const listeners = new Set<() => void>();
  let isOpen = true;

  const on = (event: string, hear: (event: EmbedEvent<never>) => void, replay?: boolean) => {
    const name = PREFIX + event;
    const handler = (e: Event) => hear(e as EmbedEvent<never>);
    const listen = () => window.addEventListener(name, handler);
    const end = () => {
      listeners.delete(listen);
      endings.delete(end);
      window.removeEventListener(name, handler);
    };
    listen();
    listeners.add(listen);
    endings.add(end);
    const past = replay ? memory.past() : [];
    for (let index = 0; isOpen && index < past.length; index++) {
      const [frame, event] = past[index]!;
      if (event.type === name && frame.isConnected) report(() => hear(event as EmbedEvent<never>));
    }
    return end;
  };
  const endings = new Set<() => void>();

  const bridge: Bridge = {
    version: VERSION,
    ready: runner.ready,
    frames: () => (isOpen ? runner.frames() : []),
    status: (frame) => (isOpen ? (runner.status(frame) as FrameStatus | undefined) : undefined),
    observe(root) {
      if (isOpen) runner.observe(root);
    },
    on(event, listener, options) {
      if (!isOpen) return () => {};
      const hear = (e: EmbedEvent<never>) => {
        if (typeof listener === 'function') listener.call(window, e);
        else listener.handleEvent(e);
      };
      return on(event, hear, options?.replay);
    },
    once(event, options) {
      const signal = options?.signal;
      return new Promise((resolve, reject) => {
        if (!isOpen) return;
        const abort = () => {
          end();
          reject(signal!.reason);
        };
        const end = on(event, (e) => {
          end();
          signal?.removeEventListener('abort', abort);
          resolve(e);
        });
        if (signal?.aborted) abort();
        else signal?.addEventListener('abort', abort);
      });
    },
    stop() {
      if (!isOpen) return;
      isOpen = false;
      page[KEY] = undefined;
      unpublish(page, bridge);
      for (const end of endings) end();
      runner.stop();
      memory.forgetPast();
    },
  };
  page[KEY] = {
    bridge,
    given: memory.given,
    join({ options, script, notes = [] }, version) {
      if (script && !memory.scripts.includes(script)) memory.scripts[memory.scripts.length] = script;
      // `document.open()` has taken the listeners away, if that is how the page came to start again.
      for (const listen of listeners) listen();
      runner.listen();
      runner.tell((program) => {
        for (const one of options) program.configure(one);
        for (const [code, cause] of notes) program.report(code, cause);
        program.open();
        program.report(version === VERSION ? CODES['already-started'] : CODES['version-mismatch'], undefined);
      });
    },
  };
  publish(page, bridge);
  runner.launch();
  return bridge;
}

/** What a listener throws is its own: reported as the browser reports any, and no more. */
function report(call: () => void): void {
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
  attempt(() => {
    if (!Reflect.getOwnPropertyDescriptor(page, 'LedgerBee')) page.LedgerBee = {};
    page.LedgerBee!.bridge = bridge;
  });
}

function unpublish(page: Page, bridge: Bridge): void {
  attempt(() => page.LedgerBee!.bridge === bridge && delete page.LedgerBee!.bridge);
}
