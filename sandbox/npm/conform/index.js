// `ledgerbee-sandbox conform <embed.js>`: holds any build of the embed against the rules of the wire.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Lab } from './lab.js';
import { judge, RULES } from './rules.js';

const HELP = `ledgerbee-sandbox conform <embed.js>

Holds a build of embed.js against the rules of the wire, in a browser, and prints a table.
<embed.js> is an address or a file. embed.compat.js is looked for beside it.

  --browser NAME        chromium (the default), firefox or webkit, of the Playwright in your project
  --executable PATH     a browser of your own
  --json                prints the results as JSON
  --help                prints this

Ends with 1 if a rule is broken, with 2 if it could not be checked.`;

/** How many rules are judged at once. */
const AT_ONCE = 4;

/** Playwright is the project's own: it has the browsers. */
async function playwright() {
  const require = createRequire(pathToFileURL(join(process.cwd(), 'package.json')));
  for (const name of ['playwright-core', 'playwright', '@playwright/test']) {
    let path;
    try {
      path = require.resolve(name);
    } catch {
      continue;
    }
    const found = await import(pathToFileURL(path));
    return found.default ?? found;
  }
  throw new Error('there is no Playwright in this project. Type: npm install -D @playwright/test && npx playwright install chromium');
}

/** Gives the text of the script and of files beside it; nothing where there is none. */
function scriptsAt(place) {
  const isAddress = /^https?:/.test(place);
  return async (file) => {
    const isScript = file === 'embed.js';
    if (isAddress) {
      const answer = await fetch(isScript ? place : new URL(file, place));
      return answer.ok ? answer.text() : undefined;
    }
    const path = isScript ? place : join(place, '..', file);
    return readFile(path, 'utf8').catch((error) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  };
}

/** @param {string[]} args @returns {Promise<number>} the exit code */
export async function conform(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      browser: { type: 'string', default: 'chromium' },
      executable: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [place] = positionals;
  if (values.help || !place) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const scripts = scriptsAt(place);
  if ((await scripts('embed.js')) === undefined) throw new Error(`there is no script at ${place}`);
  const engine = (await playwright())[values.browser];
  if (!engine) throw new Error(`there is no browser ${values.browser}: it is chromium, firefox or webkit`);
  const browser = await engine.launch({ executablePath: values.executable });
  const results = new Array(RULES.length);
  // Rules mostly wait for what must not happen, each in a page of its own.
  const rules = RULES.entries();
  const judgeSome = async () => {
    for (const [index, it] of rules) {
      const fault = await judge(it, (page) => Lab.open(browser, scripts, page));
      results[index] = { rule: it.rule, by: it.by, isKept: fault === undefined, fault };
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, judgeSome));
  } finally {
    await browser.close();
  }
  const broken = results.filter(({ isKept }) => !isKept);
  if (values.json) console.log(JSON.stringify({ script: place, results }, undefined, 2));
  else print(results, broken);
  return broken.length ? 1 : 0;
}

function print(results, broken) {
  for (const { rule, by, isKept, fault } of results) {
    console.log(`${isKept ? 'ok    ' : 'BROKEN'}  ${by.padEnd(8)}  ${rule}${fault ? `\n${' '.repeat(18)}${fault}` : ''}`);
  }
  console.log(`\n${results.length - broken.length} of ${results.length} rules kept`);
}
