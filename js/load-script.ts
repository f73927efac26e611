import { KEY } from './key';
import type { Make } from './program';
import { trustedUrl } from './trusted-url';

/** Once more after a first failure, and once after that, each with a URL no cache has seen. */
const MAX_RETRIES = 2;
const RETRY_DELAY_MS = 500;

/** What the loaded script calls, by the tag it came by. */
export type Adopt = (make: Make, version: string) => void;

/** Loads the program without WebAssembly by a tag like the embed's own (contract: "Artifacts"). */
export function loadScript(own: HTMLScriptElement | undefined): Promise<Make> {
  const read = (name: string) => own?.getAttribute(`data-compat-${name}`);
  return new Promise((resolve, reject) => {
    const src = read('src');
    const base = src ? own!.baseURI : own?.src;
    if (!base) throw new Error("script-src needs 'wasm-unsafe-eval', or the inlined tag data-compat-src");
    const url = new URL(src || 'embed.compat.js', base);
    const attempt = (retry: number) => {
      const tag = Document.prototype.createElement.call(document, 'script') as HTMLScriptElement;
      const done = () => {
        tag.remove();
        if (retry < MAX_RETRIES) setTimeout(attempt, RETRY_DELAY_MS, retry + 1);
        else reject(new Error(`script-src needs 'wasm-unsafe-eval' or ${url.href}`));
      };
      if (retry) url.searchParams.set('retry', `${retry}`);
      tag.src = trustedUrl(url.href) as string;
      tag.nonce = own!.nonce;
      const integrity = read('integrity') || (own!.integrity && COMPAT_INTEGRITY);
      if (integrity) tag.integrity = integrity;
      // A hash can only be checked of what the browser may read.
      tag.crossOrigin = own!.crossOrigin ?? (integrity ? 'anonymous' : null);
      const adopt: Adopt = (make, version) => {
        // A file of another version, from a cache or a half-done deployment, is as good as none.
        if (version === VERSION) {
          tag.onload = () => tag.remove();
          resolve(make);
        }
      };
      (tag as { [KEY]?: Adopt })[KEY] = adopt;
      tag.onload = tag.onerror = done;
      Document.prototype.querySelector.call(document, 'html')!.append(tag);
    };
    attempt(0);
  });
}
