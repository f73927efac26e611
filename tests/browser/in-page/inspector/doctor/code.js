// Scripts that do not run, or not as they should, and policies that refuse them.

import { bare, element, frame, page } from '../../lab.js';
import { diagnoses } from './lib.js';

const trap = () => bare().embed("src='/trap-hook/embed.js'");
const policy = (policy, tag) => bare().policy(policy).embed(tag);
const add = () => document.body.append(element());

diagnoses('a_missing_script', 'script', 'no-embed', [bare()], [page()]);

diagnoses('a_script_that_is_not_there', 'script', 'script-failed', [bare().embed("src='/nothing/embed.js'")], [page()]);

diagnoses(
  'no_program',
  'script',
  'no-program',
  [bare().policy('script-src {{frame}}/loader/embed.js; frame-src {{frame}}').embed("src='{{frame}}/loader/embed.js'")],
  [bare()
    .policy("script-src {{frame}} 'wasm-unsafe-eval'; frame-src {{frame}}")
    .embed("src='{{frame}}/loader/embed.js'")],
);

diagnoses('two_scripts', 'script', 'double-script', [page().after("<script src='/copy/embed.js'></script>")], [page()]);

diagnoses('two_starts', 'script', 'already-started', [page().after("<script src='/copy/embed.js'></script>")], [page()]);

diagnoses('two_versions', 'script', 'version-mismatch', [page(), () => lab.script({ src: '/stale/embed.js' })], [page()]);

diagnoses(
  'a_bad_option',
  'script',
  'invalid-option',
  [page(), () => LedgerBee.bridge.observe(null)],
  [page(), () => LedgerBee.bridge.observe(document.createElement('div').attachShadow({ mode: 'open' }))],
);

diagnoses(
  'a_program_that_failed',
  'script',
  'module-restarted',
  [trap(), async () => {
    await frame();
    window.postMessage({ type: 'trap' }, '*');
  }],
  [trap(), async () => {
    const f = await frame();
    await f.post({ type: 'pageLoaded' });
  }],
);

diagnoses(
  'a_refused_script',
  'csp',
  'csp-script',
  [policy("script-src 'nonce-R4nd0m'", "src='{{frame}}/embed.js'")],
  [policy("script-src 'nonce-R4nd0m' 'wasm-unsafe-eval'", "src='{{frame}}/embed.js' nonce='R4nd0m'")],
);

diagnoses(
  'a_refused_frame',
  'csp',
  'csp-frame',
  [policy("script-src 'self' 'wasm-unsafe-eval'; frame-src 'none'", "src='/embed.js'"), add],
  [policy("script-src 'self' 'wasm-unsafe-eval'; frame-src {{frame}}", "src='/embed.js'"), add],
);

diagnoses(
  'refused_webassembly',
  'csp',
  'wasm-unavailable',
  [policy('script-src {{frame}}', "src='{{frame}}/loader/embed.js'"), () => LedgerBee.bridge.ready],
  [policy("script-src 'self' 'wasm-unsafe-eval'", "src='/embed.js'"), () => LedgerBee.bridge.ready],
);
