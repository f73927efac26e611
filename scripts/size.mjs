// Prints what every file weighs, and fails if one is over its budget (bytes).
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ROOT } from './run.mjs';

const DIST = join(ROOT, 'dist');
if (!existsSync(DIST)) {
  console.error('size: there is no dist/. Type: npm run build');
  process.exit(1);
}
const budget = JSON.parse(readFileSync(join(ROOT, 'size-budget.json'), 'utf8'));

const over = [];
console.log(['file', 'raw', 'gzip', 'brotli', 'budget'].map(pad).join(''));
for (const name of readdirSync(DIST).filter((file) => file.endsWith('.js')).sort()) {
  const bytes = readFileSync(join(DIST, name));
  const weights = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];
  const limit = budget[name]?.brotli;
  console.log([name, ...weights, limit ?? '-'].map(pad).join(''));
  if (weights[2] > limit) over.push(`${name} is ${weights[2] - limit} bytes over its budget`);
}
for (const line of over) console.error(`size: ${line}`);
process.exitCode = over.length ? 1 : 0;

function pad(value, column) {
  return column === 0 ? String(value).padEnd(20) : String(value).padStart(10);
}
