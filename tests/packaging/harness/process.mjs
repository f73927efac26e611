// Commands of the tests: some run to their end, others beside the tests and are ended by their own process id.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/**
 * Starts a command; resolves with what `ready` makes of a line of its output.
 *
 * @param {string[]} command
 * @param {{ cwd: string, env?: Record<string, string | undefined> }} options
 * @param {(line: string) => unknown} ready
 */
export function launch([name, ...args], options, ready) {
  const child = spawn(name, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const stop = () =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode) return resolve();
      child.once('close', resolve);
      child.kill('SIGTERM');
    });
  const value = new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      for (const line of output.split('\n')) {
        const found = ready(line);
        if (found) resolve(found);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`${name} ${args.join(' ')} ended with ${code}:\n${output}`)));
  });
  return { value, stop };
}

/** A port that nobody has taken. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// eslint-disable-next-line no-control-regex
const plain = (text) => text.replace(/\x1b\[[0-9;]*m/g, '');

/**
 * Runs a command to its end.
 *
 * @param {string[]} command
 * @param {{ cwd: string, env?: Record<string, string | undefined> }} options what is added to the environment, or taken from it
 * @returns {Promise<{ code: number, output: string }>} its output without colours
 */
export function attempt([name, ...args], { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, { cwd, env: { ...process.env, ...env, CI: 'true' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output: plain(output) }));
  });
}

/** Runs a command, which has to succeed; its output. */
export async function succeed(command, options) {
  const { code, output } = await attempt(command, options);
  assert.equal(code, 0, output);
  return output;
}
