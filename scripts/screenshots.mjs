// Writes docs/screenshots/*.png: the running demo, light and dark, on a desktop and on a phone.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { ENV, ROOT } from './run.mjs';

const FOLDER = join(ROOT, 'docs/screenshots');
const TEAM = '550e8400-e29b-41d4-a716-446655440211';
const SCREENS = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

const frame = (page) => page.frameLocator('iframe[data-ledgerbee-pricing]').first();
const cards = (page) => frame(page).getByTestId('cards').waitFor();
const buy = async (page) => {
  await frame(page).getByTestId(`buy-${TEAM}`).click();
  await frame(page).getByTestId('details-form').waitFor();
};

/** What is shown: where it is, and what has to happen first. */
const SHOTS = {
  start: { path: '/', prepare: (page) => page.locator('.flows').waitFor() },
  cards: { path: '/anonymous.html', prepare: cards },
  anonymous: { path: '/anonymous.html', prepare: buy },
  bound: { path: '/bound.html', prepare: buy },
  gated: { path: '/gated.html', prepare: cards },
  'not-found': { portal: '/embed/none', prepare: (page) => page.getByTestId('not-found').waitFor() },
  operator: { api: '/operator', prepare: (page) => page.getByTestId('inbox').waitFor() },
};

/** The sandbox, and where it listens. */
async function start() {
  const child = spawn('cargo', ['run', '-q', '--locked', '-p', 'ledgerbee-sandbox', '--', '--json', '--port', '0'], {
    cwd: ROOT,
    env: ENV,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: child.stdout })) return { child, origins: JSON.parse(line) };
  throw new Error('the sandbox has not started');
}

/** Checks out anonymously, so that there is a mail. */
async function fillInbox(browser, { partner }) {
  const page = await browser.newPage();
  await page.goto(`${partner}/anonymous.html`);
  await buy(page);
  await frame(page).locator('input[name=email]').fill('kim@buyer.example');
  await frame(page).getByTestId('confirm').click();
  await page.locator('#thanks:not([hidden])').waitFor();
  await page.close();
}

async function shoot(browser, origins, colorScheme, screen) {
  const viewport = SCREENS[screen];
  const context = await browser.newContext({ colorScheme, viewport, deviceScaleFactor: 1, reducedMotion: 'reduce' });
  for (const [name, { path, portal, api, prepare }] of Object.entries(SHOTS)) {
    const page = await context.newPage();
    const address = path ? origins.partner + path : portal ? origins.portal + portal : origins.api + api;
    await page.goto(address);
    await prepare(page);
    // A frame's height follows what it shows.
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(FOLDER, `${name}-${screen}-${colorScheme}.png`) });
    await page.close();
  }
  await context.close();
}

const { child, origins } = await start();
try {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  await fillInbox(browser, origins);
  for (const colorScheme of ['light', 'dark']) {
    for (const screen of Object.keys(SCREENS)) await shoot(browser, origins, colorScheme, screen);
  }
  await browser.close();
} finally {
  child.kill('SIGTERM');
}
