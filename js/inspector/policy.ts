// What the page's Content-Security-Policy and the network have kept from it, of what is the embed's.
import { safely } from './platform';
import { isEmbed } from './tags';

/** A refusal of the browser's. */
export interface Refused {
  directive: string;
  /** An address, or a word such as `wasm-eval`. */
  blocked: string;
}

const MAX_KEPT = 100;

export class Policy {
  readonly refused: Refused[] = [];
  /** Addresses of the embed's that could not be loaded. */
  readonly failed: string[] = [];

  constructor(
    private readonly changed: () => void,
    signal: AbortSignal,
  ) {
    const violated = safely((event: SecurityPolicyViolationEvent) => {
      if (event.disposition === 'enforce') this.add(event.effectiveDirective, event.blockedURI);
    });
    window.addEventListener('securitypolicyviolation', violated, { signal, capture: true });
    const failed = safely(({ target }: Event) => {
      if (target instanceof HTMLScriptElement && isEmbed(target.src)) this.fail(target.src);
    });
    window.addEventListener('error', failed, { signal, capture: true });
    this.recall(signal);
  }

  /** What was refused before the inspector was there, where the browser keeps it. */
  private recall(signal: AbortSignal): void {
    type Body = { effectiveDirective: string; blockedURL: string | null; disposition: string };
    if (typeof ReportingObserver !== 'function') return;
    const take = safely((reports: { body: unknown }[]) => {
      for (const { body } of reports) {
        const { effectiveDirective, blockedURL, disposition } = body as Body;
        if (disposition === 'enforce') this.add(effectiveDirective, blockedURL ?? '');
      }
    });
    const observer = new ReportingObserver(take as ReportingObserverCallback, { types: ['csp-violation'], buffered: true });
    observer.observe();
    signal.addEventListener('abort', () => observer.disconnect());
  }

  private add(directive: string, blocked: string): void {
    const isKnown = this.refused.some((it) => it.directive === directive && it.blocked === blocked);
    if (isKnown || this.refused.length >= MAX_KEPT) return;
    this.refused.push({ directive, blocked });
    this.changed();
  }

  private fail(address: string): void {
    if (!this.failed.includes(address) && this.failed.length < MAX_KEPT) this.failed.push(address);
    this.changed();
  }
}
