//! The script's tag, and pages that stand in its way (contract: "Script attributes").

use crate::harness::{Case, bare, in_page, page};

const TOKEN: &str = "{ fetchBindToken: () => 'token' }";
const NEVER: &str = "{ fetchBindToken: () => new Promise(() => {}) }";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = vec![
        in_page(
            "twice_is_one_bridge",
            page().providers(TOKEN).after("<script>window.first = LedgerBee.bridge</script><script src='/embed.js'></script>"),
            "ok(LedgerBee.bridge === first, 'one bridge');
             eq(diagnostics(), ['already-started']);
             const f = await frame();
             await f.ask('bind', 1);
             await f.answer(1);
             await f.post({ type: 'pageLoaded' });
             eq([(await f.answers(1)).length, named('pageLoaded').length], [1, 1]);",
        ),
        in_page(
            "a_further_tag_merges_its_options_and_cannot_widen_trust",
            page().with("data-portal-origins='{{foreign}}'").providers(NEVER),
            "await lab.script({ src: '/embed.js', 'data-provider-timeout': '100', 'data-portal-origins': '{{frame}}' });
             eq(diagnostics(), ['invalid-option', 'already-started']);
             const [f, g] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
             await f.ask('bind', 1);
             eq(await f.inbox(), []);
             eq(await g.token('bind', 1), null);
             expectWarnings('invalid-option', 'untrusted-origin');",
        ),
        in_page(
            "a_further_tag_adds_its_own_origin",
            page().public().providers(TOKEN),
            "const f = await frame();
             await f.ask('bind', 1);
             eq(await f.inbox(), []);
             await lab.script({ src: '{{frame}}/embed.js' });
             eq(await f.token('bind', 1), 'token');
             expectWarnings('untrusted-origin');",
        ),
        in_page(
            "another_version_joins_and_warns_once",
            page().providers(TOKEN),
            "const { bridge } = LedgerBee;
             await lab.script({ src: '/stale/embed.js' });
             await lab.script({ src: '/stale/embed.js' });
             ok(LedgerBee.bridge === bridge, 'one bridge');
             eq(diagnostics(), ['version-mismatch', 'version-mismatch']);
             const f = await frame();
             eq(await f.token('bind', 1), 'token');
             expectWarnings('version-mismatch');",
        ),
        in_page(
            "async_and_defer_start_as_well",
            bare().providers(TOKEN).after("<script src='/embed.js' async></script>"),
            "const f = await frame();
             eq(await f.token('bind', 1), 'token');
             LedgerBee.bridge.stop();
             await lab.script({ src: '/embed.js', defer: '' });
             eq(await f.token('bind', 2), 'token');",
        ),
        in_page(
            "inlined_it_has_attributes_but_no_origin_of_its_own",
            bare(),
            "const tag = document.createElement('script');
             tag.textContent = await (await fetch('/embed.js')).text();
             tag.setAttribute('data-portal-origins', origins.foreign);
             document.head.append(tag);
             const [f, g] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
             eq(LedgerBee.bridge.frames(), [g.element]);
             expectWarnings('untrusted-origin');",
        ),
        in_page(
            "debug_says_why_a_message_was_dropped",
            page().with("data-debug").providers(TOKEN),
            "const f = await frame();
             await f.token('bind', 1);
             eq(infos, []);
             await f.ask('bind', 1);
             await f.post(5);
             await f.post({ type: 'requestFoo' });
             eq(infos.map((text) => /^ledgerbee-embed: ([a-z-]+)/.exec(text)?.[1]), ['repeat', 'malformed-message', 'unknown-message']);
             const other = await frame({ 'data-ledgerbee-pricing': null });
             await other.post(5);
             eq(infos.slice(3).map((text) => /^ledgerbee-embed: ([a-z-]+)/.exec(text)?.[1]), ['frame-unmarked']);",
        ),
        in_page(
            "without_debug_the_console_stays_silent",
            page(),
            "const f = await frame();
             await f.post(5);
             await f.post({ type: 'requestFoo' });
             eq(infos, []);",
        ),
        in_page(
            "a_timeout_is_clamped_from_below",
            page().fake_clock().with("data-provider-timeout='1'").providers(NEVER),
            "const f = await frame();
             await f.ask('bind', 1);
             await lab.skip(90);
             eq(await f.inbox(), []);
             await lab.skip(20);
             eq((await f.answer(1)).token, null);",
        ),
        in_page(
            "a_timeout_is_clamped_from_above",
            page().fake_clock().with("data-provider-timeout='1e9'").providers(NEVER),
            "const f = await frame();
             await f.ask('bind', 1);
             await lab.skip(59_900);
             eq(await f.inbox(), []);
             await lab.skip(200);
             eq((await f.answer(1)).token, null);",
        ),
        in_page(
            "a_frozen_global_is_served_and_nothing_thrown",
            page().script(&format!("window.LedgerBee = Object.freeze({{ embed: {TOKEN} }});")),
            "const f = await frame();
             eq(await f.token('bind', 1), 'token');
             eq(Object.keys(LedgerBee), ['embed']);",
        ),
        in_page(
            "a_global_that_cannot_be_written_is_served_too",
            page().script(&format!(
                "Object.defineProperty(window, 'LedgerBee', {{ value: Object.freeze({{ embed: {TOKEN} }}), writable: false }});"
            )),
            "const f = await frame();
             eq(await f.token('bind', 1), 'token');",
        ),
        in_page(
            "a_global_replaced_later_is_left_alone",
            page(),
            &format!(
                "const {{ bridge }} = LedgerBee;
                 window.LedgerBee = {{ embed: {TOKEN} }};
                 const f = await frame();
                 eq(await f.token('bind', 1), 'token');
                 eq(Object.keys(LedgerBee), ['embed']);
                 bridge.stop();
                 eq(Object.keys(LedgerBee), ['embed']);"
            )[..],
        ),
        in_page(
            "an_image_named_currentscript_is_not_the_tag",
            bare()
                .providers(TOKEN)
                .before("<img alt='' name=currentScript data-portal-origins='' src='{{foreign}}/embed.js'>")
                .embed("src='/embed.js' data-portal-origins='{{frame}}'"),
            "const [f, g] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
             ok(document.currentScript instanceof HTMLImageElement, 'clobbered');
             eq(await f.token('bind', 1), 'token');
             eq(LedgerBee.bridge.frames(), [f.element]);
             expectWarnings('untrusted-origin');",
        ),
        in_page(
            "elements_named_like_methods_hide_no_frame",
            page()
                .providers(TOKEN)
                .body("<iframe id='m' src='{{frame}}/frame' data-ledgerbee-pricing></iframe>")
                .before(
                    "<img alt='' name=querySelectorAll><img alt='' name=documentElement><img alt='' name=addEventListener>\
                     <img alt='' name=body><img alt='' name=readyState><img alt='' name=baseURI><img alt='' name=defaultView>\
                     <form name=createElement></form><img alt='' name=getElementsByTagName><img alt='' name=nodeType>",
                ),
            "const f = await stub(window.m);
             ok(document.querySelectorAll instanceof Element, 'clobbered');
             eq(await f.token('bind', 1), 'token');
             eq(LedgerBee.bridge.frames(), [f.element]);",
        ),
        in_page(
            "inputs_named_like_properties_hide_no_frame_of_their_form",
            page().providers(TOKEN),
            "const names = ['nodeType', 'matches', 'querySelectorAll', 'getRootNode', 'isConnected', 'children', 'localName', 'tagName', 'shadowRoot'];
             const box = document.createElement('div');
             box.innerHTML = `<form>${names.map((name) => `<input name=${name}>`).join('')}</form>`;
             box.firstChild.append(element());
             document.body.append(box.firstChild);
             const form = document.querySelector('form');
             ok(form.nodeType instanceof Element, 'clobbered');
             const f = await stub(form.querySelector.call(document.body, 'iframe'));
             eq(await f.token('bind', 1), 'token');
             document.body.removeChild(form);
             eq(LedgerBee.bridge.frames(), []);",
        ),
        in_page(
            "a_frame_named_ledgerbee_is_not_the_pages_object",
            bare()
                .before("")
                .body("<iframe name=LedgerBee src='{{foreign}}/frame'></iframe><script src='/embed.js'></script>"),
            "const f = await frame();
             eq(await f.token('bind', 1), null);
             await f.post({ type: 'pageLoaded' });
             eq(named('pageLoaded').length, 1);
             eq(diagnostics(), ['provider-missing']);",
        ),
        in_page(
            "an_image_named_ledgerbee_is_not_the_pages_object",
            bare().body("<img alt='' id=LedgerBee><script src='/embed.js'></script>"),
            "const f = await frame();
             eq(await f.token('bind', 1), null);
             eq(document.querySelector('img').bridge, undefined);",
        ),
        in_page(
            "what_is_on_object_prototype_is_no_field",
            page().script(
                "window.names = ['type', 'requestId', 'height', 'vanity', 'deferred', 'embed'];
                 for (const name of names) {
                   const value = { type: 'pageLoaded', deferred: true, height: 5 }[name] ?? 'x';
                   Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
                 }",
            ),
            "const f = await frame();
             await f.post({});
             await f.post({ type: 'checkoutInitiated' });
             await f.post({ type: 'requestBindToken' });
             await f.post({ type: 'resize' });
             for (const name of names) delete Object.prototype[name];
             eq(diagnostics(), Array(3).fill('malformed-message'));
             eq(named('checkoutInitiated')[0].fields, {});",
        ),
        in_page(
            "what_is_on_object_prototype_is_no_attribute_of_the_tag",
            page().public().script(
                "Object.defineProperty(Object.prototype, 'portalOrigins', { value: '{{frame}}', configurable: true });
                 Object.defineProperty(Object.prototype, 'providerTimeout', { value: 'x', configurable: true });",
            ),
            "delete Object.prototype.portalOrigins;
             delete Object.prototype.providerTimeout;
             const f = await frame();
             eq(LedgerBee.bridge.frames(), [], 'trust is not for any script to widen by accident');
             eq(diagnostics(), ['untrusted-origin']);
             expectWarnings('untrusted-origin');",
        ),
    ];
    let no_timeouts = [
        ("a_timeout_that_is_empty_is_the_default", ""),
        ("a_timeout_that_is_a_word_is_the_default", "soon"),
        ("a_timeout_that_is_nan_is_the_default", "NaN"),
        ("a_timeout_with_a_unit_is_the_default", "100ms"),
    ];
    cases.extend(no_timeouts.map(|(name, value)| {
        let attribute = format!("data-provider-timeout='{value}'");
        in_page(
            name,
            page().fake_clock().with(&attribute).providers(NEVER),
            "const f = await frame();
             await f.ask('bind', 1);
             await lab.skip(9_990);
             eq(await f.inbox(), []);
             await lab.skip(20);
             eq((await f.answer(1)).token, null);
             eq(diagnostics(), ['invalid-option', 'provider-timeout']);
             expectWarnings('invalid-option');",
        )
    }));
    cases
}
