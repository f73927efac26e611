// The token endpoints of docs/server.md: each compiled with its framework's own types, which refuse slips, and called as
// that framework calls it, against the sandbox.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { LedgerBeeError } from 'ledgerbee-embed/server';
import { install } from '../../../scripts/install.mjs';
import { checkTypes } from './compile.mjs';
import { fileOf, isEndpoint } from './docs.mjs';

/** The globals that an endpoint finds. */
const PLACES = {
  web: { lib: ['ES2022', 'DOM', 'DOM.Iterable'], types: ['node'] },
  node: { lib: ['ES2022'], types: ['node'] },
  worker: { lib: ['ES2022'], types: ['@cloudflare/workers-types'] },
};

/** Calls a handler that takes the web's own request. */
const asIs = (handler) => (endpoint, request) => handler(endpoint)({ request });

/**
 * Each framework: the file that the documentation names, where it runs, how it is called, and a slip that its types
 * refuse: what is right, what is wrong, and the compiler's code.
 *
 * @type {Record<string, { file: string, place: keyof typeof PLACES, slip: [string, string, number], call: Function }>}
 */
const FRAMEWORKS = {
  'Next.js': {
    file: 'app/your-backend/bind-token/route.ts',
    place: 'web',
    slip: ['request.headers', 'request.header', 2551],
    call: async ({ POST }, request, load) => POST(new (await load('next/server.js')).NextRequest(request)),
  },
  SvelteKit: {
    file: 'src/routes/your-backend/bind-token/+server.ts',
    place: 'web',
    slip: ['return json({ ', 'return ({ ', 2322],
    call: asIs(({ POST }) => POST),
  },
  Nuxt: {
    file: 'server/routes/your-backend/bind-token.post.ts',
    place: 'web',
    slip: ["getRequestHeader(event, 'cookie')", "getRequestHeader('cookie')", 2554],
    call: async (endpoint, request, load) => {
      const { createApp, toWebHandler } = await load('h3');
      return toWebHandler(createApp().use('/', endpoint.default))(request);
    },
  },
  'React Router': {
    file: 'app/routes/your-backend.bind-token.ts',
    place: 'web',
    slip: ["request.headers.get('cookie')", 'request.cookie', 2339],
    call: asIs(({ action }) => action),
  },
  Express: {
    file: 'app.ts',
    place: 'node',
    slip: ['response.json(', 'response.sendJson(', 2339],
    call: async ({ app }, request) => {
      // It logs errors to the console otherwise, once it has answered.
      app.set('env', 'test');
      const server = app.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { pathname } = new URL(request.url);
      try {
        const { status, headers, body } = await fetch(`http://127.0.0.1:${server.address().port}${pathname}`, { method: request.method, headers: request.headers });
        return new Response(await new Response(body).text(), { status, headers: { 'content-type': headers.get('content-type') } });
      } finally {
        await new Promise((resolve) => server.close(resolve).closeAllConnections());
      }
    },
  },
  'a Cloudflare worker': {
    file: 'src/index.ts',
    place: 'worker',
    slip: ['env.LEDGERBEE_API_KEY', 'env.LEDGERBEE_KEY', 2551],
    call: (endpoint, request) => endpoint.default.fetch(request, process.env),
  },
};

/** Files that the endpoints share; a worker has no `process.env` to read the first from. */
const SHARED = ['ledgerbee.ts', 'session.ts'];

/** Slips that the types of `ledgerbee-embed/server` refuse in each. */
const SLIPS = [
  ['...buyer }))', 'customerId: buyer.customerId }))', 2345],
  ['minted?.checkoutBindToken', 'minted?.bindToken', 2339],
];

/** The status of an answer; 500 for an error of the API, which the framework has not answered yet and knows nothing of. */
async function statusOf(answer) {
  const { error: log } = console;
  // Frameworks report it there.
  console.error = () => {};
  try {
    return (await answer).status;
  } catch (error) {
    assert.ok(error instanceof LedgerBeeError, String(error));
    return error.status ?? error.statusCode ?? 500;
  } finally {
    console.error = log;
  }
}

export async function checkEndpoints({ home, samples, sandbox, test }) {
  const folder = join(home, 'endpoints');
  await install(folder);
  const generated = join(folder, 'generated');
  rmSync(generated, { recursive: true, force: true });
  const found = Object.fromEntries(samples.filter(isEndpoint).map((sample) => [fileOf(sample), sample.code]));
  await test('the documentation has a token endpoint for each framework', () => {
    const files = Object.values(FRAMEWORKS).map(({ file }) => file);
    assert.deepEqual(Object.keys(found).sort(), [...SHARED, ...files].sort());
  });

  const rows = Object.entries(FRAMEWORKS).map(([name, it], index) => ({ name, ...it, stem: `endpoint-${index}` }));
  for (const [place, options] of Object.entries(PLACES)) {
    const here = join(generated, place);
    mkdirSync(here, { recursive: true });
    writeFileSync(join(here, 'tsconfig.json'), JSON.stringify({ extends: '../../tsconfig.json', compilerOptions: options, include: ['*.ts'] }));
    const shared = SHARED.filter((file) => place !== 'worker' || file === 'session.ts').map((file) => ({ file, code: found[file], slips: [] }));
    const own = rows.filter((it) => it.place === place).map(({ stem, file, slip }) => ({ file: `${stem}.ts`, code: found[file], slips: [slip, ...SLIPS] }));
    await test(`token endpoints compile with the globals of a ${place} program, and slips are refused`, () => checkTypes({ home, folder: here, samples: [...shared, ...own] }));
  }

  const { resolve } = createRequire(join(folder, 'package.json'));
  const load = async (name) => {
    const module = await import(pathToFileURL(resolve(name)));
    return module.default?.NextRequest ? module.default : module;
  };
  for (const { name, place, stem, call } of rows) {
    await test(`the token endpoint for ${name} mints for who is signed in`, async () => {
      const outfile = join(generated, `${stem}.mjs`);
      await build({
        entryPoints: [join(generated, place, `${stem}.ts`)],
        outfile,
        bundle: true,
        format: 'esm',
        platform: 'node',
        packages: 'external',
        // Next has no list of exports, without which Node wants the file.
        alias: { 'next/server': 'next/server.js' },
        logLevel: 'silent',
      });
      const open = (LEDGERBEE_API_KEY) => {
        Object.assign(process.env, { LEDGERBEE_API_KEY, LEDGERBEE_API_URL: sandbox.api });
        return import(`${pathToFileURL(outfile)}?key=${LEDGERBEE_API_KEY}`);
      };
      const ask = (endpoint, cookie) => call(endpoint, new Request('https://shop.example/your-backend/bind-token', { method: 'POST', headers: { cookie } }), load);
      try {
        const endpoint = await open(sandbox.apiKey);
        const [first, second] = [await (await ask(endpoint, 'session=jane')).json(), await (await ask(endpoint, 'session=jane')).json()];
        assert.deepEqual(Object.keys(first), ['checkoutBindToken'], 'nothing else of the answer');
        assert.match(first.checkoutBindToken, /^[\w-]{43}$/);
        assert.notEqual(first.checkoutBindToken, second.checkoutBindToken);
        assert.deepEqual(await (await ask(endpoint, 'session=none')).json(), { checkoutBindToken: null });
        assert.equal(await statusOf(ask(await open('wrong'), 'session=jane')), 500);
      } finally {
        delete process.env.LEDGERBEE_API_KEY;
        delete process.env.LEDGERBEE_API_URL;
      }
    });
  }
}
