import { PREFIX } from './bridge';
import type { ProviderContext, Providers } from './types.js';

const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 2_000;
const MAX_REPORTS = 20;

const reports = new WeakMap<HTMLIFrameElement, number>();
let hasWarned = false;

/**
 * Asks `window.LedgerBee.embed` for a frame without providers of its own, beside others that have
 * some: the program was given a function for those, and so looks no further. Waits and reports as
 * it would (contract: "Late providers"; `src/core/patience.rs`).
 */
export async function askPage(kind: keyof Providers, context: ProviderContext) {
  while (!context.signal.aborted) {
    const holder = window.LedgerBee?.embed;
    const provider = holder?.[kind];
    if (typeof provider === 'function') return provider.call(holder, context);
    if (!isWaiting(kind)) {
      report(kind, context);
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return null;
}

function isWaiting(kind: keyof Providers): boolean {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const loadedAt = page?.loadEventStart;
  if (!loadedAt) return document.readyState !== 'complete' || loadedAt === 0;
  return kind === 'fetchCatalogToken' && performance.now() < loadedAt + PATIENCE_MS;
}

function report(kind: keyof Providers, { frame, requestId }: ProviderContext): void {
  const code = 'provider-missing';
  const message = `${code}: ${kind}`;
  if (kind === 'fetchCatalogToken' && !hasWarned) {
    hasWarned = true;
    console.warn('ledgerbee-embed:', message, frame);
  }
  const count = reports.get(frame) ?? 0;
  if (count === MAX_REPORTS) return;
  reports.set(frame, count + 1);
  const detail = { code, message, frame, requestId };
  window.dispatchEvent(new CustomEvent(`${PREFIX}diagnostic`, { detail }));
}
