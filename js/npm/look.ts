import { PREFIX } from 'ledgerbee:words';
import type { EmbedEvent } from './events.js';
import { dress } from './frame-style';

// A portal that can change its look says so by `look: true` in its `pageLoaded` (docs/protocol.md, "Another look").

const MESSAGE = `${PREFIX}look`;
/** What of a frame's URL is its look, in the order of the vendor's snippets. */
const LOOK = ['lang', 'theme'] as const;

/** The origin that a window's document had when it said that it can. */
const able = /* @__PURE__ */ new WeakMap<object, string>();
/** The URL that a frame stands for since its look was changed, for the `src` it was loaded from. */
const shown = /* @__PURE__ */ new WeakMap<HTMLIFrameElement, { src: string; url: string }>();
const watchers = /* @__PURE__ */ new Set<() => void>();

const heard = ({ isTrusted, source, origin, data }: MessageEvent) => {
  if (!isTrusted || !source || data?.look !== true) return;
  if (data.type !== 'pageLoaded' && data.type !== `${PREFIX}pageLoaded`) return;
  able.set(source, origin);
  for (const notify of watchers) notify();
};

/** A frame that was moved in the page has loaded its `src` again. */
const loaded = (event: Event) => {
  const { frame } = (event as EmbedEvent<'pageLoaded'>).detail;
  if (urlOf(frame) !== frame.src) post(frame);
};

/** Listens to what portals can; a listener that is there already is not added again. */
export function hearLooks(): void {
  window.addEventListener('message', heard);
  window.addEventListener(`${PREFIX}pageLoaded`, loaded);
}

/** Calls `notify` whenever another portal has said what it can; returns what ends it. */
export function watchLooks(notify: () => void): () => void {
  watchers.add(notify);
  return () => watchers.delete(notify);
}

/** The URL of what a frame shows: its `src`, in the look it has now. */
export function urlOf(frame: HTMLIFrameElement): string {
  const it = shown.get(frame);
  return it?.src === frame.src ? it.url : frame.src;
}

/** Whether a frame can show this URL without loading anew: it is there but for its look, which its portal can change. */
export function canShow(frame: HTMLIFrameElement, url: string): boolean {
  const { contentWindow, src } = frame;
  return !!contentWindow && able.get(contentWindow) === new URL(src).origin && withoutLook(src) === withoutLook(url);
}

/** Shows a URL in a frame that can. */
export function show(frame: HTMLIFrameElement, url: string): void {
  if (urlOf(frame) === url) return;
  dress(frame, themeOf(url), themeOf(urlOf(frame)));
  shown.set(frame, { src: frame.src, url });
  post(frame);
}

/** Loads a URL without an entry in the page's history, which a new `src` of a frame in the page would make. */
export function reload(frame: HTMLIFrameElement, url: string): void {
  const { parentNode, nextSibling } = frame;
  dress(frame, themeOf(url), themeOf(urlOf(frame)));
  frame.remove();
  frame.src = url;
  parentNode?.insertBefore(frame, nextSibling);
}

/** What is absent is the portal's to choose, as in a URL. */
function post(frame: HTMLIFrameElement): void {
  const { searchParams } = new URL(urlOf(frame));
  const look = Object.fromEntries([...searchParams].filter(([name]) => LOOK.includes(name as never)));
  frame.contentWindow?.postMessage({ ...look, type: MESSAGE }, new URL(frame.src).origin);
}

const themeOf = (url: string) => new URL(url).searchParams.get('theme') ?? undefined;

function withoutLook(url: string): string {
  const it = new URL(url);
  for (const name of LOOK) it.searchParams.delete(name);
  return it.href;
}
