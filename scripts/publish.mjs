// Publishes tarballs and folders with npm, in the order given; leaves out what is published already, so that a release
// that stopped half-way can be run again. `--dry-run` publishes nothing.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';

const isDry = process.argv.includes('--dry-run');
const targets = process.argv.slice(2).filter((word) => !word.startsWith('--'));

/** Name and version of a package, as its `package.json` has them. */
async function identify(target) {
  if (!existsSync(target)) throw new Error(`there is no ${target}`);
  if (statSync(target).isDirectory()) return JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
  const { code, output } = await run(['tar', 'xzOf', target, 'package/package.json'], {}, { isQuiet: true });
  if (code !== 0) throw new Error(output);
  return JSON.parse(output);
}

/** Whether the registry has this very version; it says so by a code of its own if not. */
async function isPublished({ name, version }) {
  const { code, output } = await run(['npm', 'view', `${name}@${version}`, 'version'], {}, { isQuiet: true });
  if (code === 0) return output.trim() === version;
  if (output.includes('E404')) return false;
  throw new Error(output);
}

for (const target of targets) {
  const { name, version } = await identify(target);
  if (await isPublished({ name, version })) {
    console.log(`publish: ${name} ${version} is published already`);
    continue;
  }
  console.log(`publish: ${name} ${version}${isDry ? ', not really' : ''}`);
  if (isDry) continue;
  const { code } = await run(['npm', 'publish', target, '--provenance', '--access', 'public']);
  if (code !== 0) process.exit(code);
}
