import { CODES } from 'ledgerbee:words';
import { currentScript as current, getAttribute, matches } from '../../src/page/platform';
import type { Bridge } from '../npm/types';
import { open } from './bridge';
import { loadScript } from './load-script';
import type { Make } from './program';

/**
 * The tag this script came by: what the browser says, and not an `<img name=currentScript>` that somebody
 * has injected. A script in a shadow tree, or one that was evaluated, has none.
 */
export function currentScript(): HTMLScriptElement | undefined {
  const script = current(document);
  return script && matches(script, 'script') ? script : undefined;
}

/** A time in ms. An empty attribute is no number, though `Number('')` is 0. */
const time = (text: string) => (text.trim() ? +text : NaN);

/** The attributes of the tag that are options, and what their text means. */
const ATTRIBUTES: [attribute: string, option: string, read: (text: string) => unknown][] = [
  ['data-portal-origins', 'portalOrigins', (text) => text.split(/\s+/).filter(Boolean)],
  ['data-provider-timeout', 'providerTimeoutMs', time],
  ['data-silence', 'silenceMs', time],
  ['data-debug', 'debug', () => true],
];

/** Starts the embed as its tag says (docs/protocol.md, "Options"). */
export function openByTag(script: HTMLScriptElement | undefined, make: Make | undefined): Bridge {
  const options: object[] = [];
  for (const [attribute, option, read] of ATTRIBUTES) {
    const text = script && getAttribute(script, attribute);
    // Nothing that a page has put on `Object.prototype` is an option.
    if (typeof text === 'string') options[options.length] = { __proto__: null, [option]: read(text) };
  }
  return open({
    options,
    script: script && getAttribute(script, 'src'),
    notes: script ? [] : [[CODES['tag-unknown']]],
    make,
    load: () => loadScript(script),
  });
}
