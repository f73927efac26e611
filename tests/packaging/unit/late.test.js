// The package starts its own embed if it is imported and started before the fake portal.
import { start } from 'ledgerbee-embed';

test('an embed that ran before is named', async () => {
  start();
  const { fakePortal } = await import('ledgerbee-embed/testing');
  const frame = document.createElement('iframe');
  document.body.append(frame);
  expect(() => fakePortal(frame)).toThrow(/was imported after the page had started the embed\. Import it first/);
});
