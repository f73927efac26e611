import { KEY } from '../loader/key';
import { find, later, now, safely } from './platform';
import { everyKind, KINDS, type Kind } from './words';

/** Where the page keeps its provider of a kind, as far as can be seen without running a getter. */
export interface Place {
  state: 'missing' | 'there' | 'no-function' | 'hidden';
  holder?: object;
  value?: unknown;
}

/** Sees a call through: gets the function, and calls it as it was called. */
export type Watch = (kind: Kind, target: Function, self: unknown, args: unknown[]) => unknown;

interface Loan {
  holder: object;
  name: string;
  stand: Function;
  /** What was there of its own; an inherited method leaves nothing behind. */
  own: PropertyDescriptor | undefined;
}

/** How often to look while a request waits, in ms: the embed looks every 50. */
const LOOK_EVERY_MS = 4;

/**
 * Sees the calls of the page's providers. A provider is replaced only while a `message` event with
 * a request is on its way to the embed, or while a request waits for one, and is back before it runs:
 * to all other code, and to the provider itself, the page's object is what the page made it. Where
 * the embed hears messages first, it stays replaced until the inspector is closed.
 */
export class Providers {
  private readonly loans = new Map<Kind, Loan>();
  private isLooking = false;
  private until = 0;

  constructor(
    private readonly watch: Watch,
    private readonly isWaiting: () => boolean,
    private readonly signal: AbortSignal,
    /** Whether what is lent stays so: the embed calls before a message of it is heard here. */
    private readonly isLasting: boolean,
  ) {
    signal.addEventListener('abort', () => this.giveBack());
  }

  place(kind: Kind): Place {
    const holder = holderOf(KINDS[kind].provider);
    if (typeof holder !== 'object' && typeof holder !== 'function') return { state: 'missing' };
    if (!holder) return { state: 'missing' };
    if (holder === HIDDEN) return { state: 'hidden' };
    const descriptor = find(holder, KINDS[kind].provider);
    if (!descriptor) return { state: 'missing', holder };
    if (!('value' in descriptor)) return { state: 'hidden', holder };
    const { value } = descriptor;
    if (value === undefined || value === null) return { state: 'missing', holder };
    return { state: typeof value === 'function' ? 'there' : 'no-function', holder, value };
  }

  /** Puts a stand-in in the provider's place; `false` if it cannot be. */
  lend(kind: Kind): boolean {
    const { state, holder, value } = this.place(kind);
    const loan = this.loans.get(kind);
    if (loan && loan.stand === value) return true;
    // The page has put another there.
    if (loan) this.giveBack(kind);
    if (state !== 'there' || !holder) return false;
    const name = KINDS[kind].provider;
    const own = Reflect.getOwnPropertyDescriptor(holder, name);
    const stand = new Proxy(value as Function, {
      apply: (target, self, args) => {
        // Whoever else calls it in this moment is no concern of the inspector's.
        if (!isContext(args[0])) return Reflect.apply(target, self, args);
        if (!this.isLasting) safely(() => this.giveBack(kind))();
        return this.watch(kind, target, self, args);
      },
    });
    const shape = own ?? { writable: true, enumerable: false, configurable: true };
    if (!Reflect.defineProperty(holder, name, { ...shape, value: stand })) return false;
    this.loans.set(kind, { holder, name, stand, own });
    return true;
  }

  /** Gives back what was lent for a message. */
  restore(): void {
    if (!this.isLasting) this.giveBack();
  }

  /** Lends what lasts, wherever the page has its providers now. */
  keep(): void {
    if (!this.isLasting || this.signal.aborted) return;
    for (const kind of everyKind()) this.lend(kind);
  }

  /** Unless the page has put something else there. */
  private giveBack(only?: Kind): void {
    for (const [kind, { holder, name, stand, own }] of this.loans) {
      if (only && kind !== only) continue;
      this.loans.delete(kind);
      if (Reflect.getOwnPropertyDescriptor(holder, name)?.value !== stand) continue;
      if (own) Reflect.defineProperty(holder, name, own);
      else Reflect.deleteProperty(holder, name);
    }
  }

  /** While requests wait, until a time in ms, looks for a provider a little more often than the embed. */
  look(until: number): void {
    this.until = until;
    for (const kind of everyKind()) this.lend(kind);
    if (!this.isLooking) later(this.lookOn, LOOK_EVERY_MS);
    this.isLooking = true;
  }

  private readonly lookOn = safely(() => {
    this.isLooking = false;
    const isOver = this.signal.aborted || !this.isWaiting() || now() > this.until;
    if (isOver) this.restore();
    else this.look(this.until);
  });
}

const HIDDEN = {};

/** Where the embed looks: what `start()` was given, or `LedgerBee.embed`; `HIDDEN` if it is behind a getter. */
function holderOf(name: string): unknown {
  const given = find(find(window, KEY as never)?.value?.given, name);
  if (given) return given.value;
  const outer = find(window, 'LedgerBee');
  if (!outer) return undefined;
  if (!('value' in outer)) return HIDDEN;
  const inner = find(outer.value, 'embed');
  if (!inner) return undefined;
  return 'value' in inner ? inner.value : HIDDEN;
}

/** What the embed passes to a provider, and nobody else. */
function isContext(value: unknown): boolean {
  return ['kind', 'frame', 'requestId', 'signal'].every((name) => find(value, name));
}
