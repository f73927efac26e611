//! The policies of `docs/csp.md`, as they stand there, and what is missing from others.

use crate::flows::{Site, buy_bound};
use crate::harness::{Case, Outcome, Page, Tab, bare, driven, in_page};

const GUIDE: &str = include_str!("../../../../docs/csp.md");
const HEADER: &str = "Content-Security-Policy: ";
const PORTAL: &str = "https://acme.portal.ledgerbee.com";
const KEYWORD: &str = " 'wasm-unsafe-eval'";

const PROVIDERS: &str =
    "{ fetchBindToken: async () => 'bind token', fetchCatalogToken: () => 'catalog token' }";

/// Both tokens and an event, and what a page can see of the program it got.
const FLOW: &str = "await LedgerBee.bridge.ready;
     const f = await frame();
     eq([await f.token('bind', 1), await f.token('catalog', 2)], ['bind token', 'catalog token']);
     await f.post({ type: 'checkoutInitiated', vanity: 'pro' });
     await f.post({ type: 'resize', height: 321 });
     eq([named('checkoutInitiated').map(({ fields }) => fields), f.element.style.height], [[{ vanity: 'pro' }], '321px']);";

pub(crate) fn cases() -> Vec<Case> {
    let policies: Vec<_> = GUIDE
        .lines()
        .filter_map(|line| line.strip_prefix(HEADER))
        .collect();
    assert_eq!(policies.len(), NAMES.len(), "a name for each policy");
    let mut cases = Vec::new();
    for ((with, without), policy) in NAMES.iter().zip(&policies) {
        cases.push(in_page(
            with,
            guarded(policy),
            format!(
                "{FLOW} eq(codes(), program === 'wasm' ? [] : ['wasm-unavailable']);
                 allowErrors('favicon');"
            ),
        ));
        // The browser says what it refused; the page hears nothing else.
        cases.push(in_page(
            without,
            guarded(&policy.replace(KEYWORD, "")),
            format!(
                "{FLOW} eq(codes(), ['wasm-unavailable']);
                 allowErrors('csp: script-src wasm-eval', 'csp: script-src-elem wasm-eval', 'WebAssembly', 'csp: script-src ', 'favicon');"
            ),
        ));
    }
    for ((with, without), policy) in FLOWS.iter().zip(&policies) {
        let policies = [
            (*with, (*policy).to_owned()),
            (*without, policy.replace(KEYWORD, "")),
        ];
        for (name, policy) in policies {
            let run = driven(name, move |tab| {
                let policy = policy.clone();
                Box::pin(async move { buy_under(tab, policy).await })
            });
            cases.push(run);
        }
    }
    cases.extend(refused());
    cases
}

/// In the order of the guide: the policy as it stands, and without the keyword.
const NAMES: &[(&str, &str)] = &[
    ("host", "host_without_webassembly"),
    ("nonce", "nonce_without_webassembly"),
    ("strict_dynamic", "strict_dynamic_without_webassembly"),
    (
        "trusted_types_with_an_allowlist",
        "trusted_types_with_an_allowlist_without_webassembly",
    ),
    (
        "trusted_types_without_an_allowlist",
        "trusted_types_without_an_allowlist_without_webassembly",
    ),
    ("the_strictest", "the_strictest_without_webassembly"),
];

/// As above, for a purchase at the portal's real address.
const FLOWS: &[(&str, &str)] = &[
    ("host_buys", "host_buys_without_webassembly"),
    ("nonce_buys", "nonce_buys_without_webassembly"),
    (
        "strict_dynamic_buys",
        "strict_dynamic_buys_without_webassembly",
    ),
    (
        "trusted_types_with_an_allowlist_buys",
        "trusted_types_with_an_allowlist_buys_without_webassembly",
    ),
    (
        "trusted_types_without_an_allowlist_buys",
        "trusted_types_without_an_allowlist_buys_without_webassembly",
    ),
    (
        "the_strictest_buys",
        "the_strictest_buys_without_webassembly",
    ),
];

async fn buy_under(tab: &Tab<'_>, policy: String) -> Outcome {
    tab.world.lab.set_site_policy(Some(policy));
    let outcome = buy_bound(tab, Site::AsWritten).await;
    tab.world.lab.set_site_policy(None);
    outcome?;
    tab.check_console(&["WebAssembly"]).await
}

/// A page with the policy of the guide, its portal in the lab.
fn guarded(policy: &str) -> Page {
    let nonce = if policy.contains("nonce-R4nd0m") {
        "nonce='R4nd0m'"
    } else {
        ""
    };
    bare()
        .providers(PROVIDERS)
        .policy(&policy.replace(PORTAL, "{{frame}}"))
        .embed(&format!("src='{{{{frame}}}}/loader/embed.js' {nonce}"))
}

fn refused() -> Vec<Case> {
    vec![
        in_page(
            "where_neither_program_is_allowed_it_says_script_src",
            guarded(
                "script-src https://acme.portal.ledgerbee.com/loader/embed.js; frame-src https://acme.portal.ledgerbee.com",
            ),
            "const reason = await LedgerBee.bridge.ready.then(() => 'none', (error) => error.message);
             ok(reason.includes(\"script-src needs 'wasm-unsafe-eval' or\") && reason.includes('/loader/embed.compat.js'), reason);
             eq(errors.filter((text) => text.startsWith('ledgerbee-embed:')).length, 1);
             allowErrors('csp: script-src', 'WebAssembly', 'embed.compat.js', 'Content Security Policy');
             expectErrors('ledgerbee-embed: script-src');",
        ),
        in_page(
            "where_the_policy_is_not_listed_it_says_trusted_types",
            guarded(
                "script-src https://acme.portal.ledgerbee.com; frame-src https://acme.portal.ledgerbee.com; require-trusted-types-for 'script'; trusted-types other",
            ),
            "const reason = await LedgerBee.bridge.ready.then(() => 'none', (error) => error.message);
             if (!window.trustedTypes) return eq(reason, 'none');
             ok(reason.includes('trusted-types needs ledgerbee-embed'), reason);
             allowErrors('csp: ', 'WebAssembly', 'Content Security Policy', 'policy');
             expectErrors('trusted-types needs ledgerbee-embed');",
        ),
        in_page(
            "a_policy_is_made_once_a_page",
            guarded(
                "script-src 'nonce-R4nd0m'; frame-src https://acme.portal.ledgerbee.com; require-trusted-types-for 'script'; trusted-types ledgerbee-embed",
            )
            .after("<script src='{{frame}}/loader/embed.js' nonce='R4nd0m' data-engine='js'></script>"),
            "await LedgerBee.bridge.ready;
             LedgerBee.bridge.stop();
             const again = document.createElement('script');
             again.nonce = 'R4nd0m';
             const policy = window.trustedTypes?.[Object.getOwnPropertySymbols(window.trustedTypes).find((it) => String(it).includes('ledgerbee'))];
             const url = '{{frame}}/loader/embed.js';
             again.src = policy ? policy.createScriptURL(url) : url;
             document.head.append(again);
             await until(() => LedgerBee.bridge, 'a bridge');
             await LedgerBee.bridge.ready;
             const f = await frame();
             eq(await f.token('bind', 1), 'bind token');
             allowErrors('csp: script-src', 'WebAssembly');",
        ),
    ]
}
