// Runs every fuzz target, and ends with a table. What it has learned is kept in target/ for the
// next run, and with --keep the least of it that reaches as much, and a sample, in fuzz/corpus/.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENV, ROOT, run } from './run.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000000' },
    target: { type: 'string', multiple: true },
    keep: { type: 'boolean', default: false },
  },
});
const RUNS = Number(options.runs);
const WORK = join(ROOT, 'target/fuzz');
const CORPUS = join(ROOT, 'fuzz/corpus');
const FINDINGS = join(ROOT, 'fuzz/findings.txt');
const REPORT_EVERY_MS = 30_000;
/** Far from what any input takes, however busy the machine is. */
const LIMIT_S = 120;
/** The longest input, in bytes: many short ones find more than few long ones. */
const MAX_LENGTH = 256;
/** How many inputs are kept, a target, beyond those that it takes to reach as much. */
const SAMPLE = 300;

const all = readdirSync(join(ROOT, 'fuzz/fuzz_targets')).map((file) => file.replace('.rs', ''));
const targets = options.target ?? all;
const unknown = targets.filter((name) => !all.includes(name));
if (unknown.length || !(RUNS > 0)) {
  console.error(`fuzz: usage: npm run fuzz -- [--runs N] [--target ${all.join('|')}]… [--keep]`);
  process.exit(2);
}

const lines = (path) => readFileSync(path, 'utf8').split('\n').filter(Boolean);

/** A folder of the target's own, with a file for each of these inputs in base64. */
function unpack(name, inputs) {
  const folder = join(WORK, name);
  mkdirSync(folder, { recursive: true });
  for (const input of inputs) {
    const bytes = Buffer.from(input, 'base64');
    writeFileSync(join(folder, createHash('sha1').update(bytes).digest('hex')), bytes);
  }
  return folder;
}

const pack = (folder) => readdirSync(folder).map((file) => readFileSync(join(folder, file)).toString('base64')).sort();

async function build() {
  // The core forbids unsafe code, which is what sanitizers look for; the stable compiler will do.
  const flags = ['--sanitizer', 'none', '--no-trace-compares', '--target-dir', join(WORK, 'build')];
  const { code } = await run(['cargo-fuzz', 'build', ...flags]);
  if (code !== 0) throw new Error('the targets do not build');
  const { output } = await run(['rustc', '-vV']);
  return join(WORK, 'build', /host: (.+)/.exec(output)[1], 'release');
}

/** Runs a target; gives its exit code, what it printed, and how often it ran. */
function fuzz(program, args, onLine) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, env: ENV, stdio: ['ignore', 'ignore', 'pipe'] });
    let rest = '';
    let tail = [];
    child.stderr.on('data', (chunk) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop();
      parts.forEach(onLine);
      tail = [...tail, ...parts].slice(-200);
    });
    child.on('error', (error) => resolve({ code: 1, tail: [String(error)] }));
    child.on('close', (code) => resolve({ code: code ?? 1, tail: [...tail, rest] }));
  });
}

async function runTarget(programs, name) {
  const known = lines(FINDINGS).filter((line) => line.startsWith(`${name} `)).map((line) => line.split(' ')[1]);
  const kept = lines(join(CORPUS, `${name}.txt`));
  const learned = unpack(`${name}/learned`, [...kept, ...known]);
  const found = unpack(`${name}/found`, []);
  const from = Date.now();
  let executions = 0;
  let told = from;
  const { code, tail } = await fuzz(
    join(programs, name),
    [`-runs=${RUNS}`, `-max_len=${MAX_LENGTH}`, `-timeout=${LIMIT_S}`, `-artifact_prefix=${found}/`, '-print_final_stats=1', learned],
    (line) => {
      executions = Number(/^#(\d+)/.exec(line)?.[1] ?? /number_of_executed_units:\s*(\d+)/.exec(line)?.[1] ?? executions);
      if (Date.now() - told < REPORT_EVERY_MS) return;
      told = Date.now();
      console.log(`fuzz: ${name}: ${line.trim()}`);
    },
  );
  const findings = pack(found);
  for (const input of findings) {
    console.error(`\nfuzz: ${name}: a finding\n${tail.slice(tail.findIndex((line) => line.includes('panicked at'))).slice(0, 8).join('\n')}`);
    console.error(`see it again:\n  echo '${name} ${input}' >> fuzz/findings.txt && cargo test -p ledgerbee-oracle\n`);
  }
  // A run that ends before its time without a finding is none: it has not been run.
  const isDone = code === 0 && executions >= RUNS;
  if (!isDone && findings.length === 0) console.error(tail.slice(-20).join('\n'));
  if (isDone && options.keep) await keep(join(programs, name), name, learned);
  rmSync(found, { recursive: true });
  return { name, executions, seconds: (Date.now() - from) / 1000, findings: findings.length, isDone };
}

/** The least of what was learned that reaches every branch, or every branch as often. */
async function least(program, name, learned, counts) {
  const folder = unpack(`${name}/least`, []);
  const args = ['-set_cover_merge=1', `-use_counters=${counts}`, `-timeout=${LIMIT_S}`, folder, learned];
  const { code, tail } = await fuzz(program, args, () => {});
  if (code !== 0) throw new Error(tail.join('\n'));
  const inputs = pack(folder);
  rmSync(folder, { recursive: true });
  return inputs;
}

/** The inputs, and what it takes of all that was learned to reach as much of `REACHES`: some of it is no single branch. */
function reachingAll(name, inputs, learned) {
  const args = ['run', '--quiet', '-p', 'ledgerbee-oracle', '--example', 'reaches', '--', name];
  const input = [...inputs, ...pack(learned)].map((it) => `${it}\n`).join('');
  const needed = execFileSync('cargo', args, { cwd: ROOT, env: ENV, input, encoding: 'utf8' }).split('\n').filter(Boolean);
  return [...new Set([...inputs, ...needed])];
}

/** Replaces the corpus by what reaches every branch and everything that has a name, and a sample of what reaches it as often. */
async function keep(program, name, learned) {
  const branches = await least(program, name, learned, 0);
  const often = await least(program, name, learned, 1);
  const step = Math.max(1, often.length / SAMPLE);
  const sample = often.filter((_, index) => index % step < 1);
  const inputs = reachingAll(name, [...new Set([...branches, ...sample])], learned).sort();
  writeFileSync(join(CORPUS, `${name}.txt`), inputs.map((input) => `${input}\n`).join(''));
  console.log(`fuzz: ${name}: ${inputs.length} inputs kept`);
}

const programs = await build();
const rows = [];
for (const name of targets) {
  console.log(`\n== ${name}`);
  rows.push(await runTarget(programs, name));
}
console.log('\ntarget      executions  seconds  findings');
for (const { name, executions, seconds, findings, isDone } of rows) {
  const cells = [name.padEnd(10), String(executions).padStart(11), seconds.toFixed(0).padStart(8), String(findings).padStart(9)];
  console.log(`${cells.join(' ')}${isDone ? '' : '  FAILED'}`);
}
process.exitCode = rows.every(({ isDone }) => isDone) ? 0 : 1;
