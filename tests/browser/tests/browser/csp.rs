//! The policies of `docs/csp.md`, as they stand there, in a purchase at the portal's real address;
//! what a page sees of them is in `in-page/csp.js`.

use crate::flows::{Site, buy_bound};
use crate::harness::{Case, Outcome, Tab, driven};

const GUIDE: &str = include_str!("../../../../docs/csp.md");
const HEADER: &str = "Content-Security-Policy: ";
const KEYWORD: &str = " 'wasm-unsafe-eval'";

pub(crate) fn cases() -> Vec<Case> {
    let policies: Vec<_> = GUIDE
        .lines()
        .filter_map(|line| line.strip_prefix(HEADER))
        .collect();
    assert_eq!(policies.len(), FLOWS.len(), "a name for each policy");
    let mut cases = Vec::new();
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
    cases
}

/// In the order of the guide: the policy as it stands, and without the keyword.
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
