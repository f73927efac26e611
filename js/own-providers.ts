// Providers of one frame alone. The program knows the page's only; so the functions it is given
// look first at the frame that asks.
//
// What they look at is kept on the frame, and what the program was given on the bridge, under a
// symbol and not in this module: a page may have bundled it twice, and has one bridge.
import { running } from './bridge';
import { askPage } from './page-provider';
import type { Bridge, Provider, ProviderContext, Providers, StartOptions } from './types.js';

export type Kind = keyof Providers;
const KINDS: readonly Kind[] = ['fetchBindToken', 'fetchCatalogToken'];

const OWN: unique symbol = Symbol.for('ledgerbee-embed:own') as never;
type Owner = HTMLIFrameElement & { [OWN]?: Providers | undefined };
type Told = Bridge & { [OWN]?: Set<Kind> };

/** The kinds of which a frame has a provider of its own. */
const wanted = new Set<Kind>();

/** Whether something is there to be called, or to be reported as none. */
const isGiven = (value: unknown) => value !== undefined && value !== null;

/** Gives a frame its own providers; `false` if the bridge has to be told of them. */
export function own(frame: HTMLIFrameElement, providers: Providers | undefined): boolean {
  (frame as Owner)[OWN] = providers;
  for (const kind of KINDS) if (isGiven(providers?.[kind])) wanted.add(kind);
  const told = (running() as Told | undefined)?.[OWN];
  return [...wanted].every((kind) => told?.has(kind));
}

/** The options, with providers that look at the frame first. */
export function withOwn(options: StartOptions | undefined): StartOptions | undefined {
  const told = (running() as Told | undefined)?.[OWN];
  const view = {};
  try {
    const given = options?.providers as Providers | undefined;
    // What is no options, or no providers, is the program's to report.
    if (isGiven(options) && typeof options !== 'object') return options;
    if (isGiven(given) && typeof given !== 'object') return options;
    for (const kind of KINDS) {
      if (!isGiven(given?.[kind]) && (!wanted.has(kind) || told?.has(kind))) continue;
      Object.defineProperty(view, kind, { enumerable: true, get: () => dispatch(given, kind) });
    }
    if (!Object.keys(view).length) return options;
  } catch {
    return options;
  }
  return Object.create(options ?? null, { providers: { value: view } });
}

/** Notes on the bridge which kinds it was given. */
export function noteTold(bridge: Bridge, options: StartOptions | undefined): void {
  const told = ((bridge as Told)[OWN] ??= new Set());
  for (const kind of KINDS) {
    if (wanted.has(kind)) told.add(kind);
    try {
      if (typeof options?.providers?.[kind] === 'function') told.add(kind);
    } catch {
      // Reported by the program already.
    }
  }
}

/** What is called for a kind: read anew for every request, as the program would. */
function dispatch(given: Providers | undefined, kind: Kind): unknown {
  const provider = given?.[kind];
  if (isGiven(provider) && typeof provider !== 'function') return provider;
  return (context: ProviderContext) => {
    const holder = (context.frame as Owner)[OWN];
    const mine = holder?.[kind] as Provider | null | undefined;
    if (isGiven(mine)) return mine!.call(holder, context);
    return provider ? provider.call(given, context) : askPage(kind, context);
  };
}
