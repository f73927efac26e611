// A frame that says everything it could want heard, of which nothing may come.

import { eq, events, watch } from '../lab.js';

/** Has a frame say it all; leaves it to the test what came of it. */
export async function speak(f) {
  watch('quoteRequested');
  for (const type of ['requestBindToken', 'ledgerbee:embed:requestBindToken', 'requestCatalogToken']) await f.post({ type, requestId: 'r' });
  for (const type of ['pageLoaded', 'checkoutConfirmed', 'quoteRequested']) await f.post({ type, status: 'CONFIRMED' });
  await f.post({ type: 'resize', height: 77 });
}

export const heardBy = async (f) => (await f.inbox()).map(({ data }) => data);

/** On a page with held providers: nothing is asked, dispatched, answered or resized, whatever the frame says. */
export async function isNobody(f, what) {
  const seen = () => [calls.length, events.filter(({ name }) => name !== 'diagnostic').length];
  const before = seen();
  await speak(f);
  eq([what, ...seen()], [what, ...before]);
  eq([what, await heardBy(f), f.element.style?.height ?? ''], [what, [], '']);
}
