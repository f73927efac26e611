// Measures the embed against a hand-written bridge and its peers (bench/), which are installed in a
// separate folder, so that nothing else depends on them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { ROOT, run } from './run.mjs';

const HOME = join(ROOT, 'bench');

if (!existsSync(join(ROOT, 'dist/embed.js'))) {
  console.error('bench: there is no dist/. Type: npm run build');
  process.exit(1);
}
await install(HOME);
const { code } = await run(['node', join(HOME, 'run.mjs'), ...process.argv.slice(2)]);
process.exitCode = code;
