import { Calls } from './calls';
import { Diagnoses } from './diagnoses';
import type { Facts } from './doctor/finding';
import { Embed } from './embed';
import { Events } from './events';
import { Frames } from './frames';
import { Log } from './log';
import { Messages } from './messages';
import { later, safely } from './platform';
import { Policy } from './policy';
import { Providers } from './providers';
import { Requests } from './requests';
import { tags } from './tags';
import { PREFIX } from './words';
import { Panel } from './ui/panel';

/** How a second script finds the inspector that is there. */
const KEY: unique symbol = Symbol.for('ledgerbee-inspector') as never;

/** How long changes are gathered before they are drawn, in ms. */
const DRAW_MS = 40;
/** How often to look at what no event tells of, in ms. */
const BEAT_MS = 1_000;

type Page = { [KEY]?: { show(): void } | undefined };

/** Opens the inspector, or shows the one that is open. */
export const open = safely(() => {
  const page = window as Page;
  const there = page[KEY];
  if (there) return there.show();
  const end = new AbortController();
  const { signal } = end;
  let panel: Panel | undefined;
  let isDue = false;
  const changed = (): void => {
    if (isDue || signal.aborted) return;
    isDue = true;
    later(() => draw(), DRAW_MS);
  };

  const log = new Log(changed);
  const embed = new Embed(log, changed);
  embed.look();
  // Both listen in the capture phase, where the order is that of coming.
  const isLate = embed.bridge !== undefined;
  const frames = new Frames(log, embed, signal);
  const requests = new Requests(log);
  const calls = new Calls(log, frames, requests, ({ frame }) => embed.frames().includes(frame.element));
  const providers = new Providers(calls.watch, () => requests.waiting().length > 0, signal, isLate);
  const messages = new Messages(log, embed, frames, requests, providers, (name) => events.listen(name), signal, isLate);
  const events = new Events(log, embed, frames, messages, signal);
  const diagnoses = new Diagnoses(log, frames, requests, messages);
  const policy = new Policy(changed, signal);

  const survey = (isDeep: boolean): void => {
    embed.look();
    frames.survey(isDeep);
    events.recall();
    messages.finish();
    messages.comeLast();
    providers.keep();
  };
  const draw = safely(() => {
    isDue = false;
    if (signal.aborted) return;
    survey(false);
    panel?.render();
  });
  const beat = safely(() => {
    if (signal.aborted) return;
    later(beat, BEAT_MS);
    panel?.attach();
    survey(true);
    panel?.render();
  });
  const close = (): void => {
    end.abort();
    page[KEY] = undefined;
    delete page[KEY];
    panel?.remove();
  };

  // As early as can be, and before what it leads to: in the capture phase.
  const first = { signal, capture: true };
  window.addEventListener('message', messages.arrive, first);
  window.addEventListener(`${PREFIX}diagnostic`, safely((event: Event) => diagnoses.hear(event)), first);
  window.addEventListener('DOMContentLoaded', messages.lookAgain, first);
  window.addEventListener('load', messages.lookAgain, first);
  // Scripts, frames and their attributes; the embed's own observer has been called by the time of drawing.
  const observer = new MutationObserver(safely(changed));
  const attributeFilter = ['data-ledgerbee-pricing', 'src', 'srcdoc', 'sandbox'];
  observer.observe(document, { childList: true, subtree: true, attributeFilter });
  document.addEventListener('load', safely(changed), first);
  signal.addEventListener('abort', () => observer.disconnect());

  const facts = (): Facts => ({
    ...{ embed, policy, providers, calls, messages },
    ...{ frames: frames.list(), tags: tags(), diagnoses: diagnoses.list },
  });
  page[KEY] = { show: safely(() => panel?.show(true)) };
  survey(true);
  panel = new Panel(log, facts, close, signal);
  panel.show(false);
  later(beat, BEAT_MS);
});
