// Builds the last commit twice, in clean clones at two places, and compares every byte of the package.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ENV, ROOT } from './run.mjs';

const HOME = join(ROOT, 'build/release');
const say = (text) => console.log(`release: ${text}`);
const call = (cwd, command, ...args) => execFileSync(command, args, { cwd, env: ENV, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const hash = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** Two paths of different length, so that one that got into a file would show. */
const PLACES = ['one', 'another-place/two'];

/** Builds in a clone, and gives the hash of the packed package and of every file in it. */
function build(place) {
  const folder = join(HOME, place);
  say(`building in build/release/${place}`);
  mkdirSync(folder, { recursive: true });
  call(ROOT, 'git', 'clone', '--quiet', '--no-hardlinks', ROOT, folder);
  // The pinned tools, which take minutes to compile; they are checked by version.
  symlinkSync(join(ROOT, '.tools'), join(folder, '.tools'));
  call(folder, 'npm', 'ci', '--no-audit', '--no-fund', '--prefer-offline');
  call(folder, 'npm', 'run', 'build');
  call(folder, 'npm', 'pack', '--pack-destination', folder);
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  const out = join(folder, 'build/unpacked');
  mkdirSync(out, { recursive: true });
  call(folder, 'tar', 'xzf', tarball, '-C', out);
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  const paths = files.map((it) => join(it.parentPath ?? it.path, it.name)).sort();
  const hashes = new Map(paths.map((path) => [path.slice(out.length + 1), hash(path)]));
  hashes.set(tarball, hash(join(folder, tarball)));
  rmSync(join(folder, 'target'), { recursive: true, force: true });
  return hashes;
}

if (call(ROOT, 'git', 'status', '--porcelain')) say('what is not committed is not built');
rmSync(HOME, { recursive: true, force: true });
const [one, two] = PLACES.map(build);
const names = [...new Set([...one.keys(), ...two.keys()])];
const different = names.filter((name) => one.get(name) !== two.get(name));
for (const name of names) console.log(`${one.get(name)}  ${name}${different.includes(name) ? `\n${two.get(name)}  DIFFERENT` : ''}`);
rmSync(HOME, { recursive: true, force: true });
if (different.length) {
  console.error(`release: ${different.length} of ${names.length} files are not the same`);
  process.exitCode = 1;
} else {
  say(`the two builds are the same, byte by byte: ${names.length} files`);
}
