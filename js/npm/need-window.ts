/**
 * For what a server must not call.
 *
 * @throws Error where there is no `window`, as on a server
 */
export function needWindow(name: string): void {
  if (typeof document === 'undefined') {
    throw new Error(`ledgerbee-embed: ${name}() needs a browser window; call it on the client only`);
  }
}
