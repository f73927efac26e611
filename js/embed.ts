import { open } from './bridge';
import type { Program } from './program';
import { load } from './wasm';

/**
 * The tag this script came by. `document.currentScript` itself can be an `<img name=currentScript>`
 * that somebody has injected; the prototype's getter can not.
 */
function currentScript(): HTMLScriptElement | undefined {
  const getter = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get;
  const script: unknown = getter?.call(document);
  return script instanceof HTMLScriptElement ? script : undefined;
}

/** Read by `getAttribute`: what a page has put on `Object.prototype` is no attribute of the tag. */
function readOptions(script: HTMLScriptElement): unknown {
  const read = (name: string) => script.getAttribute(`data-${name}`);
  const timeout = read('provider-timeout');
  return {
    __proto__: null,
    portalOrigins: read('portal-origins')?.split(/\s+/).filter(Boolean),
    // An empty attribute is no number, though `Number('')` is 0.
    providerTimeoutMs: timeout && (timeout.trim() ? +timeout : NaN),
    debug: read('debug') !== null || null,
  };
}

function program(): Program | undefined {
  try {
    return load();
  } catch (error) {
    // The page's own error handlers are not for us, but its author must know what to allow.
    console.error("ledgerbee-embed: script-src needs 'wasm-unsafe-eval'", error);
    return undefined;
  }
}

const script = currentScript();
const loaded = program();
if (loaded) {
  open(loaded, { options: script && readOptions(script), script: script?.src });
}
