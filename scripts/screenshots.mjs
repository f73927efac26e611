// Writes docs/screenshots/*.webp: the running demo, light and dark, on a desktop and on a phone. And
// docs/buy.webp and docs/buy-dark.webp, in which a plan is bought. With names as arguments, only those.
import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { animate } from './animate.mjs';
import { ENV, ROOT } from './run.mjs';

const FOLDER = join(ROOT, 'docs/screenshots');
const TEAM = '550e8400-e29b-41d4-a716-446655440211';
const PARTNER_TEAM = '550e8400-e29b-41d4-a716-446655440221';
const PARTNER_SCALE = '550e8400-e29b-41d4-a716-446655440222';
const SCREENS = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Letters stay sharp, at a third of a PNG's size. */
const PICTURE = { format: 'webp', quality: 88 };

const frame = (page, which = 0) => page.frameLocator('iframe[data-ledgerbee-pricing]').nth(which);
const cards = (page) => frame(page).getByTestId('cards').waitFor();
const buy = async (page, item = TEAM) => {
  await frame(page).getByTestId(`buy-${item}`).click();
  await frame(page).getByTestId('details-form').waitFor();
};
const leave = async (page) => {
  await frame(page).getByTestId(`buy-${TEAM}`).click();
  await page.getByTestId('details-form').waitFor();
};
const confirmAnonymously = async (page) => {
  await buy(page);
  await frame(page).locator('input[name=email]').fill('kim@buyer.example');
  await frame(page).getByTestId('confirm').click();
  await frame(page).getByTestId('confirmation').waitFor();
};
/** Follows the newest link of the inbox, which signs the buyer in. */
const verify = async (page) => {
  await page.getByTestId('mail-link').first().click();
  await page.locator('[data-testid=subscribed], [data-testid=already-held]').waitFor();
};
const toSource = (page) => page.getByTestId('source').evaluate((it) => it.scrollIntoView());

/** Where nobody answers. */
const NOBODY = 'http://127.0.0.1:1';
/** A portal that takes its time. */
const HELD = '/api/embed/vanity/pro-plan';
const DEMO = join(ROOT, 'build/screenshots-www');

/** The demo's pages, and a shop's with a frame of the package's, which takes its options from the address. */
function writePages() {
  rmSync(DEMO, { recursive: true, force: true });
  cpSync(join(ROOT, 'www'), DEMO, { recursive: true });
  copyFileSync(join(ROOT, 'dist/index.js'), join(DEMO, 'assets/index.js'));
  writeFileSync(
    join(DEMO, 'shop.html'),
    `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Acme Analytics</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/site.css">
<header class="site"><a class="brand" href="/">Acme Analytics</a></header>
<main><h1>Pricing</h1><p class="lead">Choose a plan. You can change it at any time.</p><div id="pricing"></div></main>
<footer class="site">Prices without VAT.</footer>
<script type="module">
  import { createPricingFrame, start } from '/assets/index.js';
  const known = 'https://acme.portal.ledgerbee.com';
  const portal = new URLSearchParams(location.search).get('portal') ?? known;
  start({ silenceMs: 1_000, portalOrigins: [known, '${NOBODY}'] });
  const placeholder = document.createElement('p');
  placeholder.textContent = 'One moment …';
  placeholder.style.placeSelf = 'center';
  document.querySelector('#pricing').append(createPricingFrame({ portal, vanity: 'pro-plan', theme: 'system', loading: 'eager', placeholder }));
</script>
</html>`,
  );
}

/** What is shown: where it is, what has to happen first, and whether it `buys`, which the pictures after it must not show. */
const SHOTS = {
  start: { path: '/', prepare: (page) => page.locator('.flows').waitFor() },
  cards: { path: '/anonymous.html', prepare: cards },
  anonymous: { path: '/anonymous.html', prepare: buy },
  danish: { portal: `/embed/checkout/pro-plan/${TEAM}?lang=da`, prepare: (page) => page.getByTestId('details-form').waitFor() },
  errors: {
    path: '/anonymous.html',
    prepare: async (page) => {
      await buy(page);
      await frame(page).locator('input[name=email]').fill('kim');
      await frame(page).getByTestId('confirm').click();
      await frame(page).locator('[aria-invalid]').waitFor();
    },
  },
  pending: { path: '/anonymous.html', prepare: confirmAnonymously },
  verified: { api: '/operator', buys: true, prepare: verify },
  portal: {
    api: '/operator',
    buys: true,
    prepare: async (page) => {
      await verify(page);
      await page.locator('a.brand').click();
      await page.getByTestId('subscriptions').waitFor();
    },
  },
  login: { portal: '/login', prepare: (page) => page.getByTestId('login').waitFor() },
  bound: { path: '/bound.html', prepare: buy },
  held: {
    path: '/bound.html',
    buys: true,
    prepare: async (page) => {
      await buy(page);
      await frame(page).getByTestId('confirm').click();
      await page.locator('#thanks:not([hidden])').waitFor();
      await page.reload();
      await buy(page);
    },
  },
  gated: { path: '/gated.html', prepare: cards },
  funnel: { path: '/funnel.html', prepare: cards },
  signup: { path: '/signup', prepare: (page) => page.getByTestId('signup').waitFor() },
  'custom-cta': {
    path: '/custom-cta.html',
    prepare: async (page) => {
      await frame(page).locator('[data-testid^=cta-]').click();
      await page.getByTestId('contact').waitFor();
    },
  },
  'break-out': { path: '/break-out.html', prepare: leave },
  returned: {
    path: '/break-out.html',
    buys: true,
    prepare: async (page) => {
      await leave(page);
      await page.getByTestId('confirm').click();
      await page.getByTestId('returned').waitFor();
      await cards(page);
    },
  },
  several: {
    path: '/several.html',
    prepare: async (page) => {
      for (const which of [0, 1]) await frame(page, which).getByTestId('cards').waitFor();
    },
    isWhole: true,
  },
  spa: {
    path: '/spa.html',
    prepare: async (page) => {
      await page.locator('button[data-view=pricing]').click();
      await cards(page);
    },
  },
  'strict-csp': { path: '/strict-csp.html', prepare: cards },
  source: {
    path: '/bound.html',
    prepare: async (page) => {
      await cards(page);
      await toSource(page);
    },
  },
  returning: { path: '/gated.html', prepare: cards, isBuyer: true },
  subscription: {
    path: '/gated.html',
    isBuyer: true,
    prepare: async (page) => {
      await frame(page).getByTestId(`open-${PARTNER_SCALE}`).click();
      await page.getByTestId('change-plan').waitFor();
    },
  },
  inspector: { path: '/bound.html?inspect', prepare: buy },
  doctor: {
    path: '/bound.html?inspect',
    prepare: async (page) => {
      await cards(page);
      // A slip that a doctor is for.
      await page.evaluate(() => {
        window.LedgerBee.embed = { fetchBindtoken: window.LedgerBee.embed.fetchBindToken };
      });
      await buy(page);
      await page.getByRole('tab', { name: 'Doctor' }).click();
    },
  },
  placeholder: { path: '/shop.html', holds: HELD, prepare: (page) => page.getByText('One moment …').waitFor() },
  ready: { path: '/shop.html', prepare: cards },
  silent: { path: `/shop.html?portal=${NOBODY}`, prepare: (page) => page.getByText('Open it in a new tab').waitFor() },
  refused: { path: '/shop.html?portal=https://pay.example', prepare: (page) => page.getByText('is not available').waitFor() },
  'not-found': { portal: '/embed/none', prepare: (page) => page.getByTestId('not-found').waitFor() },
  operator: { api: '/operator', prepare: (page) => page.getByTestId('mail').first().waitFor() },
};

/** The sandbox, and where it listens. */
async function start() {
  const child = spawn('cargo', ['run', '-q', '--locked', '-p', 'ledgerbee-sandbox', '--', '--json', '--port', '0', '--www', DEMO], {
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
  await confirmAnonymously(page);
  await page.close();
}

/** Who has signed up and bought a tier of the gated plan: their cookies. */
async function becomeCustomer(browser, { partner }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${partner}/signup`);
  await page.locator('#signup input[name=company]').fill('Havblik ApS');
  await page.locator('#signup input[name=email]').fill('kontakt@havblik.example');
  await page.locator('#signup button').click();
  await page.waitForURL(`${partner}/`);
  await page.goto(`${partner}/gated.html`);
  await buy(page, PARTNER_TEAM);
  await frame(page).getByTestId('confirm').click();
  await page.locator('#thanks:not([hidden])').waitFor();
  const cookies = await context.storageState();
  await context.close();
  return cookies;
}

/** The inspector's panel is closed to the page; here it is opened for a click. */
const OPEN = () => {
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    return attach.call(this, { ...init, mode: 'open' });
  };
};

/** Until nothing moves: a frame's height follows what it shows. */
const STILL = async () => {
  const heights = () => [document.documentElement.scrollHeight, ...[...document.querySelectorAll('iframe')].map((it) => it.offsetHeight)].join();
  for (let seen = '', times = 0; times < 4; ) {
    await new Promise((done) => setTimeout(done, 150));
    times = seen === heights() ? times + 1 : 0;
    seen = heights();
  }
};

async function shoot(browser, origins, buyer, name, colorScheme, screen) {
  const { path, portal, api, prepare, holds, isBuyer = false, isWhole = false } = SHOTS[name];
  const context = await browser.newContext({
    ...{ colorScheme, viewport: SCREENS[screen], deviceScaleFactor: 1, reducedMotion: 'reduce' },
    ...(isBuyer ? { storageState: buyer } : {}),
  });
  // However slow the machine is.
  context.setDefaultTimeout(120_000);
  await context.addInitScript(OPEN);
  const page = await context.newPage();
  if (holds) await page.route((url) => url.pathname === holds, () => {});
  await page.goto(path ? origins.partner + path : portal ? origins.portal + portal : origins.api + api);
  await prepare(page);
  // What is beyond the window is not drawn in frames of another site.
  if (isWhole) await page.setViewportSize({ ...SCREENS[screen], height: await page.evaluate(() => document.documentElement.scrollHeight) });
  // A window that has gone to another site forgets it.
  await page.emulateMedia({ colorScheme });
  await page.evaluate(STILL);
  const session = await context.newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', PICTURE);
  writeFileSync(join(FOLDER, `${name}-${screen}-${colorScheme}.webp`), Buffer.from(data, 'base64'));
  await context.close();
}

/** Over the page: a hand to follow, and what the page has been asked and told. */
const STAGE = () => {
  if (window !== window.top) return;
  const notes = document.createElement('ol');
  notes.style.cssText = 'position:fixed;z-index:9;pointer-events:none;left:0;right:0;bottom:0;margin:0;padding:10px 20px;list-style:none;display:flex;gap:10px 18px;background:#101828;color:#fff;font:14px/1.5 ui-monospace,monospace';
  const hand = document.createElement('div');
  hand.style.cssText = 'position:fixed;z-index:10;left:0;top:0;width:20px;height:20px;margin:-10px;border-radius:50%;background:#1570ef66;border:2px solid #1570ef;pointer-events:none';
  const note = (text, isLast) => {
    const row = document.createElement('li');
    row.textContent = text;
    if (isLast) row.style.color = '#75e0a7';
    notes.append(row);
  };
  window.moveHand = (x, y) => (hand.style.transform = `translate(${x}px,${y}px)`);
  document.addEventListener('DOMContentLoaded', () => {
    note('Calls and events:');
    document.body.append(notes, hand);
  });
  for (const name of ['pageLoaded', 'checkoutInitiated', 'checkoutConfirmed']) {
    addEventListener(`ledgerbee:embed:${name}`, () => note(name, name === 'checkoutConfirmed'));
  }
  const { fetch } = window;
  window.fetch = (path, ...rest) => {
    if (String(path).endsWith('/bind-token')) note('fetchBindToken()');
    return fetch(path, ...rest);
  };
};

/** Buys a plan whose details are filled in, and writes the pictures taken on the way as one that moves. */
async function film(browser, { partner }, colorScheme) {
  const size = { width: 960, height: 620 };
  const context = await browser.newContext({ colorScheme, viewport: size, deviceScaleFactor: 1, reducedMotion: 'reduce' });
  context.setDefaultTimeout(120_000);
  await context.addInitScript(STAGE);
  const page = await context.newPage();
  await page.goto(`${partner}/bound.html`);
  await cards(page);
  await page.locator('iframe[data-ledgerbee-pricing]').evaluate((it) => it.scrollIntoView());
  const session = await context.newCDPSession(page);
  const pictures = [];
  const take = async (ms) => {
    const { data } = await session.send('Page.captureScreenshot', { ...PICTURE, quality: 80 });
    pictures.push({ ms, bytes: Buffer.from(data, 'base64') });
  };
  let [x, y] = [880, 60];
  const moveTo = async (target) => {
    await target.evaluate((it) => it.scrollIntoView({ block: 'center' }));
    await page.evaluate(STILL);
    const box = await target.boundingBox();
    const end = [box.x + box.width / 2, box.y + box.height / 2];
    const begin = [x, y];
    for (let step = 1; step <= 5; step++) {
      [x, y] = [0, 1].map((axis) => begin[axis] + ((end[axis] - begin[axis]) * step) / 5);
      await page.evaluate(([x, y]) => window.moveHand(x, y), [x, y]);
      await take(step < 5 ? 90 : 500);
    }
    await target.click();
  };
  await page.evaluate(([x, y]) => window.moveHand(x, y), [x, y]);
  await page.evaluate(STILL);
  await take(1600);
  await moveTo(frame(page).getByTestId(`buy-${TEAM}`));
  await frame(page).getByTestId('details-form').waitFor();
  await page.evaluate(STILL);
  await page.locator('iframe[data-ledgerbee-pricing]').evaluate((it) => it.scrollIntoView());
  await take(2400);
  await moveTo(frame(page).getByTestId('confirm'));
  await page.locator('#thanks:not([hidden])').waitFor();
  await page.evaluate(STILL);
  await take(3600);
  await context.close();
  writeFileSync(join(ROOT, `docs/buy${colorScheme === 'dark' ? '-dark' : ''}.webp`), animate(size, pictures));
}

const names = process.argv.slice(2);
const isWanted = (name) => !names.length || names.includes(name);
/** Runs with a sandbox that nothing was bought from. */
async function withFresh(run) {
  const { child, origins } = await start();
  try {
    await run(origins);
  } finally {
    child.kill('SIGTERM');
  }
}

writePages();
const { child, origins } = await start();
try {
  // A picture whose name is gone goes too.
  if (!names.length) rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const shots = Object.keys(SHOTS).filter(isWanted);
  if (shots.length) await fillInbox(browser, origins);
  const buyer = shots.length ? await becomeCustomer(browser, origins) : undefined;
  if (isWanted('buy')) {
    for (const colorScheme of ['light', 'dark']) await withFresh((fresh) => film(browser, fresh, colorScheme));
  }
  for (const name of shots) {
    for (const colorScheme of ['light', 'dark']) {
      for (const screen of Object.keys(SCREENS)) {
        const take = (from) => shoot(browser, from, buyer, name, colorScheme, screen);
        if (!SHOTS[name].buys) await take(origins);
        else {
          await withFresh(async (fresh) => {
            await fillInbox(browser, fresh);
            await take(fresh);
          });
        }
      }
    }
    console.log(name);
  }
  await browser.close();
} finally {
  child.kill('SIGTERM');
}
