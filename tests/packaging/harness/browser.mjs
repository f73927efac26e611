// Chromium, and a page of the partner's with what it has to be judged by.
import { chromium } from 'playwright-core';

// As root there is no sandbox; and on a closed network, what Chromium asks for by itself hangs.
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/** @param {string[]} args */
export const openBrowser = (args) =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...ARGS, ...args] });

/**
 * Opens a page and notes what it hears, what goes wrong, and which scripts it loads.
 *
 * @param {import('playwright-core').Browser} browser
 */
export async function openPage(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const notes = { errors: [], scripts: [] };
  page.on('pageerror', (error) => notes.errors.push(`${error}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) notes.errors.push(`${message.type()}: ${message.text()}`);
  });
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script' && request.frame() === page.mainFrame()) notes.scripts.push(request.url());
  });
  await page.addInitScript(() => {
    if (window !== top) return;
    window.heard = [];
    window.blocked = [];
    for (const name of ['pageLoaded', 'checkoutInitiated', 'checkoutConfirmed', 'diagnostic']) {
      addEventListener(`ledgerbee:embed:${name}`, ({ detail }) => window.heard.push(detail.code ?? detail.status ?? name));
    }
    addEventListener('securitypolicyviolation', (event) => window.blocked.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  return { page, notes, close: () => context.close() };
}
