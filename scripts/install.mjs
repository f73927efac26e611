// Installs what a folder's lock file says, from the registry or from what was downloaded before.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/** Does nothing if it has been done for this very lock file. */
export async function install(folder) {
  const hash = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex');
  const stamp = join(folder, 'node_modules/.stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const words = ['npm', 'ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--cache', join(ROOT, '.tools/npm-cache')];
  const quiet = [{ CI: 'true' }, { isQuiet: true }];
  let { code, output } = await run([...words, '--prefer-offline'], ...quiet);
  // What was downloaded before may list no version that is newer than itself.
  if (code !== 0 && output.includes('ETARGET')) ({ code, output } = await run(words, ...quiet));
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${output}`);
  writeFileSync(stamp, hash);
}
