//! Providers that are missing, and what is no token.

use super::{FRESH, Row};
use crate::harness::{bare, page};

pub(super) fn providers() -> Vec<Row> {
    let clobbered = |id: &str| {
        bare().body(&format!(
            "<a id='{id}'></a><script>window.LedgerBee = window.LedgerBee || {{}};</script><script src='/embed.js'></script>"
        ))
    };
    let with = |object: &str| page().providers(object);
    const ASK: &str = "const f = await frame(); await f.token('bind', 1);";
    const TWICE: &str =
        "const f = await frame(); await f.token('bind', 1); await f.token('bind', 2);";
    vec![
        Row(
            "an_element_in_the_place_of_the_object",
            "providers",
            "clobbered",
            (clobbered("LedgerBee"), ""),
            (clobbered("Other"), ""),
        ),
        Row(
            "a_provider_that_is_no_function",
            "providers",
            "provider-shape",
            (with("{ fetchBindToken: 'x' }"), ""),
            (with(FRESH), ""),
        ),
        Row(
            "a_name_that_is_almost_right",
            "providers",
            "provider-name",
            (with("{ fetchbindToken() {} }"), ""),
            (with("{ fetchBindToken() {}, other() {} }"), ""),
        ),
        Row(
            "a_provider_in_the_wrong_place",
            "providers",
            "provider-place",
            (
                page().script("window.LedgerBee = { fetchBindToken() {} };"),
                "",
            ),
            (page().script("window.LedgerBee = { other() {} };"), ""),
        ),
        Row(
            "no_provider",
            "answers",
            "provider-missing",
            (
                page(),
                "const f = await frame(); await f.token('catalog', 1);",
            ),
            (
                with(FRESH),
                "const f = await frame(); await f.token('catalog', 1);",
            ),
        ),
        Row(
            "a_provider_that_throws",
            "answers",
            "provider-failed",
            (with("{ fetchBindToken() { throw 1; } }"), ASK),
            (with(FRESH), ASK),
        ),
        Row(
            "a_provider_that_does_not_answer",
            "answers",
            "provider-timeout",
            (
                with("{ fetchBindToken: () => new Promise(() => {}) }")
                    .with("data-provider-timeout=100"),
                ASK,
            ),
            (with(FRESH).with("data-provider-timeout=60000"), ASK),
        ),
        Row(
            "what_is_no_token",
            "answers",
            "provider-invalid-token",
            (with("{ fetchBindToken: () => ({}) }"), ASK),
            (with(FRESH), ASK),
        ),
        Row(
            "a_token_given_twice",
            "answers",
            "reused-token",
            (with("{ fetchBindToken: async () => 'same' }"), TWICE),
            (with(FRESH), TWICE),
        ),
        Row(
            "a_provider_that_has_not_mended",
            "answers",
            "provider-failed",
            (with("{ fetchBindToken() { throw 1; } }"), TWICE),
            (
                with(
                    "{ fetchBindToken: ({ requestId }) => { if (requestId === 1) throw 1; return 'token'; } }",
                ),
                TWICE,
            ),
        ),
    ]
}
