import { defineConfig } from '@playwright/test';

export default defineConfig({
  // As root, Chromium has no sandbox.
  use: { launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] } },
  workers: 1,
  // A busy machine is no fault of the page's.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: 'line',
});
