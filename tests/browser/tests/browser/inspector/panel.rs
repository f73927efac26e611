//! The panel: its style under every policy, its keys, its report.

use super::{TOKENS, inspected};
use crate::harness::{Case, bare, in_page, page};

pub(super) fn cases() -> Vec<Case> {
    const STYLED: &str = "const panel = lab.inspector.all('.panel')[0];
        const style = getComputedStyle(panel);
        eq([style.position, style.display, style.flexDirection], ['fixed', 'flex', 'column']);
        ok(panel.getBoundingClientRect().width > 300, 'it has a size');";
    const STRICT: &str = "default-src 'none'; script-src 'nonce-R4nd0m' 'strict-dynamic' 'wasm-unsafe-eval'; frame-src {{frame}}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types ledgerbee-embed";
    // As in a browser without constructed sheets.
    const OLD: &str =
        "window.CSSStyleSheet = function () { throw new TypeError('Illegal constructor'); };";
    let strict = |policy: &str| {
        bare()
            .policy(policy)
            .providers(TOKENS)
            .embed("src='/embed.js' nonce='R4nd0m'")
    };
    vec![
        in_page(
            "the_strictest_policy_lets_it_work",
            inspected(strict(STRICT)),
            format!(
                "const f = await frame();
                 eq(await f.token('bind', 1), 'bind token');
                 await lab.inspector.row('bindToken #1: token of 10');
                 ok(lab.inspector.report().includes('token of 10'), 'it reports');
                 {STYLED}
                 await until(() => lab.inspector.all('.status')[0].textContent === 'The report is on the clipboard.', 'it says so');
                 allowErrors('favicon');"
            ),
        ),
        in_page(
            "an_old_browser_takes_its_style_by_the_nonce",
            inspected(strict(&format!("{STRICT}; style-src 'nonce-page'")).script(OLD)),
            format!("{STYLED} eq(lab.inspector.all('.status')[0].textContent, ''); allowErrors('favicon');"),
        ),
        in_page(
            "a_style_that_is_refused_is_said",
            inspected(strict(STRICT).script(OLD)),
            "ok(lab.inspector.all('.status')[0].textContent.includes('style-src'), 'it says so');
             expectErrors('csp: style-src');
             allowErrors('favicon', 'Content Security Policy', 'Content-Security-Policy', 'Refused');",
        ),
        in_page(
            "styles_of_the_page_do_not_reach_it",
            inspected(page().before("<style>html > *, body * { display: none !important; color: red !important; font-size: 99px !important; } ledgerbee-inspector { display: none !important; }</style>")),
            format!(
                "{STYLED}
                 eq(style.fontSize, '13px');
                 eq(getComputedStyle(document.body).display, 'none');"
            ),
        ),
        in_page(
            "keys_do_all_that_a_mouse_does",
            inspected(page()),
            "const { root, button, all } = lab.inspector;
             const key = (name) => root.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, composed: true }));
             const chosen = () => all('[aria-selected=true]').map((it) => it.textContent.replace(/\\d+$/, ''));
             button('Diagram').focus();
             key('ArrowRight');
             eq([chosen(), root.activeElement === button('Frames')], [['Frames'], true]);
             key('End');
             eq(chosen(), ['Doctor']);
             key('ArrowRight');
             eq(chosen(), ['Diagram']);
             key('ArrowLeft');
             eq(chosen(), ['Doctor']);
             eq(all('[role=tab]').map((it) => it.tabIndex), [-1, -1, 0]);
             const panel = all('.panel')[0];
             key('Escape');
             eq([panel.hidden, root.activeElement === all('.pill')[0]], [true, true]);
             root.activeElement.click();
             eq([panel.hidden, root.activeElement === all('[role=tabpanel]')[0]], [false, true]);
             for (const it of all('button')) ok(it.textContent || it.getAttribute('aria-label'), 'it has a name');",
        ),
        in_page(
            "without_a_clipboard_the_report_is_there_to_copy",
            inspected(page().providers(TOKENS)),
            "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
             const f = await frame();
             await f.token('bind', 1);
             await lab.inspector.row('bindToken #1');
             lab.inspector.press('Copy report');
             const [area] = lab.inspector.all('textarea');
             ok(area.value.includes('bindToken #1: token of 10') && area.selectionEnd === area.value.length, area.value);
             eq(lab.inspector.copied, []);
             lab.inspector.press('Doctor');
             eq(lab.inspector.all('textarea').length, 0);",
        ),
        in_page(
            "a_check_passes_only_when_it_was_seen_to_work",
            inspected(page().providers("{ fetchBindToken: async () => null }")),
            "const { open, passed, survey, report, all } = lab.inspector;
             await survey();
             const state = (id) => (passed().includes(id) ? 'ok' : id in open() ? 'open' : 'wrong');
             eq(['script', 'silence', 'answers', 'messages'].map(state), ['ok', 'open', 'open', 'open']);
             const f = await frame();
             eq(await f.token('bind', 1), null);
             await survey();
             eq(['silence', 'answers', 'messages'].map(state), ['ok', 'open', 'ok']);
             ok(open().answers.includes('fetchBindToken returned null') && report().includes('not tested: Providers return tokens'), open().answers);
             LedgerBee.embed.fetchBindToken = async () => 'token';
             eq(await f.token('bind', 2), 'token');
             await survey();
             eq(state('answers'), 'ok');
             const policy = all('.policy')[0].textContent;
             ok(policy.startsWith('Content-Security-Policy: script-src ') && policy.includes(`'wasm-unsafe-eval'`) && policy.includes(origins.frame), policy);",
        ),
        in_page(
            "a_provider_given_to_start_is_seen",
            inspected(bare()),
            "const { start } = await lab.load('/index.js');
             start({ providers: { fetchBindToken: async () => 'token' } });
             const f = await frame();
             eq(await f.token('bind', 1), 'token');
             await lab.inspector.row('bindToken #1: token of 5');
             await lab.inspector.survey();
             ok(lab.inspector.passed().includes('answers'), 'it has been seen');",
        ),
        in_page(
            "a_second_script_shows_the_first",
            inspected(page()),
            "const { root } = lab.inspector;
             lab.inspector.press('Minimise');
             await lab.script({ src: '/inspector.js' });
             eq([document.querySelectorAll('ledgerbee-inspector').length, lab.inspector.root === root], [1, true]);
             eq(lab.inspector.all('.panel')[0].hidden, false);",
        ),
    ]
}
