#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { program, withFiles } from './platform.js';

const [command, ...rest] = process.argv.slice(2);
if (command === 'conform') {
  // It needs no native program, but a browser.
  const { conform } = await import('./conform/index.js');
  const code = await conform(rest).catch((error) => {
    console.error(`ledgerbee-sandbox: ${error.message}`);
    return 2;
  });
  process.exit(code);
}

let path;
try {
  path = program();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const child = spawn(path, withFiles(process.argv.slice(2)), { stdio: 'inherit' });
child.on('error', (error) => {
  console.error(`ledgerbee-sandbox: ${path} cannot be run: ${error.message}`);
  process.exit(1);
});
// Whoever started this may signal this process alone; the program ends by itself, and this after it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('close', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
