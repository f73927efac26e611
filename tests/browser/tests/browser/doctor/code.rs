//! Scripts that do not run, or not as they should, and policies that refuse them.

use super::Row;
use crate::harness::{bare, page};

pub(super) fn scripts() -> Vec<Row> {
    let trap = || bare().embed("src='/trap-hook/embed.js'");
    vec![
        Row(
            "a_missing_script",
            "script",
            "no-embed",
            (bare(), ""),
            (page(), ""),
        ),
        Row(
            "a_script_that_is_not_there",
            "script",
            "script-failed",
            (bare().embed("src='/nothing/embed.js'"), ""),
            (page(), ""),
        ),
        Row(
            "no_program",
            "script",
            "no-program",
            (
                bare()
                    .policy("script-src {{frame}}/loader/embed.js; frame-src {{frame}}")
                    .embed("src='{{frame}}/loader/embed.js'"),
                "",
            ),
            (
                bare()
                    .policy("script-src {{frame}} 'wasm-unsafe-eval'; frame-src {{frame}}")
                    .embed("src='{{frame}}/loader/embed.js'"),
                "",
            ),
        ),
        Row(
            "two_scripts",
            "script",
            "double-script",
            (page().after("<script src='/copy/embed.js'></script>"), ""),
            (page(), ""),
        ),
        Row(
            "two_starts",
            "script",
            "already-started",
            (page().after("<script src='/copy/embed.js'></script>"), ""),
            (page(), ""),
        ),
        Row(
            "two_versions",
            "script",
            "version-mismatch",
            (page(), "await lab.script({ src: '/stale/embed.js' });"),
            (page(), ""),
        ),
        Row(
            "a_bad_option",
            "script",
            "invalid-option",
            (page(), "LedgerBee.bridge.observe(null);"),
            (
                page(),
                "LedgerBee.bridge.observe(document.createElement('div').attachShadow({ mode: 'open' }));",
            ),
        ),
        Row(
            "a_program_that_failed",
            "script",
            "module-restarted",
            (
                trap(),
                "await frame(); window.postMessage({ type: 'trap' }, '*');",
            ),
            (
                trap(),
                "const f = await frame(); await f.post({ type: 'pageLoaded' });",
            ),
        ),
    ]
}

pub(super) fn policies() -> Vec<Row> {
    let policy = |policy: &str, tag: &str| bare().policy(policy).embed(tag);
    let add = "document.body.append(element());";
    vec![
        Row(
            "a_refused_script",
            "csp",
            "csp-script",
            (
                policy("script-src 'nonce-R4nd0m'", "src='{{frame}}/embed.js'"),
                "",
            ),
            (
                policy(
                    "script-src 'nonce-R4nd0m' 'wasm-unsafe-eval'",
                    "src='{{frame}}/embed.js' nonce='R4nd0m'",
                ),
                "",
            ),
        ),
        Row(
            "a_refused_frame",
            "csp",
            "csp-frame",
            (
                policy(
                    "script-src 'self' 'wasm-unsafe-eval'; frame-src 'none'",
                    "src='/embed.js'",
                ),
                add,
            ),
            (
                policy(
                    "script-src 'self' 'wasm-unsafe-eval'; frame-src {{frame}}",
                    "src='/embed.js'",
                ),
                add,
            ),
        ),
        Row(
            "refused_webassembly",
            "csp",
            "wasm-unavailable",
            (
                policy("script-src {{frame}}", "src='{{frame}}/loader/embed.js'"),
                "await LedgerBee.bridge.ready;",
            ),
            (
                policy("script-src 'self' 'wasm-unsafe-eval'", "src='/embed.js'"),
                "await LedgerBee.bridge.ready;",
            ),
        ),
    ]
}
