// Runs the project's commands one after the other, with the project's own tools first on the path.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export const ENV = {
  ...process.env,
  PATH: [join(ROOT, '.tools/bin'), join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter),
};

/**
 * Runs a command, shows what it prints and gives it back with its exit code.
 *
 * @param {string[]} command
 * @param {Record<string, string>} [env]
 * @param {{ isQuiet?: boolean }} [options] quiet: shows nothing
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run([command, ...args], env = {}, { isQuiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...ENV, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const [from, to] of [[child.stdout, process.stdout], [child.stderr, process.stderr]]) {
      from.on('data', (chunk) => {
        output += chunk;
        if (!isQuiet) to.write(chunk);
      });
    }
    child.on('error', (error) => {
      output += `${error}\n`;
      if (!isQuiet) process.stderr.write(`${error}\n`);
      resolve({ code: 1, output });
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
