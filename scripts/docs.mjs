// Builds the documentation's site to build/docs/.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

const tool = join(ROOT, 'tests/packaging/node_modules/.bin/vitepress');
if (!existsSync(tool)) {
  console.error('docs: there is no VitePress. Type: npm ci --prefix tests/packaging --ignore-scripts');
  process.exit(1);
}
const { code } = await run([tool, 'build', 'docs']);
process.exitCode = code;
