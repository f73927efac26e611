//! What the inspector's doctor finds, each with a page where it finds nothing of the kind.

use crate::harness::{Case, Page, bare, in_page, page};
use crate::inspector::inspected;

/// A page and what is done in it.
type Patient = (Page, &'static str);

/// A name, the check, what it finds, in which page, and a page that passes.
struct Row(&'static str, &'static str, &'static str, Patient, Patient);

/// What a page says or hears of, besides, where something is wrong.
const NOISE: &str = "allowErrors('csp: ', 'Content Security Policy', 'Content-Security-Policy', 'WebAssembly', 'embed.compat.js', '/nothing/', 'ledgerbee-embed: script-src', 'favicon', 'Refused');
    expectWarnings(...lab.warnings.map((it) => /^ledgerbee-embed: ([a-z-]+)/.exec(it)[1]));";

const SOME: &str = "await frame();";
const FRESH: &str = "{ fetchBindToken: async () => `token ${Math.random()}`, fetchCatalogToken: () => `token ${Math.random()}` }";

pub(crate) fn cases() -> Vec<Case> {
    let rows = scripts()
        .into_iter()
        .chain(policies())
        .chain(frames())
        .chain(providers())
        .chain(messages());
    rows.flat_map(|Row(name, check, code, (ill, harm), (well, care))| {
        let found = format!(
            "{harm}
             const it = await lab.inspector.finding('{code}');
             ok(it.what.length > 10 && it.fix.length > 3 && it.level, JSON.stringify(it));
             ok(!lab.inspector.passed().includes('{check}'), 'the check has not passed');
             const report = lab.inspector.report();
             ok(report.includes('{code}') && report.includes(it.fix), report);
             {NOISE}"
        );
        let passed = format!(
            "{care}
             await lab.inspector.survey();
             eq(lab.inspector.findings().map((it) => it.code).filter((it) => it === '{code}'), []);
             ok(lab.inspector.passed().includes('{check}'), lab.print(lab.inspector.findings()));
             {NOISE}"
        );
        [
            in_page(format!("doctor_finds_{name}").leak(), inspected(ill), found),
            in_page(
                format!("doctor_passes_without_{name}").leak(),
                inspected(well),
                passed,
            ),
        ]
    })
    .collect()
}

fn scripts() -> Vec<Row> {
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

fn policies() -> Vec<Row> {
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

fn frames() -> Vec<Row> {
    const SHADOW: &str = "const host = document.createElement('div');
        document.body.append(host);
        await frame({}, host.attachShadow({ mode: 'open' }));";
    const OBSERVED: &str = "const host = document.createElement('div');
        document.body.append(host);
        LedgerBee.bridge.observe(host.attachShadow({ mode: 'open' }));
        await frame({}, host.shadowRoot);";
    const BOX: &str =
        "await frame({ sandbox: 'allow-scripts allow-same-origin allow-forms allow-popups' });";
    let listed = |origin: &str| page().with(&format!("data-portal-origins='{origin}'"));
    vec![
        Row(
            "no_frame",
            "frames",
            "no-frame",
            (page(), ""),
            (page(), SOME),
        ),
        Row(
            "an_untrusted_origin",
            "frames",
            "untrusted-origin",
            (listed("{{foreign}}"), SOME),
            (listed("{{frame}}"), SOME),
        ),
        Row(
            "no_address",
            "frames",
            "no-address",
            (page(), "document.body.append(element({ src: null }));"),
            (page(), SOME),
        ),
        Row(
            "a_sandbox_without_origin",
            "frames",
            "sandboxed-frame",
            (page(), "await frame({ sandbox: 'allow-scripts' });"),
            (page(), BOX),
        ),
        Row(
            "a_sandbox_without_forms",
            "frames",
            "sandbox-flag",
            (
                page(),
                "await frame({ sandbox: 'allow-scripts allow-same-origin allow-popups' });",
            ),
            (page(), BOX),
        ),
        Row(
            "a_sandbox_without_scripts",
            "frames",
            "sandbox-flag",
            (
                page(),
                "document.body.append(element({ sandbox: 'allow-same-origin' }));",
            ),
            (page(), BOX),
        ),
        Row(
            "a_sandbox_that_keeps_the_tab",
            "frames",
            "sandbox-flag",
            (
                page(),
                "await frame({ src: `${origins.frame}/frame?target=_top`, sandbox: 'allow-scripts allow-same-origin allow-forms' });",
            ),
            (
                page(),
                "await frame({ src: `${origins.frame}/frame?target=_top`, sandbox: 'allow-scripts allow-same-origin allow-forms allow-top-navigation-by-user-activation' });",
            ),
        ),
        Row(
            "a_srcdoc",
            "frames",
            "srcdoc-frame",
            (page(), "document.body.append(element({ srcdoc: 'x' }));"),
            (page(), SOME),
        ),
        Row(
            "a_root_that_is_not_observed",
            "frames",
            "unobserved-frame",
            (page(), SHADOW),
            (page(), OBSERVED),
        ),
        Row(
            "a_frame_that_is_not_marked",
            "frames",
            "unmarked-frame",
            (
                page(),
                "const f = await frame({ 'data-ledgerbee-pricing': null }); await f.post({ type: 'requestBindToken', requestId: 1 });",
            ),
            (
                page(),
                "await frame(); const f = await frame({ 'data-ledgerbee-pricing': null }); await f.post({ type: 'hello' });",
            ),
        ),
        Row(
            "an_origin_that_is_not_that_of_src",
            "origin",
            "origin-mismatch",
            (
                page(),
                "const f = await lab.inspector.loaded(); await f.navigate(`${origins.foreign}/frame`); await f.post({ type: 'pageLoaded' });",
            ),
            (
                page(),
                "const f = await lab.inspector.loaded(); await f.navigate(`${origins.frame}/frame?other`); await f.post({ type: 'pageLoaded' });",
            ),
        ),
        Row(
            "a_silent_frame",
            "silence",
            "frame-silent",
            (
                page().fake_clock(),
                "await frame(); await lab.skip(10_100);",
            ),
            (
                page().fake_clock(),
                "const f = await frame(); await f.post({ type: 'pageLoaded' }); lab.skip(10_100); setInterval(() => lab.skip(500), 10);",
            ),
        ),
        Row(
            "a_frame_that_has_spoken_since",
            "silence",
            "frame-silent",
            (
                page().fake_clock(),
                "await frame(); await lab.skip(10_100);",
            ),
            (
                page().fake_clock(),
                "const f = await frame(); await lab.skip(10_100); await f.post({ type: 'pageLoaded' }); setInterval(() => lab.skip(500), 10);",
            ),
        ),
    ]
}

fn providers() -> Vec<Row> {
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

fn messages() -> Vec<Row> {
    const SAY: &str = "const f = await frame(); await f.post({ type: 'pageLoaded' });";
    let holding = || page().providers("{ fetchBindToken: () => new Promise(() => {}) }");
    let stopping = |how: &str| {
        bare().body(&format!(
            "<script>addEventListener('message', (event) => event.{how}());</script><script src='/embed.js'></script>"
        ))
    };
    vec![
        Row(
            "a_malformed_message",
            "messages",
            "malformed-message",
            (
                page(),
                "const f = await frame(); await f.post({ type: 'requestBindToken' });",
            ),
            (
                page(),
                "const f = await frame(); await f.post({ type: 'requestBindToken', requestId: 1 });",
            ),
        ),
        Row(
            "an_unknown_message",
            "messages",
            "unknown-message",
            (
                page(),
                "const f = await frame(); await f.post({ type: 'not a name' });",
            ),
            (page(), SAY),
        ),
        Row(
            "too_many_requests",
            "messages",
            "too-many-requests",
            (
                holding(),
                "const f = await frame(); for (let id = 1; id <= 33; id++) await f.ask('bind', id);",
            ),
            (
                holding(),
                "const f = await frame(); for (let id = 1; id <= 32; id++) await f.ask('bind', id);",
            ),
        ),
        Row(
            "a_listener_that_stops_events",
            "messages",
            "stopped-event",
            (stopping("stopImmediatePropagation"), SAY),
            (stopping("preventDefault"), SAY),
        ),
    ]
}
