//! Frames that are not served, not heard or silent.

use super::{Row, SOME};
use crate::harness::page;

pub(super) fn frames() -> Vec<Row> {
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
                "const f = await frame(); await f.navigate(`${origins.foreign}/frame`); await f.post({ type: 'pageLoaded' });",
            ),
            (
                page(),
                "const f = await frame(); await f.navigate(`${origins.frame}/frame?other`); await f.post({ type: 'pageLoaded' });",
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
