import { open } from './bridge';
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

function readOptions(script: HTMLScriptElement): Record<string, unknown> {
  const { portalOrigins, providerTimeout, debug } = script.dataset;
  return {
    portalOrigins: portalOrigins?.split(/\s+/).filter(Boolean),
    // An empty attribute is no number, though `Number('')` is 0.
    providerTimeoutMs: providerTimeout && (providerTimeout.trim() ? Number(providerTimeout) : NaN),
    debug: debug === undefined ? undefined : true,
  };
}

const script = currentScript();
open(load(), { options: script && readOptions(script), script: script?.src || undefined });
