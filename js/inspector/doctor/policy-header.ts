import { all } from '../platform';
import { originIn } from './examine';
import type { Facts } from './finding';

/**
 * The Content Security Policy header that lets everything on this page work: its scripts, WebAssembly and its frames,
 * by the hosts they come from. What the page's own code fetches cannot be seen from here.
 */
export function policyHeader({ frames, tags }: Facts): string {
  const scripts = [...all<HTMLScriptElement>('script[src]').map(({ src }) => src), ...tags.map(({ address }) => address)];
  const iframes = all<HTMLIFrameElement>('iframe[src]').map(({ src }) => src);
  const portals = frames.filter(({ isMarked }) => isMarked).map(({ origin }) => origin);
  return [
    'Content-Security-Policy:',
    `script-src ${list(scripts)} 'wasm-unsafe-eval';`,
    `frame-src ${list([...iframes, ...portals])}`,
  ].join(' ');
}

/** The sources of some addresses, each once; `'none'` if there is none. */
function list(addresses: string[]): string {
  const sources = addresses.flatMap((address) => {
    const origin = originIn(address);
    if (!/^https?:/.test(origin)) return [];
    return [origin === location.origin ? "'self'" : origin];
  });
  return [...new Set(sources)].sort().join(' ') || "'none'";
}

/** Whether some script of the page has no address: then it needs a nonce or a hash besides. */
export const hasInlineScript = (): boolean =>
  all<HTMLScriptElement>('script:not([src])').some(({ type }) => /^(|module|text\/javascript)$/.test(type));
