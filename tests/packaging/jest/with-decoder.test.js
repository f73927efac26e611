/** With the two globals that jsdom lacks, as many projects have them, the program runs. */
import { TextDecoder, TextEncoder } from 'node:util';

let start;
beforeAll(async () => {
  Object.assign(globalThis, { TextDecoder, TextEncoder });
  ({ start } = await import('ledgerbee-embed'));
  // Compiling the package is slow on a busy machine.
}, 120_000);

test('the embed runs', async () => {
  const said = jest.spyOn(console, 'error');
  const bridge = start();
  await bridge.ready;
  const frame = document.body.appendChild(document.createElement('iframe'));
  frame.setAttribute('data-ledgerbee-pricing', '');
  frame.src = 'https://acme.portal.ledgerbee.com/embed/pro';
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(bridge.frames()).toEqual([frame]);
  expect(said).not.toHaveBeenCalled();
  bridge.stop();
});
