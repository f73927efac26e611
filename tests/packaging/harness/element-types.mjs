// The element in JSX: `types/element.tsx` is Preact's, and what another framework says otherwise is a row here.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @type {Record<string, [from: RegExp, to: string][]>} */
const DIALECTS = {
  react: [
    [/preact/g, 'react'],
    [/\bclass=/g, 'className='],
  ],
  solid: [
    [/jsxImportSource preact/g, 'jsxImportSource solid-js'],
    [/element\/preact/g, 'element/solid'],
    [/\bon(checkoutConfirmed|status|pageLoaded)=/g, 'on:$1='],
  ],
};

/** Writes the other frameworks' next to the rest of what the type tests get from elsewhere. */
export function writeElementTypes(types) {
  const text = readFileSync(join(types, 'element.tsx'), 'utf8').replace("'./is.js'", "'../is.js'");
  for (const [framework, changes] of Object.entries(DIALECTS)) {
    const written = changes.reduce((code, [from, to]) => {
      assert.match(code, from, `${framework}: element.tsx does not hold ${from}`);
      return code.replace(from, to);
    }, text);
    writeFileSync(join(types, `generated/element-${framework}.tsx`), written);
  }
}
