// Which of the native programs runs on this machine, and where it is.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { version } = require('./package.json');
const PLATFORMS = JSON.parse(readFileSync(new URL('platforms.json', import.meta.url), 'utf8'));

/** What the program serves, if it was packed with it. */
const FILES = fileURLToPath(new URL('files', import.meta.url));

/** The C library of a Linux. */
const libcOfThis = () => (process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl');

/** @returns {{ name: string, os: string, cpu: string, libc?: string, target: string }} */
export function platformOf(os = process.platform, cpu = process.arch, libc = os === 'linux' ? libcOfThis() : undefined) {
  const found = PLATFORMS.find((it) => it.os === os && it.cpu === cpu && it.libc === libc);
  if (found) return found;
  const here = [os, cpu, libc].filter(Boolean).join(' ');
  throw new Error(`ledgerbee-sandbox: there is no program for ${here}. It comes for ${PLATFORMS.map(({ name }) => name).join(', ')}; elsewhere, set LEDGERBEE_SANDBOX to one that you have built.`);
}

/** The native program's path. */
export function program() {
  if (process.env.LEDGERBEE_SANDBOX) return process.env.LEDGERBEE_SANDBOX;
  const { name, os } = platformOf();
  const holder = `ledgerbee-sandbox-${name}`;
  try {
    const folder = dirname(require.resolve(`${holder}/package.json`));
    return join(folder, os === 'win32' ? 'ledgerbee-sandbox.exe' : 'ledgerbee-sandbox');
  } catch (cause) {
    throw new Error(
      `ledgerbee-sandbox: the package ${holder} is not installed. Install without --omit=optional, and not from a lock file or node_modules of another system: npm install ${holder}@${version}`,
      { cause },
    );
  }
}

/**
 * The program's arguments, with the folders of what it serves.
 *
 * @param {string[]} args
 */
export function withFiles(args) {
  const isGiven = (option) => args.some((it) => it === option || it.startsWith(`${option}=`));
  const folders = ['dist', 'www'].filter((name) => !isGiven(`--${name}`));
  return [...args, ...folders.map((name) => `--${name}=${join(FILES, name)}`)];
}
