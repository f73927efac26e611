import { KEY } from '../loader/key';
import { all } from './platform';

/** A script tag of the embed's. */
export interface Tag {
  address: string;
  attributes: string[];
}

const PATH = /\/embed(\.compat)?\.js$/;

/** Whether an address is that of an embed script. */
export function isEmbed(address: string): boolean {
  try {
    return PATH.test(new URL(address).pathname);
  } catch {
    return false;
  }
}

/** The embed's tags that are in the page, but for the one that the embed itself loads by. */
export function tags(): Tag[] {
  const scripts = all<HTMLScriptElement>('script[src]').filter((it) => isEmbed(it.src) && !(KEY in it));
  return scripts.map((script) => {
    const { src: address } = script;
    const names = [...script.attributes].map(({ name }) => name);
    const known = /^(async|defer|integrity|crossorigin|nonce|data-(debug|engine|portal-origins|provider-timeout|silence|compat-src|compat-integrity))$/;
    return { address, attributes: names.filter((name) => known.test(name)) };
  });
}
