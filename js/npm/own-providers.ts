import type { Providers } from './types.js';

/** Where the program looks for them (`src/page/provider.js`); two copies of the package share it. */
const OWN: unique symbol = Symbol.for('ledgerbee-embed:own') as never;

/** Sets providers of one iframe, which are called instead of the page's, for each kind of token. */
export function setOwnProviders(frame: HTMLIFrameElement, providers: Providers | undefined): void {
  (frame as HTMLIFrameElement & { [OWN]?: Providers | undefined })[OWN] = providers;
}
