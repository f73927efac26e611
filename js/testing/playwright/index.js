import { test as base } from '@playwright/test';
import { LedgerBee } from './ledgerbee.js';
import { openSandbox } from './sandbox.js';

export { expect } from '@playwright/test';

export const test = base.extend({
  ledgerbeeOptions: [{}, { option: true, scope: 'worker' }],
  ledgerbeeSandbox: [
    async ({ ledgerbeeOptions }, use, { parallelIndex }) => {
      const { partnerOrigins: _, apiPort, ...options } = ledgerbeeOptions;
      // Each worker has an API of its own.
      const sandbox = await openSandbox({ ...options, apiPort: apiPort && apiPort + parallelIndex });
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: 'worker' },
  ],
  ledgerbee: [
    async ({ context, baseURL, ledgerbeeOptions, ledgerbeeSandbox }, use) => {
      const { partnerOrigins = [] } = ledgerbeeOptions;
      const ledgerbee = new LedgerBee(context, ledgerbeeSandbox);
      await ledgerbee.begin([...partnerOrigins, ...(baseURL ? [new URL(baseURL).origin] : [])]);
      await use(ledgerbee);
      try {
        ledgerbee.check();
      } finally {
        await ledgerbee.end();
      }
    },
    { auto: true },
  ],
});
