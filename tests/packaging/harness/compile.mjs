// Samples that TypeScript takes, beside copies with a slip, which it refuses.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ROOT, run } from '../../../scripts/run.mjs';

/** @typedef {[right: string, wrong: string, code: number]} Slip what a sample says, what somebody might write, and the compiler's code for that */

/**
 * Writes the samples to a folder that has a `tsconfig.json`, with each slip in a copy, and compiles all of them.
 *
 * @param {{ home: string, folder: string, samples: { file: string, code: string, slips: Slip[] }[] }} what
 */
export async function checkTypes({ home, folder, samples }) {
  const wanted = [];
  for (const { file, code, slips } of samples) {
    const write = (name, text) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    };
    write(file, code);
    slips.forEach(([right, wrong, fault], index) => {
      assert.ok(code.includes(right), `${file} does not say ${right}`);
      const name = file.replace(/\.(\w+)$/, `.wrong-${index}.$1`);
      write(name, code.replace(right, wrong));
      wanted.push(`${name} ${fault}`);
    });
  }
  const compiler = [process.execPath, join(home, 'node_modules/typescript-6/bin/tsc'), '-p', folder, '--pretty', 'false'];
  const { output } = await run(compiler, {}, { isQuiet: true });
  const found = [...output.matchAll(/^(\S+)\(\d+,\d+\): error TS(\d+)/gm)].map(([, file, fault]) => `${relative(folder, resolve(ROOT, file))} ${fault}`);
  assert.deepEqual(found.sort(), wanted.sort(), output);
}
