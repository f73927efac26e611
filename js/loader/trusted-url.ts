import { KEY } from './key';

const NAME = 'ledgerbee-embed';

interface Policy {
  createScriptURL(url: string): unknown;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy;
}

/**
 * The URL as a page that enforces Trusted Types wants it.
 *
 * The policy is made once a page and kept by the page's own factory, since a page may forbid a
 * second one of the name. Only scripts reach it, which could make one like it.
 *
 * @throws Error if the page's `trusted-types` does not list the policy
 */
export function trustedUrl(url: string): unknown {
  const factory = (window as { trustedTypes?: Partial<Factory> & { [KEY]?: Policy } }).trustedTypes;
  // An element may be found under this name.
  if (!factory?.createPolicy) return url;
  try {
    factory[KEY] ??= factory.createPolicy(NAME, { createScriptURL: (it) => it });
  } catch {
    throw new Error(`trusted-types needs ${NAME}`);
  }
  return factory[KEY].createScriptURL(url);
}
