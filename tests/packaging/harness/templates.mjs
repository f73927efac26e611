// The samples of frameworks whose templates have a type checker of their own, in a project like the one that the
// framework's own tool makes; and each with a slip, which the checker has to find.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../scripts/run.mjs';

/** A checker's command, and the language of the samples that it checks. */
const CHECKERS = {
  svelte: { language: 'svelte', words: ['svelte-check', '--tsconfig', './tsconfig.json', '--output', 'machine', '--workspace'] },
  vue: { language: 'vue', words: ['vue-tsc', '--noEmit', '--pretty', 'false', '-p'] },
};

const SLIPS = {
  'another-target': ['target="inline"', 'target="_blank"'],
  'no-plan': ['vanity="pro-plan"', ''],
  'no-item': ['vanity="pro-plan"', 'vanity="pro-plan" checkout'],
  // No address: of one in an attribute, vue-tsc takes the part after `//` for a comment.
  'two-portals': ['slug="acme"', 'slug="acme" portal="pay"'],
  'gated-plan-in-place-of-the-page': [/vanity="pro-plan"\s+target="inline"/, 'plan-id="550e8400-e29b-41d4-a716-446655440100" target="_top"'],
  'field-of-another-event': ['detail.status', 'detail.ctaLink'],
  'handler-of-another-event': ["EmbedEvent<'checkoutConfirmed'>", "EmbedEvent<'diagnostic'>"],
  'no-token': ['return (await answer.json()).checkoutBindToken;', 'return answer.status;'],
};

/** @param {import('./docs.mjs').Sample[]} samples */
export async function checkTemplates({ home, samples, test }) {
  for (const [name, { language, words }] of Object.entries(CHECKERS)) {
    const project = join(home, 'frameworks', name);
    const folder = join(project, 'src');
    const { code } = samples.find((it) => it.language === language);
    const [tool, ...options] = words;
    await test(`the sample for ${name} passes ${tool} in its default project, and ${Object.keys(SLIPS).length} slips do not`, async () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      // Whoever defines the element imports its types; in Vue's sample that is a file of its own.
      writeFileSync(join(folder, 'main.ts'), `import 'ledgerbee-embed/element/${name}';\n`);
      writeFileSync(join(folder, `Right.${language}`), code);
      for (const [slip, [right, wrong]] of Object.entries(SLIPS)) {
        const slipped = code.replace(right, wrong);
        assert.notEqual(slipped, code, `${slip}: the sample has no ${right}`);
        writeFileSync(join(folder, `${slip}.${language}`), slipped);
      }
      const { output } = await run([join(home, 'node_modules/.bin', tool), ...options, project], {}, { isQuiet: true });
      const lines = output.split('\n').filter((line) => /error/i.test(line));
      for (const slip of Object.keys(SLIPS)) {
        assert.ok(lines.some((line) => line.includes(`${slip}.${language}`)), `${slip} was not found\n${output}`);
      }
      const others = lines.filter((line) => /\.(svelte|vue|ts)\b/.test(line) && !Object.keys(SLIPS).some((slip) => line.includes(`${slip}.${language}`)));
      assert.deepEqual(others, []);
    });
  }
}
