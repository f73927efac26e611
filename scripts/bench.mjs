// Measures the embed against a hand-written bridge and its peers (bench/), which are installed in a
// folder of their own, so that nothing else depends on them.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

const HOME = join(ROOT, 'bench');
const STAMP = join(HOME, 'node_modules/.stamp');
const lock = createHash('sha256').update(readFileSync(join(HOME, 'package-lock.json'))).digest('hex');

async function command(...words) {
  const { code } = await run(words);
  if (code !== 0) process.exit(code);
}

if (!existsSync(join(ROOT, 'dist/embed.js'))) {
  console.error('bench: there is no dist/. Type: npm run build');
  process.exit(1);
}
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== lock) {
  await command('npm', 'ci', '--prefix', HOME, '--ignore-scripts', '--no-audit', '--no-fund');
  writeFileSync(STAMP, lock);
}
await command('node', join(HOME, 'run.mjs'), ...process.argv.slice(2));
