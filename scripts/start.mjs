// Serves the demo: a partner's site, the portal and the public API, until Ctrl-C.
import { spawn } from 'node:child_process';
import { ENV, ROOT } from './run.mjs';

const args = ['run', '-q', '-p', 'ledgerbee-sandbox', '--', ...process.argv.slice(2)];
console.log('start: compiling the sandbox (a minute or two the first time)');
const child = spawn('cargo', args, { cwd: ROOT, env: ENV, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('close', (code) => {
  process.exitCode = code ?? 0;
});
