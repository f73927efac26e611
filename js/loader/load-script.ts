import { append, createElement, getAttribute, later, parse, sayBroken } from '../../src/page/platform';
import { KEY } from './key';
import type { Make } from './program';
import { trustedUrl } from './trusted-url';

/** Once more after a first failure, and once after that, each with a URL no cache has seen. */
const MAX_RETRIES = 2;
const RETRY_DELAY_MS = 500;

/** What the loaded script calls, by the tag it came by: with its program, or with the error that ended it. */
export type Adopt = (make: unknown, version?: string) => void;

/**
 * Where the other program is. A relative address is resolved against the document's own, not its base: a
 * `<base>` can be injected after the script was fetched, and would decide whose code runs here.
 */
function compatUrl(src: string | null | undefined, own: string | null | undefined): URL {
  const url = src ? parse(src, location.href) : own && parse('embed.compat.js', parse(own, location.href));
  // An inlined tag has no folder, and neither has a `blob:`.
  if (!url) throw new Error("script-src needs 'wasm-unsafe-eval', or the embed's tag data-compat-src");
  return url;
}

/** Loads the program without WebAssembly by a tag like the embed's own (docs/protocol.md, "Faults"). */
export function loadScript(own: HTMLScriptElement | undefined): Promise<Make> {
  const read = (name: string) => own && getAttribute(own, name);
  return new Promise((resolve, reject) => {
    const url = compatUrl(read('data-compat-src'), read('src'));
    const attempt = (retry: number) => {
      const tag = createElement('script');
      const done = () => {
        tag.remove();
        if (retry < MAX_RETRIES) later(() => attempt(retry + 1), RETRY_DELAY_MS);
        else reject(new Error(`script-src needs 'wasm-unsafe-eval' or ${url.href}`));
      };
      if (retry) url.searchParams.set('retry', `${retry}`);
      tag.src = trustedUrl(url.href) as string;
      tag.nonce = own!.nonce;
      const integrity = read('data-compat-integrity') || (read('integrity') && COMPAT_INTEGRITY);
      if (integrity) tag.integrity = integrity;
      // A hash can only be checked of what the browser may read.
      tag.crossOrigin = own!.crossOrigin ?? (integrity ? 'anonymous' : null);
      const adopt: Adopt = (make, version) => {
        // A file of another version, from a cache or a half-done deployment, is as good as none.
        if (version && version !== VERSION) return;
        tag.onload = () => tag.remove();
        if (version) resolve(make as Make);
        else {
          // It would not run a second time either.
          sayBroken(make);
          reject(make as Error);
        }
      };
      (tag as { [KEY]?: Adopt })[KEY] = adopt;
      tag.onload = tag.onerror = done;
      append(tag);
    };
    attempt(0);
  });
}
