import type { FrameLocator, Locator, Page, TestType, PlaywrightTestArgs, PlaywrightTestOptions, PlaywrightWorkerArgs, PlaywrightWorkerOptions } from '@playwright/test';
import type { SandboxOptions } from 'ledgerbee-sandbox';
import type { EventMap } from './events.js';

export { expect } from '@playwright/test';

/** The options of the sandbox, for `use` in the configuration. Each worker has a sandbox of its own. */
export interface LedgerBeeOptions extends SandboxOptions {
  /** Origins of your pages, besides that of `baseURL`: those that a portal's operator would list. */
  partnerOrigins?: string[];
  /** The port of `api` in the first worker; each further worker takes the next. By default any free port. */
  apiPort?: number;
}

/** How many tokens of one kind the test has seen on each step of their way. */
export interface TokenCounts {
  /** Requests of frames, without repeats. */
  readonly asked: number;
  /** Tokens that the API has minted. */
  readonly minted: number;
  /** Requests that the page has answered with a token. */
  readonly answered: number;
  /** Tokens that the portal has accepted. */
  readonly redeemed: number;
}

/** An event that the page got; `detail` is without the frame. */
export type SeenEvent = { [Name in keyof EventMap]: { name: Name; detail: Omit<EventMap[Name], 'frame'> } }[keyof EventMap];

export interface Mail {
  readonly tenant: string;
  readonly to: string;
  readonly subject: string;
  /** The link to follow. */
  readonly link: string;
  readonly sentAt: string;
}

/** What a buyer enters. A bound checkout takes `startDate` only. */
export interface Details {
  name?: string;
  email?: string;
  vatNumber?: string;
  address?: string;
  /** As `2026-11-28`. */
  startDate?: string;
}

/** The pricing or checkout of one plan, and what a buyer does in it. */
export interface PricingFrame {
  /** The iframe. */
  readonly locator: Locator;
  /** What the iframe shows. */
  readonly content: FrameLocator;
  /** The form of the checkout. */
  readonly form: Locator;
  /** The card of an item, by its name. */
  card(item: string): Locator;
  /** Presses the button of an item, by its name. */
  buy(item: string): Promise<void>;
  /** Whether the checkout knows who is buying. Waits for the checkout. */
  isBound(): Promise<boolean>;
  /** Fills in the details of an anonymous checkout; by default an e-mail address. */
  fillDetails(details?: Details): Promise<void>;
  /** Confirms the checkout. Resolves with its status: `CONFIRMED`, or `PENDING_VERIFICATION` once a link was mailed. */
  confirm(): Promise<string>;
}

/** What is affected by a fault: the portals in the browser, the API, or both. */
export type Part = 'portal' | 'api' | 'all';

/** LedgerBee, as one test sees it. */
export interface LedgerBee {
  /** The API, for a server of your page. The names are those that `ledgerbee-embed/server` takes. */
  readonly api: { readonly apiUrl: string; readonly apiKey: string };
  readonly tokens: { readonly bind: TokenCounts; readonly catalog: TokenCounts };
  /** The events that the page got, oldest first. */
  readonly events: readonly SeenEvent[];
  readonly clock: {
    /** Lets time pass in the sandbox: `61 s`, `30 min`, `2 h`, `8 d`, or a number of seconds. */
    advance(time: string | number): Promise<void>;
  };
  /** The frame of a plan, by its slug or id, in a page; by default in the first page of the test. */
  frame(plan: string, page?: Page): PricingFrame;
  /** The detail of the first event of this name. Waits for it. */
  event<Name extends keyof EventMap>(name: Name): Promise<Omit<EventMap[Name], 'frame'>>;
  /** The mail that the portals have sent in this test, oldest first. */
  mail(): Promise<Mail[]>;
  /** Has every connection fail, until `up()` or the end of the test. */
  down(part?: Part): void;
  /** Has every answer take so many ms more. */
  slow(ms: number, part?: Part): void;
  /** Has portals refuse to be framed by the page, and the API refuse the key. */
  refuse(part?: Part): void;
  /** Ends `down`, `slow` and `refuse`. */
  up(part?: Part): void;
  /**
   * Called at the end of each test.
   *
   * @throws Error if the page listens to a name that is no event, mints more tokens than it is asked for, or mints one
   *   and does not return it
   */
  check(): void;
}

/** Playwright's `test`, with `ledgerbee`. */
export declare const test: TestType<
  PlaywrightTestArgs & PlaywrightTestOptions & { ledgerbee: LedgerBee },
  PlaywrightWorkerArgs & PlaywrightWorkerOptions & { ledgerbeeOptions: LedgerBeeOptions }
>;
