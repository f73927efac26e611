/** The options of `startSandbox`, which are those of the command line. */
export interface SandboxOptions {
  /** The port of the partner's site; portal, API and payment window take the next three. By default 0: any free ports. */
  port?: number;
  /** A file with tenants, plans, customers, rules and the clock. */
  scenario?: string;
  /** A SQLite file in which the state is kept. */
  data?: string;
  /** Other origins whose pages may frame the portals. */
  partnerOrigins?: string[];
  /** Serves the portal over TLS too, with a throw-away certificate for `*.portal.ledgerbee.com`. */
  portalTls?: boolean;
}

/** A running sandbox, and its addresses. */
export interface Sandbox {
  readonly api: string;
  readonly apiKey: string;
  readonly partner: string;
  readonly payment: string;
  readonly portal: string;
  /** With `portalTls`: where the portal listens over TLS, as `127.0.0.1:4403`. */
  readonly portalTls?: string;
  /** Lets requests end, and stops it. */
  stop(): Promise<void>;
}

/** Starts a sandbox. It stops with this process at the latest. */
export declare function startSandbox(options?: SandboxOptions): Promise<Sandbox>;
