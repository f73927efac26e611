//! Whose messages count, and where answers go (contract: "Which frames are served").

use crate::harness::{Case, Page, bare, in_page, page};

fn held() -> Page {
    page().script(HELD)
}

const HELD: &str = "window.calls = []; window.LedgerBee = { embed: { fetchBindToken: (context) =>
    new Promise((give) => { calls.push({ ...context, give }); }) } };";

/// A frame that is refused: nothing is asked or answered, and the author is told once.
fn refused(code: &str) -> String {
    format!(
        "await f.ask('bind', 'r');
         await f.post({{ type: 'pageLoaded' }});
         await f.post({{ type: 'resize', height: 77 }});
         eq([await f.inbox(), calls, LedgerBee.bridge.frames(), f.element.style.height], [[], [], [], '']);
         eq(diagnostics(f.element), Array(4).fill('{code}'));
         eq(named('pageLoaded'), []);
         expectWarnings('{code}');"
    )
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        in_page(
            "a_frame_without_the_marker_is_nobody",
            held(),
            "const [f, other] = [await frame(), await frame({ 'data-ledgerbee-pricing': null })];
             await f.ask('bind', 'r');
             await other.ask('bind', 'r');
             await other.post({ type: 'pageLoaded' });
             await other.post('garbage');
             eq([calls.length, await other.inbox(), events], [1, [], []]);
             calls[0].give('token');
             eq((await f.answer('r')).token, 'token');
             eq(await other.inbox(), []);",
        ),
        in_page(
            "a_frame_inside_the_frame_is_nobody",
            held(),
            "const f = await frame();
             const before = lab.total();
             await f.run(`const nested = document.createElement('iframe');
               nested.src = '/frame?say=' + encodeURIComponent(JSON.stringify({ type: 'requestBindToken', requestId: 'r' }));
               document.body.append(nested);`);
             await until(() => lab.total() > before);
             await settle();
             eq([calls, events, await f.inbox()], [[], [], []]);
             eq(lab.count(f.window), 0);",
        ),
        in_page(
            "the_page_itself_is_nobody",
            held(),
            "const f = await frame();
             window.postMessage({ type: 'requestBindToken', requestId: 'r' }, '*');
             window.postMessage({ type: 'pageLoaded' }, '*');
             await until(() => lab.count(window) === 2);
             eq([calls, events], [[], []]);",
        ),
        in_page(
            "a_message_event_made_by_a_script_is_nobody",
            held(),
            "const f = await frame();
             for (const type of ['requestBindToken', 'pageLoaded', 5]) {
               window.dispatchEvent(new MessageEvent('message', {
                 source: f.window, origin: origins.frame, data: { type, requestId: 'r' } }));
             }
             await settle();
             eq([calls, events], [[], []]);
             await f.ask('bind', 'r');
             eq(calls.length, 1);",
        ),
        in_page(
            "a_message_port_is_no_window",
            held(),
            "const f = await frame();
             const before = lab.total();
             await f.run(`const { port1, port2 } = new MessageChannel(); parent.postMessage('port', '*', [port1]); port2.postMessage({ type: 'pageLoaded' });`);
             await until(() => lab.total() > before);
             eq([diagnostics(), named('pageLoaded')], [['malformed-message'], []]);",
        ),
        in_page(
            "a_frame_that_left_its_origin_is_heard_no_more",
            held(),
            "const f = await frame();
             await f.navigate(`${origins.foreign}/frame`);
             await f.ask('bind', 'r');
             await f.post({ type: 'pageLoaded' });
             eq([calls, await f.inbox()], [[], []]);
             eq(diagnostics(f.element), ['origin-mismatch', 'origin-mismatch']);
             await f.navigate(`${origins.frame}/frame`);
             await f.ask('bind', 'r');
             eq(calls.length, 1, 'and is heard again when it is back');",
        ),
        in_page(
            "an_answer_does_not_reach_who_took_the_frames_place",
            held(),
            "const f = await frame();
             await f.ask('bind', 'r');
             await f.navigate(`${origins.foreign}/frame`);
             calls[0].give('lbk-secret');
             await settle();
             eq(await f.inbox(), []);",
        ),
        in_page(
            "a_src_changed_and_changed_back_drops_what_was_asked",
            held(),
            "const f = await frame();
             await f.ask('bind', 'r');
             await f.change((it) => {
               const { src } = it;
               it.src = `${origins.foreign}/frame`;
               it.src = src;
             });
             await until(() => calls[0].signal.aborted);
             calls[0].give('lbk-secret');
             eq(await f.inbox(), []);
             await f.ask('bind', 'r');
             calls[1].give('fresh');
             eq((await f.answer('r')).token, 'fresh');",
        ),
        in_page(
            "a_src_changed_in_the_providers_own_task_drops_the_answer",
            page().script(
                "window.LedgerBee = { embed: { fetchBindToken: async ({ frame }) => {
                    const { src } = frame; frame.src = `${lab.origins.foreign}/blank`; frame.src = src; return 'lbk-secret'; } } };",
            ),
            "const f = await frame();
             const loaded = new Promise((resolve) => f.element.addEventListener('load', resolve, { once: true }));
             await f.run('setTimeout(() => parent.postMessage({ type: \"requestBindToken\", requestId: 1 }, \"*\"), 0)');
             await loaded;
             await f.connect();
             eq(await f.inbox(), []);",
        ),
        in_page(
            "a_src_of_another_path_of_the_same_origin_keeps_what_was_asked",
            held(),
            "const f = await frame();
             await f.ask('bind', 'r');
             await f.change((it) => { it.src = `${origins.frame}/frame?2`; });
             calls[0].give('token');
             eq((await f.answer('r')).token, 'token');
             eq(calls[0].signal.aborted, false);",
        ),
        in_page(
            "an_untrusted_src_is_refused",
            page().public().script(HELD),
            format!("const f = await frame(); {}", refused("untrusted-origin")),
        ),
        in_page(
            "a_sandbox_without_same_origin_is_refused",
            held(),
            format!("const f = await frame({{ sandbox: 'allow-scripts' }}); {}", refused("sandboxed-frame")),
        ),
        in_page(
            "a_sandbox_with_same_origin_is_served",
            held(),
            "const f = await frame({ sandbox: 'allow-scripts Allow-Same-Origin allow-forms' });
             await f.ask('bind', 'r');
             eq([calls.length, events], [1, []]);",
        ),
        in_page(
            "a_srcdoc_is_refused_whatever_the_src_says",
            held(),
            format!(
                "const srcdoc = await (await fetch('/frame')).text();
                 const f = await frame({{ srcdoc: srcdoc.replace(/location.search/g, '\"\"') }}); {}",
                refused("srcdoc-frame")
            ),
        ),
        in_page(
            "a_blob_is_refused",
            held(),
            format!(
                "const blob = new Blob([(await (await fetch('/frame')).text())], {{ type: 'text/html' }});
                 const f = await frame({{ src: URL.createObjectURL(blob) }}); {}",
                refused("untrusted-origin")
            ),
        ),
        in_page(
            "a_frame_whose_address_is_to_come_is_no_mistake",
            held(),
            "document.body.append(element({ src: null }), element({ src: 'about:blank' }), element({ src: 'about:srcdoc' }));
             await settle();
             eq(diagnostics(), Array(3).fill('untrusted-origin'));
             eq(LedgerBee.bridge.frames(), []);",
        ),
        in_page(
            "an_empty_address_is_none",
            held(),
            "const it = element({ src: '' });
             document.body.append(it);
             await settle();
             eq(LedgerBee.bridge.frames(), [], 'it shows about:blank, not the page');
             eq(diagnostics(), ['untrusted-origin']);",
        ),
        in_page(
            "only_the_tenants_portals_are_trusted_on_the_internet",
            page().public(),
            "const rows = [
               ['https://acme.portal.ledgerbee.com/embed/pro-plan', true],
               ['HTTPS://ACME.Portal.LedgerBee.com:443/', true],
               ['https://a-1.portal.ledgerbee.com', true],
               ['https://\\u24d0cme.portal.ledgerbee.com', true],
               ['http://acme.portal.ledgerbee.com/', false],
               ['https://acme.portal.ledgerbee.com:8443/', false],
               ['https://portal.ledgerbee.com/', false],
               ['https://.portal.ledgerbee.com/', false],
               ['https://a.b.portal.ledgerbee.com/', false],
               ['https://a_b.portal.ledgerbee.com/', false],
               ['https://acme.portal.ledgerbee.com./', false],
               ['https://acme.portal.ledgerbee.com.evil.example/', false],
               ['https://evil.example/acme.portal.ledgerbee.com', false],
               ['https://acme.portal.ledgerbee.com@evil.example/', false],
               ['https://evilportal.ledgerbee.com/', false],
               ['https://' + 'a'.repeat(63) + '.portal.ledgerbee.com/', true],
               ['blob:https://acme.portal.ledgerbee.com/1', false],
               ['data:text/html,https://acme.portal.ledgerbee.com', false],
               ['//acme.portal.ledgerbee.com/', false],
               ['https://127.0.0.1/', false],
               ['https://localhost/', false],
             ];
             for (const [src, isServed] of rows) {
               // Hidden and lazy: never loaded.
               const it = element({ src, loading: 'lazy', style: 'display:none' });
               document.body.append(it);
               await settle();
               eq([src, LedgerBee.bridge.frames().includes(it)], [src, isServed]);
               it.remove();
             }
             expectWarnings('untrusted-origin');
             allowErrors('Not allowed to load local resource: blob:');",
        ),
        in_page(
            "the_scripts_own_origin_is_trusted",
            bare().public().script(HELD).embed("src='{{frame}}/embed.js'"),
            "const f = await frame();
             await f.ask('bind', 'r');
             eq(calls.length, 1);
             const g = await frame({ src: `${origins.foreign}/frame` });
             await g.ask('bind', 'r');
             eq([calls.length, await g.inbox()], [1, []]);
             expectWarnings('untrusted-origin');",
        ),
        in_page(
            "a_copy_at_another_path_says_nothing_about_its_origin",
            bare().public().script(HELD).embed("src='{{frame}}/copy/embed.js'"),
            format!("const f = await frame(); {}", refused("untrusted-origin")),
        ),
        in_page(
            "the_pages_own_origin_is_no_portal",
            page().public().script(HELD),
            format!("const f = await frame({{ src: '/frame' }}); {}", refused("untrusted-origin")),
        ),
        in_page(
            "listed_origins_are_the_only_ones",
            page().with("data-portal-origins=' {{foreign}}\n{{named}} '").script(HELD),
            "const [f, g, h] = [await frame(), await frame({ src: `${origins.foreign}/frame` }),
               await frame({ src: `${origins.named}/frame` })];
             for (const it of [f, g, h]) await it.ask('bind', 'r');
             eq(calls.map(({ frame }) => frame), [g.element, h.element]);
             eq(LedgerBee.bridge.frames(), [g.element, h.element]);
             eq(await f.inbox(), []);
             expectWarnings('untrusted-origin');",
        ),
        in_page(
            "without_a_list_a_name_without_tls_is_refused",
            held(),
            format!("const f = await frame({{ src: `${{origins.named}}/frame` }}); {}", refused("untrusted-origin")),
        ),
        in_page(
            "an_empty_list_trusts_nobody",
            page().with("data-portal-origins=''").script(HELD),
            format!("const f = await frame(); {}", refused("untrusted-origin")),
        ),
        in_page(
            "what_is_no_origin_is_left_out_of_the_list",
            page()
                .with("data-portal-origins='{{frame}}/ {{frame}}/frame 127.0.0.1 * {{foreign}} https://x.example:443'")
                .script(HELD),
            "eq(diagnostics(), ['invalid-option']);
             const [f, g] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
             await f.ask('bind', 'r');
             await g.ask('bind', 'r');
             eq(calls.map(({ frame }) => frame), [g.element]);
             expectWarnings('invalid-option', 'untrusted-origin');",
        ),
    ]
}
