// Opens every project in a browser against the sandbox, with WebAssembly and without.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, openPage } from './browser.mjs';
import { openFirstPage } from './first-page.mjs';
import { freePort, launch } from './process.mjs';
import { buy, PLAN_ITEM } from './acts.mjs';
import { openSite } from './site.mjs';

/** What a browser says by itself about a page whose CSP forbids WebAssembly. */
const WASM_REPORT = /WebAssembly/;

export async function drive({ projects, samples, home, root, env, test }) {
  const firstPage = `http://localhost:${await freePort()}`;
  const sandbox = launch(
    ['cargo', 'run', '-q', '-p', 'ledgerbee-sandbox', '--', '--json', '--port', '0', '--partner-origin', firstPage],
    { cwd: root, env },
    (line) => line.startsWith('{') && JSON.parse(line),
  );
  const origins = await sandbox.value;
  const site = await openSite(origins);
  const partner = new URL(origins.partner).host;
  const browser = await openBrowser([`--host-resolver-rules=MAP ${partner} 127.0.0.1:${site.port}`]);
  try {
    for (const project of projects) {
      const server = project.server ? await startNext(join(home, project.name), home) : undefined;
      const scripts = {};
      for (const hasWasm of project.hasPolicy === false ? [] : [true, false]) {
        const name = `${project.name}: a bound checkout ${hasWasm ? 'with' : 'without'} WebAssembly, under a strict CSP`;
        await test(name, async () => {
          site.show({ folders: folders(home, project.name), upstream: server?.value, hasWasm });
          scripts[hasWasm] = await visit({ project, browser, origins, hasWasm });
        });
      }
      for (const [scene, play] of Object.entries(project.scenes ?? {})) {
        await test(`${project.name}: the scene ${scene}`, () => visitScene({ site, shown: { folders: folders(home, project.name), upstream: server?.value }, browser, origins, scene, play }));
      }
      if (project.hasPolicy !== false) await test(`${project.name}: the program without WebAssembly is a file of its own`, () => {
        const added = scripts.false?.filter((url) => !scripts.true?.includes(url));
        assert.equal(added?.length, 1, `loaded without WebAssembly only: ${added}`);
        assert.ok(scripts.true.every((url) => scripts.false.includes(url)), 'all else is the same');
      });
      await server?.stop();
    }
    if (samples.length) {
      await test("the quick start's first page is a bound checkout", () => visitFirstPage({ samples, browser, origins, home, firstPage }));
    }
    for (const sample of samples.filter(({ language }) => language === 'html')) {
      await test(`${sample.page}, sample ${sample.number}, runs`, () => runSample({ sample, site, browser, origins, home }));
    }
  } finally {
    await browser.close();
    await site.close();
    await sandbox.stop();
  }
}

/** What is under which path: what was built first, then the project's own files and the package's. */
function folders(home, name) {
  return {
    '/ledgerbee-embed/': join(home, 'node_modules/ledgerbee-embed/dist'),
    '/': join(home, name, 'dist'),
    '': join(home, name),
  };
}

async function visit({ project, browser, origins, hasWasm }) {
  const { page, notes, close } = await openPage(browser);
  page.setDefaultTimeout(30_000);
  try {
    await page.goto(`${origins.partner}/?portal=${encodeURIComponent(origins.portal)}`);
    await (project.drive ?? buy)(page);
    const { heard, blocked } = await page.evaluate(() => ({ heard: window.heard, blocked: window.blocked }));
    assert.equal(heard.filter((it) => it === 'CONFIRMED').length, 1, `confirmed: ${heard}`);
    const diagnostics = heard.filter((it) => it.includes('-') && it !== 'provider-missing' && it !== 'already-started');
    assert.deepEqual(diagnostics, hasWasm ? [] : ['wasm-unavailable'], 'diagnostics');
    assert.deepEqual(blocked, hasWasm ? [] : ['script-src wasm-eval'], 'blocked by the CSP');
    const errors = notes.errors.filter((text) => hasWasm || !WASM_REPORT.test(text));
    assert.deepEqual(errors, [], 'errors on the console');
    return notes.scripts.sort();
  } catch (error) {
    const heard = await page.evaluate(() => [window.heard, window.blocked]).catch(() => '?');
    error.message += `\nheard: ${JSON.stringify(heard)}\nconsole: ${notes.errors.join('\n')}`;
    throw error;
  } finally {
    await close();
  }
}

async function visitScene({ site, shown, browser, origins, scene, play }) {
  site.show({ ...shown, hasWasm: true });
  const { page, notes, close } = await openPage(browser);
  try {
    await page.goto(`${origins.partner}/?portal=${encodeURIComponent(origins.portal)}&scene=${scene}`);
    await play(page, notes);
    assert.deepEqual(notes.errors.filter((text) => !/ledgerbee-embed: |frame-src|127\.0\.0\.1:1\//.test(text)), [], 'errors on the console');
  } catch (error) {
    error.message += `\nconsole: ${notes.errors.join('\n')}`;
    throw error;
  } finally {
    await close();
  }
}

async function visitFirstPage({ samples, browser, origins, home, firstPage }) {
  const server = await openFirstPage({ samples, origins, home, origin: firstPage });
  const { page, notes, close } = await openPage(browser);
  try {
    await page.goto(firstPage);
    await buy(page);
    assert.deepEqual(await page.evaluate(() => window.heard), ['pageLoaded', 'checkoutInitiated', 'CONFIRMED']);
    assert.deepEqual(notes.errors, [], 'errors on the console');
  } finally {
    await close();
    await server.stop();
  }
}

/** A sample as it stands in the documentation, but for the addresses, in a page of its own. */
async function runSample({ sample, site, browser, origins, home }) {
  const dist = join(home, 'node_modules/ledgerbee-embed/dist');
  const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));
  const code = sample.code
    .replace(/https:\/\/(acme|<slug>)\.portal\.ledgerbee\.com/g, origins.portal)
    .replace('slug="acme"', `portal="${origins.portal}"`)
    .replace('<vanity>', 'pro-plan')
    .replace('sha384-…', manifest.files['embed.js'].integrity);
  site.show({
    folders: { [`/ledgerbee-embed/${manifest.version}/`]: dist, '/ledgerbee-embed/': dist },
    page: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Sample</title>${code}`,
  });
  const { page, notes, close } = await openPage(browser);
  try {
    await page.goto(origins.partner);
    await page.waitForFunction(() => window.LedgerBee?.bridge);
    const hasFrame = /<iframe|<ledgerbee-pricing/.test(code);
    if (hasFrame && code.includes('fetchBindToken')) await buy(page);
    else if (hasFrame) await page.frameLocator('iframe').getByTestId(`buy-${PLAN_ITEM}`).waitFor();
    assert.deepEqual(notes.errors, [], 'errors on the console');
  } finally {
    await close();
  }
}

async function startNext(cwd, home) {
  const port = await freePort();
  const { value, stop } = launch(
    [join(home, 'node_modules/.bin/next'), 'start', '-p', String(port), '-H', '127.0.0.1'],
    { cwd, env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } },
    (line) => /Ready in/.test(line) && `http://127.0.0.1:${port}`,
  );
  return { value: await value, stop };
}
