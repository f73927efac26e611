// Prints what every file weighs, and what is in the program; fails if a file is over its budget (bytes).
//
//   --record  writes today's sizes into size-budget.json
//   --steps   builds without each step of scripts/steps.mjs, one after the other, and prints what each is worth; with
//             --record, writes that into docs/architecture.md
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeMarked } from './marked.mjs';
import { ROOT } from './run.mjs';
import { sizesOf } from './sizes.mjs';
import { STEPS } from './steps.mjs';
import { weigh } from './weigh.mjs';

const DIST = join(ROOT, 'dist');
const PROGRAM = join(ROOT, 'build/pkg/embed_bg.wasm');
if (!existsSync(DIST) || !existsSync(`${PROGRAM}.map`)) {
  console.error('size: there is no dist/, or nothing of its build. Type: npm run build');
  process.exit(1);
}
/** `brotli` is the limit, `last` what it was when that was last written here, by `--record`. */
const BUDGET = join(ROOT, 'size-budget.json');
const budget = JSON.parse(readFileSync(BUDGET, 'utf8'));

if (process.argv.includes('--steps')) {
  printSteps();
  process.exit();
}

const over = [];
console.log(['file', 'raw', 'gzip', 'brotli', 'budget', 'change'].map(pad).join(''));
for (const name of readdirSync(DIST).filter((file) => file.endsWith('.js')).sort()) {
  const bytes = readFileSync(join(DIST, name));
  const { raw, gzip, brotli } = sizesOf(bytes);
  const { brotli: limit, last } = budget[name] ?? {};
  const change = brotli - last;
  console.log([name, raw, gzip, brotli, limit ?? '-', last ? (change > 0 ? `+${change}` : change) : '-'].map(pad).join(''));
  if (brotli > limit) over.push(`${name} is ${brotli - limit} bytes over its budget`);
  if (last) budget[name].last = brotli;
}
if (process.argv.includes('--record')) writeFileSync(BUDGET, `${JSON.stringify(budget, null, 2)}\n`);

const { total, parts } = weigh(PROGRAM);
console.log(`\n${pad('code of the program', 0)}${pad(total, 1)} bytes`);
for (const [part, bytes] of parts) console.log(`${part.padEnd(36)}${String(bytes).padStart(6)}${((bytes / total) * 100).toFixed(1).padStart(7)} %`);
for (const line of over) console.error(`size: ${line}`);
process.exitCode = over.length ? 1 : 0;

function printSteps() {
  const weight = (folder) => sizesOf(readFileSync(join(ROOT, folder, 'embed.js'))).brotli;
  const all = weight('dist');
  console.log(`embed.js with every step: ${all} bytes (brotli)\n`);
  const rows = Object.entries(STEPS).map(([step, does]) => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT, stdio: 'ignore', env: { ...process.env, WITHOUT: step } });
    const more = weight(`build/without-${step}`) - all;
    console.log(`${step.padEnd(10)}${(more > 0 ? `+${more}` : String(more)).padStart(7)}  ${does}`);
    return `| \`${step}\` | ${does} | ${more.toLocaleString('en')} |`;
  });
  if (!process.argv.includes('--record')) return;
  const table = ['| step | does | bytes it saves |', '| --- | --- | --- |', ...rows];
  writeMarked(join(ROOT, 'docs/architecture.md'), 'steps', table.join('\n'));
}

function pad(value, column) {
  return column === 0 ? String(value).padEnd(20) : String(value).padStart(10);
}
