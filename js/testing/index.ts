import { ANSWERS, KINDS, PREFIX } from 'ledgerbee:words';
import { EVENT_NAMES } from '../npm/event-names';
import type { Diagnostic, EmbedEvent, EventMap } from '../npm/events.js';
import { callsOf, forgetCalls, isReused } from './calls';
import { closest } from './closest';
import { embed, stopEmbed, takeOver } from './embed';
import { send, windowOf, type FakeWindow, type Receiver } from './fake-window';
import { forgetListened, listenedNames, noteListeners, wrongNames } from './listened';

/** An event that a portal sends; `status` and `diagnostic` are the embed's own. */
export type LifecycleName = Exclude<keyof EventMap, 'status' | 'diagnostic'>;

/** The options of `fakePortal`. */
export interface FakePortalOptions {
  /** The origin of the document in the frame, by default that of the iframe's `src`. Another one is not heard. */
  origin?: string | undefined;
}

/** A call of a provider of the page. */
export interface ProviderCall {
  readonly kind: 'bind' | 'catalog';
  readonly frame: HTMLIFrameElement;
  readonly requestId: string | number;
  /** What it returned or resolved with. */
  readonly value?: unknown;
  /** What it threw or rejected with. */
  readonly error?: unknown;
  /** Whether it has returned, or its promise has settled. */
  readonly isSettled: boolean;
}

/** Sends what a portal would send from its frame, and gets what the page answers. */
export interface FakePortal {
  readonly frame: HTMLIFrameElement;
  /** Every call of the page's providers for this frame, oldest first. */
  readonly calls: readonly ProviderCall[];
  /** The diagnostics of this frame, oldest first. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every message that the page has posted to this frame, oldest first. */
  readonly messages: readonly unknown[];
  /** Asks as a checkout does when it starts. Resolves with the token, or `null` for an anonymous checkout. */
  requestBindToken(): Promise<string | null>;
  /** Asks as a gated plan does when it loads. Resolves with the token, or `null` if the page gave none. */
  requestCatalogToken(): Promise<string | null>;
  /** Like `requestBindToken`, and rejects with the reason if there is no token, or one that was given before. */
  expectBindToken(): Promise<string>;
  /** Like `requestCatalogToken`, and rejects with the reason if there is no token. */
  expectCatalogToken(): Promise<string>;
  /**
   * Sends an event, which the page has handled when this returns. In a listener of an event, the page handles it
   * after that one.
   *
   * @throws Error if the page listens to a name that is no event, or a field is none that the page would get
   */
  emit<Name extends LifecycleName>(name: Name, fields?: Partial<Omit<EventMap[Name], 'frame'>>): void;
  /** Asks for a height in px, which the iframe has when this returns. */
  resize(height: number): void;
  /** Takes the portal out of the frame. */
  close(): void;
}

type Kind = 'bind' | 'catalog';

/** How long a portal waits for an answer, in ms. */
const GIVE_UP = 12_000;
/** What the API calls each token. */
const FIELDS: Record<Kind, string> = { bind: 'checkoutBindToken', catalog: 'catalogToken' };

const LIFECYCLE = EVENT_NAMES.filter((name) => name !== 'status' && name !== 'diagnostic');

let requests = 0;
let diagnostics: Diagnostic[] = [];
const portals = new Set<FakePortal>();
const sent = new Set<string>();

if (typeof document !== 'undefined') {
  takeOver(window as never);
  noteListeners(window as never);
  window.addEventListener(`${PREFIX}diagnostic`, ({ detail }) => diagnostics.push(detail));
}

/**
 * Puts a portal into an iframe of the page under test, in jsdom or happy-dom. The messages are judged by the
 * embed's own program, which is started if the page has not started it.
 *
 * @throws Error if there is no window, `frame` is no iframe, or the embed does not serve it
 */
export function fakePortal(frame: HTMLIFrameElement, options: FakePortalOptions = {}): FakePortal {
  if (typeof document === 'undefined') {
    throw new Error('fakePortal() needs a window: run the test with jsdom or happy-dom');
  }
  if ((frame as Element | null)?.localName !== 'iframe') {
    throw new TypeError(`fakePortal() needs the iframe of the pricing, and was given ${describe(frame)}`);
  }
  const messages: unknown[] = [];
  const answers = new Map<unknown, (token: string | null) => void>();
  const receiver: Receiver = {
    get origin() {
      return options.origin ?? originOf(frame);
    },
    receive(message) {
      messages.push(message);
      const { type, requestId, token } = message as { type: string; requestId: unknown; token: string | null };
      if (Object.values(ANSWERS).includes(type)) answers.get(`${type} ${String(requestId)}`)?.(token);
    },
  };

  /** The frame's window, once it is certain that a message from it can be heard. */
  const ready = (): FakeWindow => {
    const bridge = embed();
    if (!bridge.frames().includes(frame)) throw new Error(whyNotServed(frame, bridge.status(frame)));
    const view = windowOf(frame)!;
    if (view.portal !== receiver) throw new Error('This portal was closed, or another one was put into its frame.');
    return view;
  };
  const post = (data: Record<string, unknown>) => send({ source: ready(), origin: receiver.origin!, data });

  const request = (kind: Kind): Promise<[token: string | null, requestId: string]> => {
    const { request: type, answer } = KINDS[kind];
    const requestId = `test-${++requests}`;
    return new Promise((resolve, reject) => {
      const end = () => {
        answers.delete(`${answer} ${requestId}`);
        clearTimeout(deadline);
        observer.disconnect();
      };
      const settle = (token: string | null) => {
        end();
        resolve([token, requestId]);
      };
      const { origin } = receiver;
      // An answer to a frame that has gone or has another document is dropped.
      const observer = new MutationObserver(() => {
        if (frame.isConnected && receiver.origin === origin) return;
        end();
        reject(new Error(`The iframe left the page, or its src changed, before it had an answer to ${type}.`));
      });
      const deadline = setTimeout(settle, GIVE_UP, null);
      observer.observe(document, { childList: true, subtree: true, attributeFilter: ['src'] });
      answers.set(`${answer} ${requestId}`, settle);
      try {
        post({ type, requestId });
      } catch (error) {
        end();
        reject(error);
      }
    });
  };
  const expectToken = async (kind: Kind): Promise<string> => {
    const [token, requestId] = await request(kind);
    const call = portal.calls.find((it) => it.kind === kind && it.requestId === requestId);
    const reported = diagnosticsOf(frame).find((it) => it.requestId === requestId);
    if (token === null) throw new Error(whyNoToken(kind, call, reported), { cause: call?.error });
    if (kind === 'bind' && call && isReused(call)) {
      throw new Error('fetchBindToken returned a token that it had returned before. A bind token is single-use: fetch a new one in each call.');
    }
    return token;
  };

  const portal: FakePortal = {
    frame,
    messages,
    get calls() {
      return callsOf(frame);
    },
    get diagnostics() {
      return diagnosticsOf(frame);
    },
    requestBindToken: async () => (await request('bind'))[0],
    requestCatalogToken: async () => (await request('catalog'))[0],
    expectBindToken: () => expectToken('bind'),
    expectCatalogToken: () => expectToken('catalog'),
    emit(name, fields = {}) {
      const meant = closest(name, LIFECYCLE);
      if (!LIFECYCLE.includes(name) && meant) throw new Error(`emit(): there is no event ${name}; did you mean ${meant}?`);
      sent.add(name);
      let heard: EmbedEvent | undefined;
      const hear = (event: Event) => (heard = event as EmbedEvent);
      window.addEventListener(PREFIX + name, hear);
      let isHeard;
      try {
        isHeard = post({ type: name, ...fields });
      } finally {
        window.removeEventListener(PREFIX + name, hear);
      }
      if (isHeard) checkFields(name, fields, heard);
      const [wrong] = wrongNames(listenedNames(), sent);
      if (wrong) throw new Error(wrong);
    },
    resize(height) {
      post({ type: 'resize', height });
    },
    close() {
      const view = windowOf(frame);
      if (view?.portal === receiver) view.portal = undefined;
      portals.delete(portal);
    },
  };
  // Served first: a frame that loads after the embed is running gets no `hello`.
  embed().frames();
  const view = windowOf(frame);
  if (view) view.portal = receiver;
  ready();
  portals.add(portal);
  return portal;
}

/**
 * Stops the embed, closes every fake portal, and forgets calls, diagnostics and listeners. Call it after each
 * test.
 */
export function resetEmbed(): void {
  for (const portal of portals) portal.close();
  stopEmbed();
  forgetCalls();
  forgetListened();
  diagnostics = [];
  sent.clear();
}

const diagnosticsOf = (frame: HTMLIFrameElement) => diagnostics.filter((it) => it.frame === frame);

function originOf(frame: HTMLIFrameElement): string | undefined {
  const src = frame.getAttribute('src');
  return src ? new URL(src, frame.baseURI).origin : undefined;
}

function describe(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  const name = (value as Partial<Element>).localName;
  return name ? `<${name}>` : 'an object';
}

function whyNotServed(frame: HTMLIFrameElement, status: string | undefined): string {
  if (!frame.isConnected) return 'The iframe is not in the document. Put it there before fakePortal().';
  if (!frame.hasAttribute('data-ledgerbee-pricing')) return 'The iframe has no data-ledgerbee-pricing attribute, so the embed does not serve it.';
  const reported = diagnosticsOf(frame).at(-1);
  return `The embed does not serve the iframe (${status ?? 'not in an observed tree'}). ${reported?.message ?? `Its src is ${frame.getAttribute('src')}.`}`;
}

/** Why a request was answered with `null`. */
function whyNoToken(kind: Kind, call: ProviderCall | undefined, reported: Diagnostic | undefined): string {
  const { provider } = KINDS[kind];
  const end = kind === 'bind' ? 'so the checkout is anonymous' : 'so the plan is not shown';
  if (!call) {
    const given = Object.keys(window.LedgerBee?.embed ?? {});
    const meant = closest(provider, given);
    const there = given.length ? `window.LedgerBee.embed has ${given.join(', ')}` : 'window.LedgerBee.embed has none';
    return `The page has no ${provider}, ${end}. ${meant ? `Did you misspell it? It has ${meant}.` : `${there}.`}`;
  }
  if (!call.isSettled) return `${provider} did not return in time, ${end}. ${reported?.message ?? ''}`.trim();
  if ('error' in call) return `${provider} failed, ${end}: ${String(call.error)}`;
  const { value } = call;
  if (value === null) return `${provider} returned null, ${end}.`;
  if (value === undefined) {
    return `${provider} returned undefined, ${end}. Did it read the right field? The API calls the token ${FIELDS[kind]}.`;
  }
  const fields = typeof value === 'object' ? `with ${Object.keys(value).join(', ') || 'no fields'}` : `of type ${typeof value}`;
  return `${provider} returned a value ${fields}, ${end}. Return the token itself, a string of 1 to 4,096.`;
}

/** @throws Error if the page did not get the event, or not all of its fields */
function checkFields(name: string, fields: object, heard: EmbedEvent | undefined): void {
  if (!heard) throw new Error(`The embed did not pass ${name} on to the page.`);
  const lost = Object.keys(fields).filter((field) => !(field in heard.detail));
  if (lost.length) throw new Error(`emit(): ${name} reaches the page without ${lost.join(', ')}. Its fields, and what they may hold, are in protocol.md.`);
}
