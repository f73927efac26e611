import { CODES, LIMITS } from 'ledgerbee:words';
import { attempt, isBroken, isShadowRoot, missing, print } from '../../src/page/platform';
import type { StartOptions } from '../npm/types';
import { holdMessages } from './held';
import type { Memory } from './memory';
import type { Make, Program } from './program';

/** Where programs come from. */
export interface Source {
  /** The one that can be had at once, if the page wants it; throws if WebAssembly is refused. */
  make?: Make | undefined;
  /** Loads the one that is taken otherwise; its error says what the page has to allow. */
  load(): Promise<Make>;
}

/** A code that is reported once there is a program, and what made it happen. */
export type Note = [code: number, cause?: unknown];

/** Keeps a program running. */
export interface Runner {
  /** Settles once a program runs; rejects if none can be had. */
  readonly ready: Promise<void>;
  launch(): void;
  /** Does something now, or once a program runs. */
  tell(work: (program: Program) => void): void;
  /** Listens again after `document.open()`, which takes listeners away. */
  listen(): void;
  observe(root: unknown): void;
  frames(): HTMLIFrameElement[];
  status(frame: unknown): string | undefined;
  stop(): void;
}

/** How many programs may fail before the page is given up. */
const MAX_FAILURES = 3;

/**
 * Has a program run, and another one should it fail (docs/protocol.md, "Faults").
 *
 * @param options of the first start, one object for each place they come from
 */
export function run(source: Source, memory: Memory, options: unknown[], notes: Note[]): Runner {
  let program: Program | undefined;
  let later: ((program: Program) => void)[] = [];
  let isOpen = true;
  let isLoading = false;
  let failures = 0;
  // A page's own `Promise` may never call what it is given.
  let settle = () => {};
  let fail: (reason: unknown) => void = settle;
  const ready = new Promise<void>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  void heed(ready);
  const held = holdMessages(memory, () => timeoutOf(memory.given, options));

  /** Has a program take over. Whatever is called in here may fail, and leave the rest to the next one. */
  const begin = (fresh: Program) => {
    isLoading = false;
    held.end();
    program = fresh;
    const isIn = () => program === fresh;
    fresh.start(memory);
    // What the program before was given.
    if (failures) fresh.configure(memory.given);
    for (let index = 0; isIn() && index < options.length; index++) fresh.configure(options[index]);
    for (let index = 0; isIn() && index < notes.length; index++) fresh.report(...(notes[index] as [number, unknown]));
    if (isIn()) fresh.open();
    if (!isIn()) return;
    options = [];
    notes = [];
    while (isIn() && later.length) {
      const [work] = later;
      later = tail(later);
      work!(fresh);
    }
    held.release((event, waited, isAnswered) => {
      if (isIn()) fresh.receive(event, waited, isAnswered);
      return isIn();
    });
    if (!isIn()) return;
    if (isBroken) fail(new Error('this page has changed what the embed needs'));
    else settle();
  };

  const load = async () => {
    isLoading = true;
    try {
      held.listen();
      const make = await source.load();
      const fresh = isOpen && make(failed);
      if (fresh) begin(fresh);
    } catch (reason) {
      giveUp(reason);
    }
  };

  const giveUp = (reason: unknown) => {
    isLoading = false;
    held.end();
    held.drop();
    fail(reason);
    if (isOpen && !isBroken) print('error', `ledgerbee-embed: ${(reason as Error).message}`);
  };

  /** Nothing of the program runs any more: what it has not answered is answered, and another one takes over. */
  const failed = (cause: unknown) => {
    program = undefined;
    // What providers do when they are told waits for the next program.
    isLoading = true;
    memory.refuseAll();
    if (!isOpen) return;
    notes = [[CODES['module-restarted'], cause]];
    if (++failures < MAX_FAILURES) void load();
    else giveUp(new Error('stopped after repeated failures'));
  };

  const launch = () => {
    const { make } = source;
    let fresh: Program | undefined;
    try {
      // Only what compiles or instantiates leads to the other program.
      fresh = make?.(failed);
    } catch (cause) {
      notes = [...notes, [CODES['wasm-unavailable'], cause]];
    }
    try {
      if (missing) throw new Error(`this page has no ${missing}`);
      if (fresh) begin(fresh);
      else void load();
    } catch (reason) {
      giveUp(reason);
    }
  };

  return {
    ready,
    launch,
    tell(work) {
      if (program) return work(program);
      later[later.length] = work;
      if (!isLoading) launch();
    },
    listen() {
      if (isLoading) held.listen();
    },
    observe(root) {
      if (program) program.observe(root);
      // Messages from there are held too.
      else if (isShadowRoot(root)) memory.addRoot(root);
      // The program says what is wrong with it.
      else later[later.length] = (next) => next.observe(root);
    },
    frames: () => program?.frames() ?? [],
    status: (frame) => program?.status(frame),
    stop() {
      isOpen = false;
      held.end();
      held.drop();
      program?.stop();
      program = undefined;
      settle();
    },
  };
}

/** Keeps a rejection that nobody awaits from being reported as unhandled. */
async function heed(promise: Promise<void>) {
  try {
    await promise;
  } catch {
    // Whoever awaits `ready` hears of it.
  }
}

/** The deadline that was asked for, while there is no program that could tell. */
function timeoutOf(given: StartOptions, options: unknown[]): number {
  let timeout = given.providerTimeoutMs ?? LIMITS.defaultTimeoutMs;
  for (let index = 0; index < options.length; index++) {
    // What is wrong with it, the program reports.
    const asked = attempt(() => (options[index] as StartOptions).providerTimeoutMs);
    if (typeof asked === 'number' && asked === asked) timeout = asked;
  }
  return Math.min(Math.max(timeout, LIMITS.leastTimeoutMs), LIMITS.mostTimeoutMs);
}

function tail<T>(list: T[]): T[] {
  const rest: T[] = [];
  for (let index = 1; index < list.length; index++) rest[index - 1] = list[index]!;
  return rest;
}
