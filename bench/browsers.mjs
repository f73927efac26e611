// The browsers, one row each, over the drivers that `npm run setup` has installed.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Capabilities, WebDriver } from 'selenium-webdriver';
import { Name, Command } from 'selenium-webdriver/lib/command.js';
import { Executor, HttpClient } from 'selenium-webdriver/http/index.js';
import { ENV } from '../scripts/run.mjs';

const DEVTOOLS = 'devtools';

const ENGINES = {
  chromium: {
    programs: ['chromedriver', 'chromium'],
    arguments: (port) => [`--port=${port}`],
    capabilities: (profile) => ({
      browserName: 'chrome',
      'goog:chromeOptions': {
        args: [
          `--user-data-dir=${profile}`,
          '--headless=new',
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--disable-dev-shm-usage',
        ],
      },
    }),
    hasDevtools: true,
  },
  firefox: {
    programs: ['geckodriver', 'firefox-esr'],
    arguments: (port) => [`--port=${port}`, '--marionette-port=0', '--websocket-port=0'],
    capabilities: () => ({
      browserName: 'firefox',
      'moz:firefoxOptions': { binary: '/usr/bin/firefox-esr', args: ['-headless'] },
    }),
  },
  webkit: {
    programs: ['WebKitWebDriver', 'Xvfb'],
    arguments: (port) => [`--port=${port}`],
    capabilities: () => ({ 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } }),
    needsScreen: true,
  },
};

export const NAMES = Object.keys(ENGINES);

const onPath = (program) => ENV.PATH.split(delimiter).some((folder) => existsSync(join(folder, program)));

/** What of an engine is not on this machine. */
export const missing = (name) => ENGINES[name].programs.filter((program) => !onPath(program));

/** Debian puts it into a folder named after the machine's architecture. */
function miniBrowser() {
  const folders = readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'webkit2gtk-4.1/MiniBrowser'));
  return folders.find((path) => existsSync(path));
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A screen that nobody sees, for a browser that has no mode without one. */
async function startScreen() {
  const child = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    env: ENV,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const display = await new Promise((resolve, reject) => {
    child.stdout.once('data', (number) => resolve(`:${String(number).trim()}`));
    child.once('close', () => reject(new Error('bench: Xvfb did not start')));
  });
  return { child, display };
}

/** The time a driver has to listen, in ms. */
const PATIENCE_MS = 30_000;

async function createSession(port, capabilities) {
  const executor = new Executor(new HttpClient(`http://127.0.0.1:${port}`));
  executor.defineCommand(DEVTOOLS, 'POST', '/session/:sessionId/goog/cdp/execute');
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await executor.execute(new Command(Name.GET_SERVER_STATUS));
      break;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const driver = WebDriver.createSession(executor, new Capabilities(capabilities));
  await driver.manage().setTimeouts({ script: 300_000, pageLoad: 300_000 });
  return driver;
}

const open = new Set();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await Promise.all([...open].map((browser) => browser.close()));
    process.exit(1);
  });
}

/** A browser, and what measures need of it. */
export async function launch(name) {
  const engine = ENGINES[name];
  const profile = mkdtempSync(join(tmpdir(), 'bench-'));
  const screen = engine.needsScreen ? await startScreen() : undefined;
  const port = await freePort();
  const [driverProgram] = engine.programs;
  const child = spawn(driverProgram, engine.arguments(port), {
    env: screen ? { ...ENV, DISPLAY: screen.display } : ENV,
    stdio: 'ignore',
  });
  const driver = await createSession(port, engine.capabilities(profile));
  const capabilities = await driver.getCapabilities();
  const browser = {
    name,
    version: `${capabilities.getBrowserName()} ${capabilities.getBrowserVersion()}`,
    hasDevtools: !!engine.hasDevtools,
    /** WebKitGTK says that a page is there while the one before it still is. */
    async open(url) {
      await driver.get(url);
      const isThere = () => driver.executeScript('return location.href === arguments[0] && !!window.bench', url);
      await driver.wait(isThere, PATIENCE_MS, `${name}: ${url} does not come`, 10);
    },
    /** Calls a function of the page's `bench` with one argument, and gives what it resolves to. */
    async bench(call, argument) {
      const [error, result] = await driver.executeAsyncScript(
        `const done = arguments[arguments.length - 1];
         Promise.resolve().then(() => window.bench[arguments[0]](arguments[1]))
           .then((result) => done([null, result]), (error) => done([String(error) + (error && error.stack || ''), null]));`,
        call,
        argument,
      );
      if (error) throw new Error(`${name}: ${call}(${JSON.stringify(argument).slice(0, 200)}): ${error}`);
      return result;
    },
    /**
     * As `bench`, in a page that nobody inspects: chromedriver has DevTools' `Runtime` domain on, which makes a
     * `postMessage` slower the more of a stack there is.
     */
    async unwatched(call, argument) {
      const expression = `window.bench[${JSON.stringify(call)}](${JSON.stringify(argument)})`;
      await browser.devtools('Runtime.disable');
      const { result, exceptionDetails } = await browser
        .devtools('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
        .finally(() => browser.devtools('Runtime.enable'));
      if (exceptionDetails) throw new Error(`${name}: ${expression.slice(0, 200)}: ${exceptionDetails.exception?.description}`);
      return result.value;
    },
    async devtools(cmd, params = {}) {
      return driver.execute(new Command(DEVTOOLS).setParameter('cmd', cmd).setParameter('params', params));
    },
    async close() {
      open.delete(browser);
      await driver.quit().catch((error) => console.error(`bench: ${name} did not quit: ${error.message}`));
      child.kill();
      screen?.child.kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  open.add(browser);
  return browser;
}
