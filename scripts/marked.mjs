import { readFileSync, writeFileSync } from 'node:fs';

/** Writes what stands in a page of the documentation between `<!-- name -->` and `<!-- end of name -->`. */
export function writeMarked(page, name, text) {
  const before = readFileSync(page, 'utf8');
  const marked = new RegExp(`(<!-- ${name} -->\n)[^]*(\n<!-- end of ${name} -->)`);
  if (!marked.test(before)) throw new Error(`${page} has lost its markers of ${name}`);
  writeFileSync(page, before.replace(marked, (_, from, to) => `${from}\n${text}\n${to}`));
}
