// Takes pictures of the running demo: every page and step, light and dark, on a desktop and on a phone, and in Danish
// where the portal speaks it. Writes each to build/screenshots/, all of one step to docs/screenshots/<step>.webp, and those
// that the documentation shows beside it. And docs/buy.webp and docs/buy-dark.webp, in which a plan is bought. With names as
// arguments, only those.
import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { animate } from './animate.mjs';
import { ENV, ROOT, run } from './run.mjs';

const FOLDER = join(ROOT, 'build/screenshots');
const SHEETS = join(ROOT, 'docs/screenshots');
const PROGRAM = join(ROOT, 'target/debug/ledgerbee-sandbox');
const TEAM = '550e8400-e29b-41d4-a716-446655440211';
const PARTNER_TEAM = '550e8400-e29b-41d4-a716-446655440221';
const PARTNER_SCALE = '550e8400-e29b-41d4-a716-446655440222';
const SCREENS = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const SCHEMES = ['light', 'dark'];
/** Of the pictures themselves, for the documentation. */
const STATUSES = ['placeholder', 'ready', 'silent', 'refused'];
const SHOWN = [
  ...['start-en-desktop-light', 'inspector-en-desktop-light', 'doctor-en-desktop-light'],
  ...STATUSES.flatMap((name) => Object.keys(SCREENS).flatMap((screen) => SCHEMES.map((scheme) => `${name}-en-${screen}-${scheme}`))),
];
/** Where nobody answers. */
const NOBODY = 'http://127.0.0.1:1';
/** What a portal that takes its time does not answer. */
const HELD = '/api/embed/vanity/pro-plan';
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Letters stay sharp, at a third of a PNG's size. */
const PICTURE = { format: 'webp', quality: 88 };

const frame = (page, which = 0) => page.frameLocator('iframe[data-ledgerbee-pricing]').nth(which);
const cards = (page) => frame(page).getByTestId('cards').waitFor();
const shows = (testId) => (page) => page.getByTestId(testId).first().waitFor();
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
const confirmBound = async (page) => {
  await buy(page);
  await frame(page).getByTestId('confirm').click();
  await page.locator('#thanks:not([hidden])').waitFor();
};
/** Follows the newest link of the inbox, which signs the buyer in and leads to the payment window. */
const toPayment = async (page) => {
  await page.getByTestId('mail-link').first().click();
  await page.getByTestId('pay').waitFor();
};
/** Does `answer` in the payment window, and waits for the page of the portal that says so. */
const settle = (answer, testId) => async (page) => {
  await toPayment(page);
  await page.getByTestId(answer).click();
  await page.getByTestId(testId).waitFor();
};
const pay = settle('pay', 'subscribed');
const toSource = (page) => page.getByTestId('source').evaluate((it) => it.scrollIntoView());
const change = async (page) => {
  await frame(page).getByTestId(`open-${PARTNER_SCALE}`).click();
  await page.getByTestId('change-plan').waitFor();
};
/** The last step of a checkout, in which nothing reaches the portal. */
const offline = async (page) => {
  await buy(page);
  await frame(page).locator('input[name=email]').fill('kim@buyer.example');
  await page.route('**/confirm', (route) => route.abort());
  await frame(page).getByTestId('confirm').click();
  await frame(page).getByTestId('failure').filter({ hasText: '.' }).waitFor();
};
/** An hour later the page knows nobody any more. */
const expire = async (page, { api }) => {
  await buy(page);
  const headers = { 'content-type': 'application/json' };
  await fetch(`${api}/operator/clock`, { method: 'POST', headers, body: JSON.stringify({ advanceSeconds: 61 * 60 }) });
  await page.evaluate(() => (window.LedgerBee.embed = { fetchBindToken: async () => null }));
  await frame(page).getByTestId('confirm').click();
  await frame(page).locator('[data-testid=details-form][data-bound=false]').waitFor();
};

/**
 * What is shown: where it is, what has to happen first, whether it `speaks` Danish too, and whether it `buys`, which the
 * pictures after it must not show.
 */
const SHOTS = {
  start: { path: '/', prepare: (page) => page.locator('.flows').waitFor() },
  cards: { path: '/anonymous.html', speaks: true, prepare: cards },
  anonymous: { path: '/anonymous.html', speaks: true, prepare: (page) => buy(page) },
  errors: {
    path: '/anonymous.html',
    speaks: true,
    prepare: async (page) => {
      await buy(page);
      await frame(page).locator('input[name=email]').fill('kim');
      await frame(page).getByTestId('confirm').click();
      await frame(page).locator('[aria-invalid]').waitFor();
    },
  },
  offline: { path: '/anonymous.html', speaks: true, prepare: offline },
  pending: { path: '/anonymous.html', speaks: true, prepare: confirmAnonymously },
  payment: { api: '/operator', speaks: true, buys: true, prepare: toPayment },
  'payment-declined': { api: '/operator', speaks: true, buys: true, prepare: settle('decline', 'payment-declined') },
  'payment-again': {
    api: '/operator',
    speaks: true,
    buys: true,
    prepare: async (page) => {
      await settle('decline', 'payment-declined')(page);
      await page.getByTestId('to-payment').click();
      await page.getByTestId('last-declined').waitFor();
    },
  },
  'payment-closed': { api: '/operator', speaks: true, buys: true, prepare: settle('close', 'payment-closed') },
  paid: { api: '/operator', speaks: true, buys: true, prepare: pay },
  'already-held': {
    path: '/anonymous.html',
    speaks: true,
    buys: true,
    prepare: async (page, { api }) => {
      await confirmAnonymously(page);
      await page.goto(`${api}/operator`);
      await pay(page);
      await page.goto(`${api}/operator`);
      await page.getByTestId('mail-link').nth(1).click();
      await page.getByTestId('already-held').waitFor();
    },
  },
  portal: {
    api: '/operator',
    speaks: true,
    buys: true,
    prepare: async (page) => {
      await pay(page);
      await page.locator('a.brand').click();
      await page.getByTestId('subscriptions').waitFor();
    },
  },
  login: { portal: '/login?lang=en', speaks: true, prepare: shows('login') },
  'login-failed': {
    portal: '/login?lang=en',
    speaks: true,
    prepare: async (page) => {
      await page.locator('input[name=email]').fill('kim@buyer.example');
      await page.locator('input[name=password]').fill('guess');
      await page.locator('[data-testid=login] button').click();
      await page.locator('#failure').waitFor();
    },
  },
  bound: { path: '/bound.html', speaks: true, prepare: (page) => buy(page) },
  confirmed: { path: '/bound.html', buys: true, prepare: confirmBound },
  held: {
    path: '/bound.html',
    speaks: true,
    buys: true,
    prepare: async (page) => {
      await confirmBound(page);
      await page.reload();
      await buy(page);
    },
  },
  expired: { path: '/bound.html', speaks: true, buys: true, prepare: expire },
  gated: { path: '/gated.html', speaks: true, prepare: cards },
  'not-available': {
    portal: '/embed/by-id/550e8400-e29b-41d4-a716-446655440100?lang=en',
    speaks: true,
    prepare: shows('not-available'),
  },
  funnel: { path: '/funnel.html', prepare: cards },
  signup: { path: '/signup', prepare: shows('signup') },
  'custom-cta': {
    path: '/custom-cta.html',
    prepare: async (page) => {
      await frame(page).locator('[data-testid^=cta-]').click();
      await page.getByTestId('contact').waitFor();
    },
  },
  'break-out': { path: '/break-out.html', speaks: true, prepare: leave },
  'new-tab': {
    path: '/break-out.html',
    speaks: true,
    prepare: async (page) => {
      await cards(page);
      await page.locator('iframe').evaluate((it) => (it.src = it.src.replace('target=_top', 'target=_blank')));
      await cards(page);
      await frame(page).getByTestId(`buy-${TEAM}`).click();
      await frame(page).getByTestId('continue').waitFor();
    },
  },
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
  returning: { path: '/gated.html', speaks: true, prepare: cards, isBuyer: true },
  'change-plan': { path: '/gated.html', speaks: true, isBuyer: true, prepare: change },
  'plan-changed': {
    api: '/operator',
    speaks: true,
    buys: true,
    prepare: async (page) => {
      await pay(page);
      await page.getByTestId('to-subscription').click();
      await page.getByTestId('change').click();
      await page.locator('[data-testid=change-plan] input').nth(1).check();
      await page.getByTestId('change-confirm').click();
      await page.getByTestId('changed').waitFor();
    },
  },
  inspector: { path: '/bound.html?inspect', prepare: (page) => buy(page) },
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
  'not-found': { portal: '/embed/none?lang=en', speaks: true, prepare: shows('not-found') },
  'link-expired': { portal: '/verify/none?lang=en', speaks: true, prepare: shows('link-expired') },
  'checkout-expired': { portal: '/checkout/none?lang=en', speaks: true, prepare: shows('checkout-expired') },
  'payment-gone': { payment: '/pay/none?lang=en', speaks: true, prepare: shows('payment-gone') },
  operator: {
    path: '/bound.html',
    buys: true,
    isWhole: true,
    prepare: async (page, { api }) => {
      await confirmBound(page);
      await page.goto(`${api}/operator`);
      await page.getByTestId('webhook').filter({ hasText: 'delivered' }).first().waitFor();
    },
  },
  api: { api: '/docs/', prepare: (page) => page.locator('.opblock').first().waitFor() },
};

/** A shop with a frame of the package's, whose portal is in the address. */
const SHOP = `<!doctype html>
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
</html>`;

/** The partner's pages, with frames that speak `lang`. */
function pages(lang) {
  const folder = join(ROOT, `build/screenshots-www-${lang}`);
  cpSync(join(ROOT, 'www'), folder, { recursive: true });
  copyFileSync(join(ROOT, 'dist/index.js'), join(folder, 'assets/index.js'));
  writeFileSync(join(folder, 'shop.html'), SHOP);
  for (const name of readdirSync(folder, { recursive: true }).filter((it) => /\.(html|js)$/.test(it))) {
    const text = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, name), text.replaceAll('lang=en', `lang=${lang}`).replace("lang: 'en'", `lang: '${lang}'`));
  }
  return folder;
}

/** A sandbox, and where it listens. */
async function start(lang) {
  const args = ['--json', '--port', '0', '--www', pages(lang)];
  const child = spawn(PROGRAM, args, { cwd: ROOT, env: ENV, stdio: ['ignore', 'pipe', 'ignore'] });
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

async function shoot(browser, origins, buyer, name, { lang, colorScheme, screen }) {
  const { path, portal, api, payment, prepare, holds, isBuyer = false, isWhole = false } = SHOTS[name];
  const context = await browser.newContext({
    ...{ colorScheme, viewport: SCREENS[screen], deviceScaleFactor: 1, reducedMotion: 'reduce' },
    ...(isBuyer ? { storageState: buyer } : {}),
  });
  // However slow the machine is.
  context.setDefaultTimeout(120_000);
  await context.addInitScript(OPEN);
  const page = await context.newPage();
  if (holds) await page.route((url) => url.pathname === holds, () => {});
  const of = { partner: path, portal, api, payment };
  const [origin, place] = Object.entries(of).find(([, it]) => it);
  await page.goto(origins[origin] + place.replace('lang=en', `lang=${lang}`));
  await prepare(page, origins);
  // What is beyond the window is not drawn in frames of another site. On a phone, people scroll.
  if (isWhole || screen === 'phone') await page.setViewportSize({ ...SCREENS[screen], height: await page.evaluate(() => document.documentElement.scrollHeight) });
  // A window that has gone to another site forgets it.
  await page.emulateMedia({ colorScheme });
  await page.evaluate(STILL);
  const session = await context.newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', PICTURE);
  writeFileSync(join(FOLDER, `${name}-${lang}-${screen}-${colorScheme}.webp`), Buffer.from(data, 'base64'));
  await context.close();
}

/** All pictures of one step on one sheet, a row for each language. */
async function sheet(browser, name) {
  const rows = languages(name).map((lang) => {
    const names = Object.keys(SCREENS).flatMap((screen) => SCHEMES.map((scheme) => `${name}-${lang}-${screen}-${scheme}`));
    const source = (it) => `data:image/webp;base64,${readFileSync(join(FOLDER, `${it}.webp`), 'base64')}`;
    return `<p>${names.map((it) => `<img src="${source(it)}">`).join('')}</p>`;
  });
  const page = await browser.newPage({ viewport: { width: 1500, height: 400 }, deviceScaleFactor: 1 });
  await page.setContent(`<style>body { margin: 0; width: fit-content; background: #888 } p { display: flex; gap: 8px; margin: 0; padding: 8px; align-items: start } img { zoom: 0.45 }</style>${rows.join('')}`);
  const { width, height } = await page.locator('body').boundingBox();
  const session = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width, height, scale: 1 };
  const { data } = await session.send('Page.captureScreenshot', { ...PICTURE, quality: 75, clip, captureBeyondViewport: true });
  writeFileSync(join(SHEETS, `${name}.webp`), Buffer.from(data, 'base64'));
  await page.close();
}

const languages = (name) => (SHOTS[name].speaks ? ['en', 'da'] : ['en']);

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
/** Runs with a sandbox of its own, from which nothing was bought. */
async function withSandbox(lang, run) {
  const { child, origins } = await start(lang);
  try {
    await run(origins);
  } finally {
    child.kill('SIGTERM');
  }
}

const built = await run(['cargo', 'build', '-q', '--locked', '-p', 'ledgerbee-sandbox']);
if (built.code !== 0) throw new Error('the sandbox cannot be built');
// A picture whose name is gone goes too.
if (!names.length) for (const folder of [FOLDER, SHEETS]) rmSync(folder, { recursive: true, force: true });
for (const folder of [FOLDER, SHEETS]) mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
if (isWanted('buy')) {
  for (const colorScheme of SCHEMES) await withSandbox('en', (origins) => film(browser, origins, colorScheme));
}
const shots = Object.keys(SHOTS).filter(isWanted);
for (const lang of ['en', 'da']) {
  const spoken = shots.filter((name) => languages(name).includes(lang));
  if (!spoken.length) continue;
  await withSandbox(lang, async (origins) => {
    await fillInbox(browser, origins);
    const buyer = await becomeCustomer(browser, origins);
    for (const name of spoken) {
      for (const colorScheme of SCHEMES) {
        for (const screen of Object.keys(SCREENS)) {
          const take = (from) => shoot(browser, from, buyer, name, { lang, colorScheme, screen });
          if (!SHOTS[name].buys) await take(origins);
          else {
            await withSandbox(lang, async (fresh) => {
              await fillInbox(browser, fresh);
              await take(fresh);
            });
          }
        }
      }
      console.log(`${name} (${lang})`);
    }
  });
}
for (const name of shots) await sheet(browser, name);
for (const shown of SHOWN.filter((it) => shots.includes(it.split('-en-')[0]))) {
  copyFileSync(join(FOLDER, `${shown}.webp`), join(SHEETS, `${shown.replace('-en-', '-')}.webp`));
}
await browser.close();
