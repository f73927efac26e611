// Tests the sandbox's API against its own description: no 500, no answer that it does not name, no
// bad input taken, no good one refused. `--install` puts the tool into the project's own folder,
// `--installed` says by its exit code whether the tool is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ENV, ROOT, run } from './run.mjs';

const VENV = join(ROOT, '.tools/schemathesis');
const TOOL = join(VENV, 'bin/schemathesis');
/** Every package of the tool, each at one version. */
const PINS = join(ROOT, 'scripts/schemathesis.txt');
const STAMP = join(VENV, 'pins.txt');

/** The checks that the tool knows, but one: it would need a second user of the same API. */
const CHECKS = ['--checks', 'all', '--exclude-checks', 'object_level_authorization'];

/** A project that was moved has a tool that cannot run: what pip writes names its own folder. */
const isInstalled = () =>
  existsSync(STAMP) &&
  readFileSync(STAMP, 'utf8') === readFileSync(PINS, 'utf8') &&
  spawnSync(TOOL, ['--version']).status === 0;

function install() {
  const steps = [
    ['python3', '-m', 'venv', '--clear', VENV],
    [join(VENV, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', PINS],
  ];
  for (const [command, ...args] of steps) {
    const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' });
    if (status !== 0) {
      console.error('api-check: the tool can not be installed. Type: apt-get install python3-venv');
      process.exit(1);
    }
  }
  writeFileSync(STAMP, readFileSync(PINS));
}

/** Starts a sandbox and gives it with the line it prints. */
async function startSandbox() {
  const args = ['run', '-q', '-p', 'ledgerbee-sandbox', '--', '--json', '--port', '0'];
  const child = spawn('cargo', args, { cwd: ROOT, env: ENV, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'close');
  const line = once(createInterface(child.stdout), 'line');
  const told = await Promise.race([line, ended.then(() => null)]);
  if (told === null) throw new Error('api-check: the sandbox did not start');
  return { child, ended, ...JSON.parse(told[0]) };
}

async function check() {
  const { child, ended, api, apiKey } = await startSandbox();
  try {
    const { code } = await run([
      ...[TOOL, '--no-color', 'run', `${api}/openapi.json`, '--header', `x-api-key: ${apiKey}`],
      ...[...CHECKS, '--max-examples', '50', '--continue-on-failure'],
      // The same inputs each time, so that a failure is one of the code's.
      ...['--generation-deterministic'],
      // A slow machine is no fault of the API's.
      ...['--suppress-health-check', 'all', '--request-timeout', '60'],
    ]);
    return code;
  } finally {
    child.kill('SIGTERM');
    const [code] = await ended;
    console.log(`api-check: the sandbox has stopped with ${code}`);
    if (code !== 0) process.exitCode = 1;
  }
}

const asked = process.argv[2];
if (asked === '--installed') process.exit(isInstalled() ? 0 : 1);
if (!isInstalled()) install();
if (asked !== '--install') process.exitCode = (await check()) || process.exitCode;
