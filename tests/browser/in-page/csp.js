// The policies of `docs/csp.md`, as they stand there, and what is missing from others.

import {
  allowErrors, bare, codes, eq, errors, expectErrors, failureOf, frame, named, ok, origins, program, readFile, test, until,
} from './lab.js';

const HEADER = 'Content-Security-Policy: ';
const PORTAL = 'https://acme.portal.ledgerbee.com';
const KEYWORD = " 'wasm-unsafe-eval'";
const POLICIES = readFile('docs/csp.md').split('\n').filter((line) => line.startsWith(HEADER)).map((line) => line.slice(HEADER.length));

/** A page with the policy of the guide, its portal in the lab. */
const guarded = (policy) => {
  const nonce = policy.includes('nonce-R4nd0m') ? "nonce='R4nd0m'" : '';
  return bare()
    .providers("{ fetchBindToken: async () => 'bind token', fetchCatalogToken: () => 'catalog token' }")
    .policy(policy.replaceAll(PORTAL, '{{frame}}'))
    .embed(`src='{{frame}}/loader/embed.js' ${nonce}`);
};

/** Both tokens and an event, and what a page can see of the program it got. */
const serves = async () => {
  await LedgerBee.bridge.ready;
  const f = await frame();
  eq([await f.token('bind', 1), await f.token('catalog', 2)], ['bind token', 'catalog token']);
  await f.post({ type: 'checkoutInitiated', vanity: 'pro' });
  await f.post({ type: 'resize', height: 321 });
  eq([named('checkoutInitiated').map(({ fields }) => fields), f.element.style.height], [[{ vanity: 'pro' }], '321px']);
};

/** In the order of the guide: the policy as it stands, and without the keyword. */
const NAMES = [
  ['host', 'host_without_webassembly'],
  ['nonce', 'nonce_without_webassembly'],
  ['strict_dynamic', 'strict_dynamic_without_webassembly'],
  ['trusted_types_with_an_allowlist', 'trusted_types_with_an_allowlist_without_webassembly'],
  ['trusted_types_without_an_allowlist', 'trusted_types_without_an_allowlist_without_webassembly'],
  ['the_strictest', 'the_strictest_without_webassembly'],
];
if (POLICIES.length && POLICIES.length !== NAMES.length) throw new Error('csp: a name for each policy');

for (const [index, [asItStands, without]] of NAMES.entries()) {
  const policy = POLICIES[index] ?? '';
  test(asItStands, guarded(policy), async () => {
    await serves();
    eq(codes(), program === 'wasm' ? [] : ['wasm-unavailable']);
    allowErrors('favicon');
  });
  test(without, guarded(policy.replaceAll(KEYWORD, '')), async () => {
    await serves();
    eq(codes(), ['wasm-unavailable']);
    // The browser says what it refused; the page hears nothing else.
    allowErrors('csp: script-src wasm-eval', 'csp: script-src-elem wasm-eval', 'WebAssembly', 'csp: script-src ', 'favicon');
  });
}

test(
  'where_neither_program_is_allowed_it_says_script_src',
  guarded(`script-src ${PORTAL}/loader/embed.js; frame-src ${PORTAL}`),
  async () => {
    const reason = await failureOf(LedgerBee.bridge.ready);
    ok(reason.includes("script-src needs 'wasm-unsafe-eval' or") && reason.includes('/loader/embed.compat.js'), reason);
    eq(errors.filter((text) => text.startsWith('ledgerbee-embed:')).length, 1);
    allowErrors('csp: script-src', 'WebAssembly', 'embed.compat.js', 'Content Security Policy');
    expectErrors('ledgerbee-embed: script-src');
  },
);

test(
  'where_the_policy_is_not_listed_it_says_trusted_types',
  guarded(`script-src ${PORTAL}; frame-src ${PORTAL}; require-trusted-types-for 'script'; trusted-types other`),
  async () => {
    const reason = await failureOf(LedgerBee.bridge.ready);
    if (!window.trustedTypes) return eq(reason, 'none');
    ok(reason.includes('trusted-types needs ledgerbee-embed'), reason);
    allowErrors('csp: ', 'WebAssembly', 'Content Security Policy', 'policy');
    expectErrors('trusted-types needs ledgerbee-embed');
  },
);

test(
  'a_policy_is_made_once_a_page',
  guarded(`script-src 'nonce-R4nd0m'; frame-src ${PORTAL}; require-trusted-types-for 'script'; trusted-types ledgerbee-embed`)
    .after("<script src='{{frame}}/loader/embed.js' nonce='R4nd0m' data-engine='js'></script>"),
  async () => {
    await LedgerBee.bridge.ready;
    LedgerBee.bridge.stop();
    const again = document.createElement('script');
    again.nonce = 'R4nd0m';
    const { trustedTypes = {} } = window;
    const symbol = Object.getOwnPropertySymbols(trustedTypes).find((it) => String(it).includes('ledgerbee'));
    const policy = trustedTypes[symbol];
    const url = `${origins.frame}/loader/embed.js`;
    again.src = policy ? policy.createScriptURL(url) : url;
    document.head.append(again);
    await until(() => LedgerBee.bridge, 'a bridge');
    await LedgerBee.bridge.ready;
    const f = await frame();
    eq(await f.token('bind', 1), 'bind token');
    allowErrors('csp: script-src', 'WebAssembly');
  },
);
