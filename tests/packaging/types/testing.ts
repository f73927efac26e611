// The types of the entries for tests and servers.
import { mintBindToken, isSubscriptionEvent, verifyWebhook, type MintedBindToken } from 'ledgerbee-embed/server';
import { fakePortal } from 'ledgerbee-embed/testing';
import { is } from './is.js';

declare const frame: HTMLIFrameElement;

export async function types(): Promise<void> {
  const portal = fakePortal(frame, { origin: 'https://acme.portal.ledgerbee.com' });
  is<string | null>()(await portal.requestBindToken());
  is<string>()(await portal.expectCatalogToken());
  portal.emit('checkoutConfirmed', { status: 'CONFIRMED' });
  // @ts-expect-error no such event
  portal.emit('checkoutConfirm');
  // @ts-expect-error no such field
  portal.emit('checkoutConfirmed', { email: 'a@b.example' });
  // @ts-expect-error the embed's own
  portal.emit('diagnostic');

  const minted: MintedBindToken = await mintBindToken({ apiKey: 'a', customerId: 'b', email: 'c' });
  is<string>()(minted.checkoutBindToken);
  // @ts-expect-error who is buying
  void mintBindToken({ apiKey: 'a', email: 'c' });
  // @ts-expect-error one of the two
  void mintBindToken({ apiKey: 'a', customerId: 'b', customer: {}, email: 'c' });
  const event = await verifyWebhook({ headers: {}, body: '' }, ['whsec_a', 'whsec_b']);
  if (isSubscriptionEvent(event)) is<string | null>()(event.data.partnerReferenceId);
}
