import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { program, withFiles } from './platform.js';

/** Each option of `startSandbox`, and its flag. */
const FLAGS = { port: '--port', scenario: '--scenario', data: '--data', portalTls: '--portal-tls' };

/** How much of what the sandbox logs is kept for an error's message, in characters. */
const MAX_LOG = 4_000;

/** @param {import('./index.js').SandboxOptions} [options] */
export async function startSandbox(options = {}) {
  const { partnerOrigins = [], ...rest } = options;
  const args = ['--json'];
  for (const [name, value] of Object.entries({ port: 0, ...rest })) {
    if (!(name in FLAGS)) throw new TypeError(`startSandbox() has no option ${name}; it takes ${[...Object.keys(FLAGS), 'partnerOrigins'].join(', ')}`);
    if (value === undefined || value === false) continue;
    args.push(FLAGS[name], ...(value === true ? [] : [String(value)]));
  }
  for (const origin of partnerOrigins) args.push('--partner-origin', origin);
  const path = program();
  const child = spawn(path, withFiles(args), { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let log = '';
  child.stderr.on('data', (chunk) => (log = (log + chunk).slice(-MAX_LOG)));
  const ended = new Promise((resolve) => child.once('close', resolve)).finally(() => process.off('exit', kill));

  const addresses = await new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`ledgerbee-sandbox: ${path} cannot be run: ${error.message}`)));
    child.once('close', (code) => reject(new Error(`ledgerbee-sandbox ended with ${code} before it listened:\n${log}`)));
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line)));
  });
  return {
    ...addresses,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
