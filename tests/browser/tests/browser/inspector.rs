//! The inspector: what it shows of a page, and that the page goes as it goes without it.

use crate::doctor;
use crate::harness::{Case, Outcome, Page, Tab, bare, driven, fail, in_page, page};

/// A page with the inspector before everything of the embed's, and what looks into it.
pub(crate) fn inspected(page: Page) -> Page {
    watched(page).before("<script src='/inspector.js' nonce='page'></script>\n")
}

fn watched(page: Page) -> Page {
    page.script(include_str!("page/inspector.js"))
}

const TOKENS: &str =
    "{ fetchBindToken: async () => 'bind token', fetchCatalogToken: () => 'catalog token' }";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = diagram();
    cases.extend(privacy());
    cases.extend(harmless());
    cases.extend(panel());
    cases.extend(doctor::cases());
    cases
}

fn diagram() -> Vec<Case> {
    const HANDSHAKE: &str = "const f = await frame();
        eq(await f.token('bind', 'r1'), 'bind token');
        const answer = await lab.inspector.row('bindToken #1');
        const rows = lab.inspector.rows().filter(({ label }) => label.includes('#1'));
        eq(rows.map(({ way, label }) => [way, label]), [
          ['frame page', 'requestBindToken #1'],
          ['page provider', 'fetchBindToken() #1'],
          ['provider page', 'token of 10 #1'],
          ['page frame', 'bindToken #1: token of 10'],
        ]);
        ok(/^\\d+ ms after the request$/.test(answer.note) && answer.tone === 'good', answer.note);
        const times = rows.map(({ time }) => Number(/^(\\d+\\.\\d{3}) s$/.exec(time)[1]));
        ok(times.every((it, at) => it > 0 && it >= (times[at - 1] ?? 0)), String(times));";
    vec![
        in_page(
            "a_handshake_is_drawn_with_times",
            inspected(page().providers(TOKENS)),
            HANDSHAKE,
        ),
        in_page(
            "a_page_that_has_long_loaded_can_be_inspected",
            watched(page().providers(TOKENS)),
            format!(
                "const g = await frame();
                 await g.post({{ type: 'pageLoaded' }});
                 await lab.script({{ src: '/inspector.js' }});
                 await lab.inspector.row('pageLoaded', 'before the inspector was there');
                 await lab.inspector.row('is served');
                 {HANDSHAKE}"
            ),
        ),
        in_page(
            "without_a_provider_the_answer_is_drawn_alone",
            inspected(page()),
            "const f = await frame();
             eq(await f.token('bind', 'r1'), null);
             const answer = await lab.inspector.row('bindToken #1');
             eq([answer.label, answer.tone], ['bindToken #1: null', 'plain']);
             ok(answer.note.includes('provider-missing: anonymous'), answer.note);
             eq(lab.inspector.rows().filter(({ way }) => way.includes('provider')), []);",
        ),
        in_page(
            "a_message_of_an_untrusted_frame_is_drawn_with_the_reason",
            inspected(page().with("data-portal-origins='{{foreign}}'")),
            "const f = await frame();
             await f.ask('bind', 1);
             const row = await lab.inspector.row('requestBindToken', 'dropped');
             ok(row.tone === 'bad' && row.note.includes('untrusted-origin'), row.note);
             eq(lab.inspector.rows().filter(({ way }) => way === 'page frame'), []);
             expectWarnings('untrusted-origin');",
        ),
        in_page(
            "a_message_of_a_trusted_frame_is_drawn_as_passed_on",
            inspected(page().with("data-portal-origins='{{frame}}'")),
            "const f = await frame();
             await f.post({ type: 'checkoutConfirmed', status: 'CONFIRMED', subscriptionId: 'sub-1' });
             const row = await lab.inspector.row('checkoutConfirmed', 'passed on as ledgerbee:embed:checkoutConfirmed');
             eq([row.tone, row.label], ['good', 'checkoutConfirmed { status=CONFIRMED, subscriptionId }']);
             eq(lab.inspector.rows().filter(({ note }) => note.includes('dropped')), []);",
        ),
        in_page(
            "a_message_from_another_origin_is_drawn_with_both",
            inspected(page()),
            "const f = await lab.inspector.loaded();
             await f.navigate(`${origins.foreign}/frame`);
             await f.ask('bind', 1);
             const row = await lab.inspector.row('requestBindToken', 'origin-mismatch');
             ok(row.note.includes(origins.foreign), row.note);",
        ),
        in_page(
            "a_repeat_is_drawn_as_one",
            inspected(page().providers(TOKENS)),
            "const f = await frame();
             await f.token('bind', 1);
             await f.ask('bind', 1);
             await lab.inspector.row('requestBindToken #1', 'repeated');
             eq(lab.inspector.rows().filter(({ way }) => way === 'page frame').length, 1);",
        ),
        in_page(
            "what_a_provider_does_wrong_is_drawn",
            inspected(page().providers("{ fetchBindToken: async () => { throw new TypeError('x'); }, fetchCatalogToken: () => ({}) }")),
            "const f = await frame();
             eq([await f.token('bind', 1), await f.token('catalog', 2)], [null, null]);
             await lab.inspector.row('rejected TypeError #1');
             await lab.inspector.row('bindToken #1: null', 'provider-failed');
             await lab.inspector.row('an object #2');
             await lab.inspector.row('catalogToken #2: null', 'provider-invalid-token');
             expectWarnings('provider-failed');",
        ),
        in_page(
            "every_frame_has_its_state",
            inspected(page().with("data-portal-origins='{{frame}}'")),
            "const f = await frame();
             await f.post({ type: 'pageLoaded' });
             await frame({ src: `${origins.foreign}/frame` });
             await frame({ 'data-ledgerbee-pricing': null });
             const cards = () => {
               lab.inspector.press('Frames');
               return lab.inspector.all('[data-frame]').map((it) => it.textContent);
             };
             const seen = await until(() => cards().length === 2 && cards(), 'two frames');
             ok(seen[0].includes('is served') && seen[0].includes('1 message heard'), seen[0]);
             ok(seen[1].includes('is refused: untrusted-origin') && seen[1].includes('0 messages'), seen[1]);
             expectWarnings('untrusted-origin');",
        ),
    ]
}

/// Ways for a token to come from a provider.
const GIVERS: &str = "const givers = [
    (token) => token,
    async (token) => token,
    (token) => ({ then: (give) => give(token) }),
    (token) => ({ token }),
    (token) => new String(token),
    (token) => { throw token; },
    (token) => { throw new Error(token); },
    (token) => { throw Object.assign(new Error(), { name: token }); },
    (token) => Promise.reject(token),
    (token) => Promise.reject(new DOMException(token, token)),
    (token, { signal }) => new Promise((give) => signal.addEventListener('abort', () => give(token)))];";

fn privacy() -> Vec<Case> {
    vec![
        in_page(
            "a_token_is_shown_as_its_length_and_nowhere_else",
            inspected(page().with("data-provider-timeout=100").script("window.LedgerBee = { embed: {} };")),
            format!(
                "{GIVERS}
                 const mark = ['Zq7', 'Xk9'].join('');
                 const token = `${{mark}}-`.repeat(20);
                 const f = await frame();
                 for (const [index, give] of givers.entries()) {{
                   LedgerBee.embed.fetchBindToken = (context) => give(token, context);
                   await f.token('bind', index);
                 }}
                 await f.post({{ type: 'bindToken', token, status: token, email: token }});
                 await f.post({{ type: 'checkoutConfirmed', status: token, subscriptionId: token }});
                 await f.post({{ type: token }});
                 await f.ask('bind', token);
                 await frame({{ src: `${{origins.frame}}/frame?token=${{token}}#${{token}}` }});
                 await lab.inspector.row('token of 140', '');
                 await lab.inspector.survey();
                 const everything = lab.inspector.everything();
                 ok(everything.includes('token of 140') && everything.includes('token=…'), 'lengths and names are shown');
                 ok(!everything.includes(mark), 'the token is not');
                 ok(!document.documentElement.outerHTML.replace(/src=\"[^\"]*\"/g, '').includes(mark), 'nor is it in the page');
                 expectWarnings('provider-failed');"
            ),
        ),
        in_page(
            "what_is_shown_is_found_by_the_same_search",
            inspected(page()),
            "const mark = ['Zq7', 'Xk9'].join('');
             const f = await frame({ src: `${origins.frame}/embed/${mark}` });
             await f.post({ type: mark.replaceAll(/\\d/g, 'x') });
             await lab.inspector.survey();
             const everything = lab.inspector.everything();
             eq(everything.split(`/embed/${mark}`).length > 3, true);
             ok(lab.inspector.report().includes(mark), 'the report has it');",
        ),
    ]
}

/// Everything a page, a provider and a frame can see of a conversation.
const CONVERSATION: &str = "
    const f = await frame();
    const g = await frame({ src: `${origins.foreign}/frame` });
    const seen = [];
    for (const it of [f, g]) {
      for (const kind of ['bind', 'catalog']) seen.push(await it.token(kind, kind), (await it.answers(kind)).length);
      await it.ask('bind', 'bind');
      await it.post({ type: 'pageLoaded' });
      await it.post({ type: 'resize', height: 321 });
      await it.post({ type: 'checkoutConfirmed', status: 'CONFIRMED', subscriptionId: 's' });
      await it.post({ type: 'not a name' });
      await it.post({ type: 'requestBindToken' });
      seen.push((await it.inbox()).map(({ data, origin, isParent }) => [data, origin === location.origin, isParent]));
      seen.push(it.element.style.height);
    }
    const unmarked = await frame({ 'data-ledgerbee-pricing': null });
    await unmarked.ask('bind', 1);
    seen.push(await unmarked.inbox(), LedgerBee.embed.fetchBindToken === own.fetchBindToken, Reflect.ownKeys(LedgerBee.embed));
    seen.push(calls.map(({ self, args, kind }) => [self === LedgerBee.embed, args, kind]), LedgerBee.bridge.frames().length);
    seen.push(events.map(({ name, fields, keys, place }) => [name, fields, keys, place]));
    seen.push(Reflect.ownKeys(LedgerBee).map(String).sort(), Object.keys(window).filter((it) => /ledger|inspect/i.test(it)));
    return print(seen);";

const COUNTING: &str = "window.calls = [];
    window.own = {
      async fetchBindToken(...args) { calls.push({ self: this, args: args.length, kind: args[0].kind }); return 'bind token'; },
      fetchCatalogToken(...args) { calls.push({ self: this, args: args.length, kind: args[0].kind }); throw new Error('own'); },
    };
    window.LedgerBee = { embed: { ...own } };";

fn harmless() -> Vec<Case> {
    vec![
        driven("the_page_goes_as_it_goes_without_it", |tab| {
            Box::pin(async move { compare(tab).await })
        }),
        in_page(
            "nothing_a_page_is_makes_it_throw",
            inspected(page().script(HOSTILE)),
            "const f = await frame();
             const g = await frame({ 'data-ledgerbee-pricing': null });
             for (const it of [f, g]) {
               await it.run(`const holes = [, 1]; const cyclic = {}; cyclic.cyclic = cyclic;
                 const odd = [undefined, null, 0, NaN, 1n, '', 'x'.repeat(1e5), true, [], holes, {}, cyclic, new Map([[1, 2]]), new Date(NaN), /x/, new Error('x'), new Uint8Array(9)];
                 for (const data of odd) parent.postMessage(data, '*');
                 for (const type of [...odd, 'requestBindToken', 'resize', 'checkoutConfirmed', 'ledgerbee:embed:', 'ledgerbee:embed:diagnostic', '__proto__', 'constructor'])
                   for (const value of odd) parent.postMessage({ type, requestId: value, height: value, status: value, __proto__: null }, '*');`);
               await it.post({ type: 'pageLoaded' });
             }
             dispatchEvent(new MessageEvent('message', { data: { type: 'pageLoaded' }, source: f.window, origin: origins.frame }));
             for (const detail of [5, 'x', true, {}, { code: 5 }, { code: 'x', frame: 5 }]) {
               for (const name of ['diagnostic', 'pageLoaded']) dispatchEvent(new CustomEvent(`ledgerbee:embed:${name}`, { detail }));
             }
             window.LedgerBee = Object.freeze({ embed: Object.freeze({ fetchBindToken: () => 'x' }) });
             await f.token('bind', 'frozen');
             window.LedgerBee = new Proxy({}, { getOwnPropertyDescriptor() { throw new Error('own'); }, get() { throw new Error('own'); } });
             await f.token('bind', 'proxy');
             f.element.remove();
             document.querySelector('#shadowing').remove();
             await lab.inspector.survey();
             ok(lab.inspector.everything().length > 1000, 'it shows something');
             expectWarnings('provider-failed');",
        ),
        in_page(
            "a_mistake_of_its_own_is_said_once_and_stays_its_own",
            inspected(page().providers(TOKENS).script("
               window.spoil = () => { Object.keys = () => { throw new Error('own'); }; };")),
            "const f = await frame();
             const { keys } = Object;
             spoil();
             await f.ask('bind', 1);
             await f.ask('bind', 2);
             Object.keys = keys;
             eq([(await f.answer(1)).token, (await f.answer(2)).token], ['bind token', 'bind token']);
             eq(errors.filter((it) => it.includes('ledgerbee-inspector')).length, 1);
             expectErrors('ledgerbee-inspector: a mistake of its own');",
        ),
        in_page(
            "closed_it_leaves_nothing_behind",
            inspected(page().providers(TOKENS)),
            "const { fetchBindToken } = LedgerBee.embed;
             const f = await frame();
             await f.token('bind', 1);
             lab.inspector.press('Close');
             eq([document.querySelector('ledgerbee-inspector'), Object.getOwnPropertySymbols(window).filter((it) => String(it).includes('inspector'))], [null, []]);
             eq([await f.token('bind', 2), LedgerBee.embed.fetchBindToken === fetchBindToken], ['bind token', true]);
             const first = lab.inspector.root;
             await lab.script({ src: '/inspector.js' });
             ok(lab.inspector.root !== first && lab.inspector.root.isConnected, 'another one opens');",
        ),
    ]
}

/// Getters that throw, and names that hide members of `document`.
const HOSTILE: &str = "document.addEventListener('DOMContentLoaded', () => {
      document.body.insertAdjacentHTML('beforeend', '<div id=shadowing><img name=querySelectorAll><img name=currentScript><form name=documentElement></form></div>');
    });
    window.LedgerBee = { get embed() { throw new Error('own'); } };";

async fn compare(tab: &Tab<'_>) -> Outcome {
    let plain = page().script(COUNTING);
    let mut seen = Vec::new();
    for page in [plain.clone(), inspected(plain.clone()), plain] {
        tab.show(&page).await?;
        seen.push(tab.lab(CONVERSATION).await?);
    }
    match seen.iter().all(|it| Some(it) == seen.first()) && seen.len() == 3 {
        true => Ok(()),
        false => fail(format!("not alike: {seen:#?}")),
    }
}

fn panel() -> Vec<Case> {
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
