// Packs the sandbox for npm: `npm run sandbox:pack`. Writes build/sandbox-npm/: the native program's package for one
// platform, and the launcher's, which here has that package inside, so that it can be installed from its file.
//
//   --program-only     the program's package alone, as a release needs it for each platform
//   --launcher-only    the launcher alone, which names the packages of all platforms and has none inside
//   --target <triple>  for another platform, whose Rust target is installed
//   --debug            packs the program of `cargo build`, for tests
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { platformOf } from '../sandbox/npm/platform.js';
import { ROOT, run } from './run.mjs';

const LAUNCHER = join(ROOT, 'sandbox/npm');
const OUT = join(ROOT, 'build/sandbox-npm');
/** What pages load of a portal. */
const SCRIPTS = ['embed.js', 'embed.compat.js', 'inspector.js'];

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const platforms = read(join(LAUNCHER, 'platforms.json'));
const { version } = read(join(ROOT, 'package.json'));
const licences = ['LICENSE-APACHE', 'LICENSE-MIT'];

const argument = (name) => process.argv[process.argv.indexOf(name) + 1];
const has = (name) => process.argv.includes(name);

async function command(...words) {
  const { code, output } = await run(words, {}, { isQuiet: true });
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${output}`);
  return output;
}

/** Prints a file's size. */
const tellSize = (path) => console.log(`sandbox:pack: ${path}, ${(statSync(join(ROOT, path)).size / 1e6).toFixed(1)} MB`);

/** By npm's own script, which runs this one: on Windows, npm is no program that can be started. */
const npmPack = (folder) => {
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  return command(...npm, 'pack', folder, '--ignore-scripts', '--pack-destination', OUT);
};

/** The platform that is packed for. */
async function chosen() {
  if (has('--target')) {
    const found = platforms.find(({ target }) => target === argument('--target'));
    if (!found) throw new Error(`sandbox:pack: ${argument('--target')} is none of ${platforms.map(({ target }) => target).join(', ')}`);
    return found;
  }
  return platformOf();
}

/** Compiles the program; its path. */
async function compile({ target, os }) {
  const profile = has('--debug') ? [] : ['--profile', 'sandbox'];
  const toTarget = has('--target') ? ['--target', target] : [];
  await command('cargo', 'build', '--locked', '-p', 'ledgerbee-sandbox', ...profile, ...toTarget);
  const folder = ['target', ...(has('--target') ? [target] : []), has('--debug') ? 'debug' : 'sandbox'];
  return join(ROOT, ...folder, os === 'win32' ? 'ledgerbee-sandbox.exe' : 'ledgerbee-sandbox');
}

/** A copy without what only a debugger reads: four fifths of a debug build. */
async function stripped(program) {
  const file = join(OUT, 'stripped');
  await command('strip', '-o', file, program);
  return file;
}

/** The repository, which a registry compares with that of the workflow that publishes. */
const { GITHUB_REPOSITORY: repository } = process.env;
const origin = repository ? { repository: { type: 'git', url: `git+https://github.com/${repository}.git` } } : {};

function write(folder, content) {
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...content, ...origin }, null, 2)}\n`);
}

/** The package of the native program, in a folder. */
function stagePlatform(folder, platform, program) {
  const { name, os, cpu, libc } = platform;
  mkdirSync(folder, { recursive: true });
  const file = os === 'win32' ? 'ledgerbee-sandbox.exe' : 'ledgerbee-sandbox';
  cpSync(program, join(folder, file));
  for (const licence of licences) cpSync(join(ROOT, licence), join(folder, licence));
  write(folder, {
    name: `ledgerbee-sandbox-${name}`,
    version,
    description: `The program of ledgerbee-sandbox for ${name}`,
    license: read(join(LAUNCHER, 'package.json')).license,
    os: [os],
    cpu: [cpu],
    ...(libc ? { libc: [libc] } : {}),
    // Yarn would keep it in an archive, from which nothing can be run.
    preferUnplugged: true,
    files: [file, 'LICENSE-*'],
  });
}

function stageLauncher(folder, platform, platformFolder) {
  cpSync(LAUNCHER, folder, { recursive: true, filter: (path) => !path.endsWith('Dockerfile') });
  for (const licence of licences) cpSync(join(ROOT, licence), join(folder, licence));
  for (const script of SCRIPTS) cpSync(join(ROOT, 'dist', script), join(folder, 'files/dist', script));
  cpSync(join(ROOT, 'www'), join(folder, 'files/www'), { recursive: true });
  const own = read(join(LAUNCHER, 'package.json'));
  const all = platform ? [platform] : platforms;
  const optionalDependencies = Object.fromEntries(all.map(({ name }) => [`ledgerbee-sandbox-${name}`, version]));
  if (!platform) return write(folder, { ...own, version, optionalDependencies });
  write(folder, { ...own, version, optionalDependencies, bundleDependencies: Object.keys(optionalDependencies) });
  cpSync(platformFolder, join(folder, 'node_modules', `ledgerbee-sandbox-${platform.name}`), { recursive: true });
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const launcherFolder = join(OUT, 'stage/launcher');
if (has('--launcher-only')) {
  stageLauncher(launcherFolder);
  await npmPack(launcherFolder);
} else {
  const platform = await chosen();
  const compiled = await compile(platform);
  const program = has('--debug') ? await stripped(compiled) : compiled;
  tellSize(relative(ROOT, program));
  const platformFolder = join(OUT, 'stage', platform.name);
  stagePlatform(platformFolder, platform, program);
  const folders = [platformFolder];
  if (!has('--program-only')) {
    stageLauncher(launcherFolder, platform, platformFolder);
    folders.push(launcherFolder);
  }
  for (const folder of folders) await npmPack(folder);
}
for (const name of readdirSync(OUT).filter((it) => it.endsWith('.tgz'))) tellSize(`build/sandbox-npm/${name}`);
