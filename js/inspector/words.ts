// The words of the wire and what may be shown of them. What the embed makes of a message is the
// embed's to say; here a message is only put into words that hold nothing of its values.

import { EVENTS, KINDS, PREFIX } from 'ledgerbee:words';

export { EVENTS, KINDS, PREFIX };

export type Kind = keyof typeof KINDS;

export const everyKind = () => Object.keys(KINDS) as Kind[];

/** The kind of token that a provider of this name is asked for. */
export const kindOf = (provider: string): Kind | undefined => everyKind().find((it) => KINDS[it].provider === provider);

/** Whether a report says only that the buyer is anonymous, which is normal. */
export const isAnonymous = (code: string, kind: Kind | undefined): boolean =>
  code === 'provider-missing' && kind !== undefined && !KINDS[kind].isNeeded;

/** Fields whose value says how a checkout goes, and nothing of a person. */
const SHOWN = /^(status|deferred)$/;
const SAFE_VALUE = /^[A-Z_]{1,32}$|^true$/;
const NAME = /^[A-Za-z]{1,64}$/;

/** What a message says. */
export interface Words {
  /** `type` without its prefix, if it looks like a name. */
  name: string;
  label: string;
  kind?: Kind;
  requestId?: unknown;
  /** Whether only a portal would say so. */
  isOurs: boolean;
}

/** Puts a message into words, by its own fields only. */
export function read(data: unknown): Words {
  const own = (name: string): unknown => Reflect.getOwnPropertyDescriptor(data as object, name)?.value;
  if (typeof data !== 'object' || data === null) return { name: '', label: named(data), isOurs: false };
  const type = own('type');
  if (typeof type !== 'string') return { name: '', label: `type: ${named(type)}`, isOurs: false };
  const bare = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type;
  if (!NAME.test(bare)) return { name: '', label: `type: ${named(type)}`, isOurs: false };
  const kind = everyKind().find((it) => KINDS[it].request === bare);
  const words = { name: bare, isOurs: bare !== type || kind !== undefined || EVENTS.includes(bare) };
  if (kind) {
    const requestId = own('requestId');
    if (typeof requestId === 'string' || typeof requestId === 'number') return { ...words, label: bare, kind, requestId };
    return { ...words, label: `${bare}, requestId: ${named(requestId)}` };
  }
  if (bare === 'resize') {
    const height = own('height');
    const shown = typeof height === 'number' ? `${Math.round(height)} px` : named(height);
    return { ...words, label: `resize ${shown}` };
  }
  return { ...words, label: [bare, fields(data)].filter(Boolean).join(' ') };
}

/** The names of an object's fields; values only where they are known to be harmless. */
export function fields(data: object): string {
  const names = Object.keys(data).filter((name) => name !== 'type' && name !== 'frame' && NAME.test(name));
  const shown = names.map((name) => {
    const value = Reflect.getOwnPropertyDescriptor(data, name)?.value;
    return SHOWN.test(name) && SAFE_VALUE.test(String(value)) ? `${name}=${value}` : name;
  });
  return shown.length ? `{ ${shown.join(', ')} }` : '';
}

/** What a value is, without the value. */
export function named(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return value ? `a string of ${value.length}` : 'an empty string';
  return /^[aeiou]/.test(typeof value) ? `an ${typeof value}` : `a ${typeof value}`;
}

/** What was thrown, by its kind: a message may hold anything. */
export function thrown(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return /^[A-Z][A-Za-z]{0,40}(Error|Exception)$|^Error$/.test(name) ? name : named(error);
}

/** An address without what may be personal in it: the paths of the portal's surfaces are shown, and
 *  parameters by name; those that choose a look with their value. */
export function showUrl(address: string): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return address ? 'an address that does not parse' : 'no address';
  }
  if (!/^https?:$/.test(url.protocol)) return url.protocol;
  const isKnown = /^\/(embed(\/[A-Za-z0-9._~-]+)*|embed(\.compat)?\.js|inspector\.js|)$/.test(url.pathname);
  const parameters = [...url.searchParams].map(([name, value]) => {
    const isLook = /^(lang|theme|target)$/.test(name) && /^[a-z_]{1,12}$/.test(value);
    return isLook ? `${name}=${value}` : NAME.test(name) ? `${name}=…` : '…';
  });
  const path = isKnown ? url.pathname : '/…';
  return url.origin + path + (parameters.length ? `?${parameters.join('&')}` : '');
}
