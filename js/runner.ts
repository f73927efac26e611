import { answers } from './answers';
import { isMarked } from './marked';
import type { Make, Memory, Program } from './program';

/** Where programs come from. */
export interface Source {
  /** The one that can be had at once, if the page wants it; throws if WebAssembly is refused. */
  make?: Make | undefined;
  /** Loads the one that is taken else; its error says what the page has to allow. */
  load(): Promise<Make>;
}

/** What keeps a program running. */
export interface Runner {
  /** Settles once a program runs; rejects if none can be had. */
  readonly ready: Promise<void>;
  launch(): void;
  /** Does something now, or once a program runs. */
  tell(work: (program: Program) => void): void;
  observe(root: unknown): void;
  frames(): HTMLIFrameElement[];
  stop(): void;
}

/** Messages held at most while no program runs. */
const MAX_HELD = 512;
/** How many programs may trap before the page is given up. */
const MAX_TRAPS = 3;

/** Has a program run, and another one should it trap (contract: "Faults"). */
export function run(source: Source, memory: Memory, options: unknown): Runner {
  let program: Program | undefined;
  let held: [event: MessageEvent, at: number][] = [];
  let later: ((program: Program) => void)[] = [];
  let isOpen = true;
  let isLoading = false;
  let traps = 0;
  const owed = (memory.answers = answers(() => program));
  let settle: () => void;
  let fail: (reason: unknown) => void;
  const ready = new Promise<void>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  // Whoever does not ask is not told: no unhandled rejection.
  ready.catch(() => {});

  const hold = (event: MessageEvent) => {
    if (event.isTrusted && held.length < MAX_HELD && isMarked(event.source, memory.roots)) {
      held.push([event, performance.now()]);
    }
  };
  const release = () => {
    isLoading = false;
    window.removeEventListener('message', hold);
  };

  const begin = (make: Make, cause?: boolean) => {
    const fresh = make(leave);
    release();
    program = fresh;
    fresh.start(memory, options, cause);
    // Whatever is called from here on may trap, and leave the rest to the next program.
    if (program) options = undefined;
    for (let work; program && (work = later.shift()); ) work(program);
    for (let item; program && (item = held.shift()); ) {
      program.receive(item[0], performance.now() - item[1]);
    }
    if (program) settle();
  };

  const load = (cause?: boolean) => {
    isLoading = true;
    window.addEventListener('message', hold);
    source
      .load()
      .then((make) => isOpen && begin(make, cause))
      .catch(giveUp);
  };

  const giveUp = (reason: unknown) => {
    release();
    held = [];
    fail(reason);
    if (isOpen) console.error(`ledgerbee-embed: ${(reason as Error).message}`);
  };

  /** Nothing of the program runs any more; if it has trapped, what it owes is answered, and another one takes over. */
  const leave = (hasTrapped: boolean) => {
    owed.post();
    if (!hasTrapped) return;
    program = undefined;
    // Providers are told, which may call the bridge: that waits for the next program.
    isLoading = true;
    owed.refuseAll();
    if (!isOpen) return;
    if (++traps < MAX_TRAPS) load(true);
    else giveUp(new Error('stopped after repeated failures'));
  };

  const launch = () => {
    const { make } = source;
    try {
      if (make) return begin(make);
    } catch {
      // The program that is loaded instead reports it.
    }
    load(make && false);
  };

  const tell = (work: (program: Program) => void) => {
    if (program) return work(program);
    later.push(work);
    if (!isLoading) launch();
  };
  return {
    ready,
    launch,
    tell,
    observe(root) {
      // Messages from there are held too.
      if (program) program.observe(root);
      else memory.roots.push(new WeakRef(Object(root)));
    },
    frames: () => program?.frames() ?? [],
    stop() {
      isOpen = false;
      release();
      program?.stop();
      program = undefined;
      // In the middle of a call, which another bridge may be told the end of.
      owed.post();
      settle();
    },
  };
}
