// Breaks the product on purpose, in a copy of the last commit, one place after the other (tests/mutations.mjs),
// and says which tests notice.
//
//   --native        only what native tests can notice
//   --match <text>  only mutations whose rule or file holds the text
//   --new           only those that docs/mutations.md has no answer for
//
// It writes the rows of docs/mutations.md that it has asked, and fails if something is broken that no test notices.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MUTATIONS } from '../tests/mutations.mjs';
import { ENV, ROOT } from './run.mjs';

const { values: options } = parseArgs({ options: { native: { type: 'boolean' }, match: { type: 'string' }, new: { type: 'boolean' } } });
const COPY = join(ROOT, 'target/mutations');
const PAGE = join(ROOT, 'docs/mutations.md');
const NATIVE = ['test', '--offline', '--no-fail-fast', '-p', 'ledgerbee-embed', '-p', 'ledgerbee-oracle', '--tests'];
const BROWSER = ['test', '--offline', '-p', 'ledgerbee-browser-tests', '--'];
const ENGINE = { ENGINES: 'chromium', PROGRAMS: 'wasm' };
/** How many of the tests that notice are shown. */
const SHOWN = 3;
const FAULTS = 'faults::';

const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
const inCopy = (path) => join(COPY, path);

/** @returns {{ isOk: boolean, output: string }} */
function inside(program, args, env = {}) {
  try {
    const output = execFileSync(program, args, {
      cwd: COPY,
      env: { ...ENV, CARGO_TARGET_DIR: join(ROOT, 'target/mutations-target'), ...env },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1e9,
    });
    return { isOk: true, output };
  } catch ({ stdout, stderr }) {
    return { isOk: false, output: `${stdout}${stderr}` };
  }
}

const failed = (output) => [...new Set([...output.matchAll(/^test (?:\[\S+\] +)?(\S+) +\.\.\. FAILED/gm)].map(([, name]) => name))];

/** The tests of a run that fail; throws if none does and the run fails all the same. */
function failing(args, env) {
  const { isOk, output } = inside('cargo', args, env);
  const names = failed(output);
  if (!isOk && !names.length) throw new Error(output.slice(-2_000));
  return names;
}

/** The tests that notice; throws if the program cannot be built, which no test would have to notice. */
function noticing({ tests }) {
  if (!tests) return failing(NATIVE);
  const built = inside(process.execPath, ['scripts/build.mjs']);
  if (!built.isOk) throw new Error(built.output.slice(-2_000));
  if (tests === FAULTS) buildHooked();
  return failing([...BROWSER, tests], ENGINE);
}

/** The lab wants this build for every test, but only those of faults use it. */
function buildHooked() {
  const { isOk, output } = inside(process.execPath, ['scripts/build.mjs', '--trap-hook']);
  if (!isOk) throw new Error(output.slice(-2_000));
}

/** Nothing is noticed by a test that fails without any mutation. */
function checkUnbroken() {
  const asked = new Set(wanted.map(({ tests }) => tests));
  if ([...asked].some(Boolean)) buildHooked();
  for (const tests of asked) {
    const names = noticing({ tests });
    if (names.length) throw new Error(`mutations: without any, these fail: ${names.slice(0, SHOWN).join(', ')}`);
  }
}

function prepare() {
  if (existsSync(COPY)) git('worktree', 'remove', '--force', COPY);
  git('worktree', 'prune');
  git('worktree', 'add', '--quiet', '--detach', COPY, 'HEAD');
  for (const folder of ['.tools', 'node_modules']) symlinkSync(join(ROOT, folder), inCopy(folder));
}

const keyOf = ({ file, breaks }) => `| ${breaks} | \`${file}\` |`;
const UNASKED = 'not asked yet';
const written = existsSync(PAGE) ? readFileSync(PAGE, 'utf8').split('\n') : [];
/** The row that the page has for a mutation. */
const rowOf = (mutation) => written.find((line) => line.startsWith(keyOf(mutation))) ?? `${keyOf(mutation)} ${UNASKED} |`;

const wanted = MUTATIONS.filter(
  (it) =>
    !(options.native && it.tests) &&
    !(options.new && !rowOf(it).includes(UNASKED)) &&
    `${it.file} ${it.breaks}`.includes(options.match ?? ''),
);
prepare();
checkUnbroken();
const rows = [];
try {
  for (const [index, mutation] of wanted.entries()) {
    const { file, from, to, breaks } = mutation;
    const text = readFileSync(inCopy(file), 'utf8');
    if (text.split(from).length !== 2) throw new Error(`mutations: ${file} does not hold this once: ${from}`);
    writeFileSync(inCopy(file), text.replace(from, () => to));
    let names;
    try {
      names = noticing(mutation);
    } catch (error) {
      throw new Error(`mutations: ${file}, "${breaks}" cannot be built: ${error.message}`);
    } finally {
      writeFileSync(inCopy(file), text);
    }
    rows.push({ file, breaks, names });
    writeFileSync(PAGE, page());
    console.log(`mutations: ${index + 1}/${wanted.length} ${names.length ? 'noticed' : 'NOT NOTICED'}: ${breaks} (${file}) ${names.slice(0, SHOWN).join(', ')}`);
  }
} finally {
  git('worktree', 'remove', '--force', COPY);
}

const missed = rows.filter(({ names }) => !names.length);
console.log(`mutations: ${rows.length - missed.length} of ${rows.length} noticed`);
process.exitCode = missed.length ? 1 : 0;

/** The page: a row for each mutation, new if it was asked just now, else as it was. */
function page() {
  const lineOf = (row) => {
    const { names } = row;
    const more = names.length > SHOWN ? `, and ${names.length - SHOWN} more` : '';
    const shown = names.slice(0, SHOWN).map((name) => `\`${name}\``).join(', ');
    return `${keyOf(row)} ${names.length ? shown + more : '**none**'} |`;
  };
  const lines = MUTATIONS.map((mutation) => {
    const row = rows.find((it) => keyOf(it) === keyOf(mutation));
    return row ? lineOf(row) : rowOf(mutation);
  });
  return `# Mutations

\`npm run mutations\` plants one fault at a time in the last commit and writes which tests notice; it fails if none
does. The faults are in \`tests/mutations.mjs\`. "${UNASKED}" means that nothing is known: \`npm run mutations -- --new\` asks those.

| rule that was broken | in | noticed by |
| --- | --- | --- |
${lines.join('\n')}
`;
}
