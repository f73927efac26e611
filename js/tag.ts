import { open } from './bridge';
import { loadScript } from './load-script';
import type { Make } from './program';
import type { Bridge } from './types.js';

/**
 * The tag this script came by. `document.currentScript` itself can be an `<img name=currentScript>`
 * that somebody has injected; the prototype's getter can not.
 */
export function currentScript(): HTMLScriptElement | undefined {
  const getter = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get;
  const script: unknown = getter?.call(document);
  return script instanceof HTMLScriptElement ? script : undefined;
}

/** Starts the embed as its tag says (contract: "Script attributes"). */
export function openByTag(script: HTMLScriptElement | undefined, make: Make | undefined): Bridge {
  const read = (name: string) => script?.getAttribute(`data-${name}`);
  const timeout = read('provider-timeout');
  // Read by `getAttribute`: what a page has put on `Object.prototype` is no attribute of the tag.
  const options = {
    __proto__: null,
    portalOrigins: read('portal-origins')?.split(/\s+/).filter(Boolean),
    // An empty attribute is no number, though `Number('')` is 0.
    providerTimeoutMs: timeout && (timeout.trim() ? +timeout : NaN),
    debug: typeof read('debug') === 'string' || null,
  };
  return open({
    options,
    script: script?.src,
    make,
    load: () => loadScript(script),
  });
}
