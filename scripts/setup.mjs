// Makes a machine with git, rustup and Node 20 ready to build and test. Says what it does, leaves
// alone what is there, and on failure says what to type. Uses nothing that it has yet to install.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const TOOLS = JSON.parse(readFileSync(join(ROOT, 'scripts/tools.json'), 'utf8'));
const CHANNEL = /channel = "(.+)"/.exec(readFileSync(join(ROOT, 'rust-toolchain.toml'), 'utf8'))[1];
const IS_ROOT = process.getuid?.() === 0;
const needsFuzzer = process.argv.includes('--fuzz');
const needsBrowsers = !process.argv.includes('--no-browsers');

/** A failure that says what to type. */
class Stop extends Error {}

/** What a command prints, or nothing if it is missing or fails. */
function ask(command, ...args) {
  const { status, stdout } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

function run(advice, command, ...args) {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: ENV });
  if (status !== 0) throw new Stop(`\`${command} ${args.join(' ')}\` failed. ${advice}`);
}

const ENV = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

function aptInstall(...packages) {
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!IS_ROOT || !ask('sh', '-c', 'command -v apt-get')) {
    throw new Stop(`Missing: ${packages.join(', ')}. Type: sudo apt-get update && sudo ${command}`);
  }
  run('Is there a network?', 'apt-get', 'update', '-q');
  run('Look at the lines above.', 'apt-get', ...command.split(' ').slice(1));
}

const has = (command) => ask('sh', '-c', `command -v ${command}`) !== undefined;

/** A tool of the project's own. */
const built = (name) => ({
  name: `${name} ${TOOLS[name].version} (built from source: some minutes the first time)`,
  isDone: () => ask(join(ROOT, '.tools/bin', name), '--version')?.includes(TOOLS[name].version),
  work: () => installCrate(TOOLS[name]),
});

const SHELL = 'chromium-headless-shell';

/** What tests run in. One that cannot be had is left out here, and said to be by the tests. */
const BROWSERS = [
  { name: 'Chromium', programs: ['chromium', 'chromedriver'], packages: ['chromium', 'chromium-driver'] },
  { name: 'Chromium without its windows, in which tests take half the time', programs: [SHELL], packages: [SHELL] },
  { name: 'Firefox', programs: ['firefox-esr'], packages: ['firefox-esr'] },
  { name: 'WebKitGTK', programs: ['WebKitWebDriver', 'Xvfb'], packages: ['webkit2gtk-driver', 'xvfb'] },
].map(({ name, programs, packages }) => ({
  name,
  isDone: () => programs.every(has),
  work: () => aptInstall(...packages),
  isOptional: true,
}));

/** What the sandbox's API is tested with. */
const API_CHECK = [
  {
    name: 'curl',
    isDone: () => has('curl'),
    work: () => aptInstall('curl'),
  },
  {
    name: "schemathesis, which checks the sandbox's API",
    isDone: () => ask('node', 'scripts/api-check.mjs', '--installed') !== undefined,
    work: () => {
      if (ask('python3', '-c', 'import ensurepip') === undefined) aptInstall('python3-venv');
      run('Is there a network?', 'node', 'scripts/api-check.mjs', '--install');
    },
  },
];

/** Each step: its name, how to tell that it is done, and how to do it. */
const STEPS = [
  {
    name: `Node ${TOOLS.node} or newer`,
    isDone: () => Number(process.versions.node.split('.')[0]) >= Number(TOOLS.node),
    work: () => {
      throw new Stop(`This is Node ${process.versions.node}. Install Node ${TOOLS.node} and start again.`);
    },
  },
  {
    name: 'C and C++ compiler',
    isDone: () => has('cc') && has('c++'),
    work: () => aptInstall('build-essential'),
  },
  {
    name: `Rust ${CHANNEL}`,
    isDone: () => ask('rustup', 'run', CHANNEL, 'rustc', '--version'),
    work: () => {
      if (!has('rustup')) throw new Stop('rustup is missing. Install it from https://rustup.rs and start again.');
      run('', 'rustup', 'toolchain', 'install', CHANNEL, '--profile', 'minimal');
    },
  },
  {
    name: 'Rust for WebAssembly, the sources of std, rustfmt and clippy',
    isDone: () => {
      const installed = ask('rustup', 'component', 'list', '--installed', '--toolchain', CHANNEL) ?? '';
      const wanted = ['rust-std-wasm32-unknown-unknown', 'rust-src', 'rustfmt', 'clippy'];
      return wanted.every((name) => installed.includes(name));
    },
    work: () => {
      run('', 'rustup', 'target', 'add', 'wasm32-unknown-unknown', '--toolchain', CHANNEL);
      run('', 'rustup', 'component', 'add', 'rust-src', 'rustfmt', 'clippy', '--toolchain', CHANNEL);
    },
  },
  {
    name: 'npm packages',
    isDone: () => existsSync(stamp()) && readFileSync(stamp(), 'utf8') === lockHash(),
    work: () => {
      run('Is there a network?', 'npm', 'ci', '--no-audit', '--no-fund');
      writeFileSync(stamp(), lockHash());
    },
  },
  ...['wasm-bindgen', 'wasm-pack', ...(needsFuzzer ? ['cargo-fuzz'] : [])].map(built),
  ...(needsBrowsers ? [built('geckodriver'), ...API_CHECK, ...BROWSERS] : []),
];

const stamp = () => join(ROOT, 'node_modules/.setup-stamp');
const lockHash = () =>
  createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');

/** Into a folder of the project, so that no other project's version is in the way. */
function installCrate({ crate, version }) {
  mkdirSync(join(ROOT, '.tools'), { recursive: true });
  ENV.CARGO_TARGET_DIR = join(ROOT, 'target/tools');
  const command = ['install', crate, '--version', version, '--root', join(ROOT, '.tools')];
  const { status } = spawnSync('cargo', [...command, '--locked'], { cwd: ROOT, stdio: 'inherit', env: ENV });
  if (status !== 0) {
    // A mirror of the registry can be some days behind the versions that a tool's own lock file names.
    console.log(`set-up: ${crate} ${version} did not install with its lock file; again with the newest versions there are`);
    run('Is there a network?', 'cargo', ...command);
  }
  delete ENV.CARGO_TARGET_DIR;
}

/** The library and the tool speak a format of their own, which changes with every version. */
function checkPins() {
  const pinned = /^wasm-bindgen = "=(.+)"/m.exec(readFileSync(join(ROOT, 'Cargo.toml'), 'utf8'))?.[1];
  if (pinned !== TOOLS['wasm-bindgen'].version) {
    throw new Stop(`Cargo.toml pins wasm-bindgen ${pinned}, scripts/tools.json ${TOOLS['wasm-bindgen'].version}: make them equal.`);
  }
}

try {
  checkPins();
  for (const [index, { name, isDone, work, isOptional }] of STEPS.entries()) {
    const label = `set-up [${index + 1}/${STEPS.length}] ${name}`;
    if (isDone()) {
      console.log(`${label}: there already`);
      continue;
    }
    console.log(`${label}: installing`);
    const from = Date.now();
    try {
      work();
      if (!isDone()) throw new Stop(`${name}: still not there after installing it.`);
    } catch (error) {
      if (!isOptional || !(error instanceof Stop)) throw error;
      console.log(`${label}: left out. ${error.message}`);
      continue;
    }
    console.log(`${label}: done in ${Math.round((Date.now() - from) / 1000)} s`);
  }
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(`\nset-up stopped: ${error.message}\nThen start the same command again; it goes on from here.`);
  process.exit(1);
}
