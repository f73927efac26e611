//! Pages that have put something of their own in the place of what the language and the browser
//! bring: older libraries do, and so do polyfills.

use crate::harness::{Case, bare, in_page, page};

const TOKEN: &str = "{ fetchBindToken: async () => 'token' }";

/// What a page replaces, and how.
const REPLACED: &[(&str, &str)] = &[
    (
        // A bound function takes its arguments as a list.
        "bind",
        "Function.prototype.bind = function (on, args) {
           const call = this;
           return (...own) => call.apply(on, args === undefined ? own : [args].flat());
         };",
    ),
    ("bind_that_throws", "Function.prototype.bind = () => { throw new Error('own'); };"),
    ("then_that_forgets", "Promise.prototype.then = () => {};"),
    (
        "then_that_answers_at_once",
        "Promise.prototype.then = function (answer) { answer('other'); answer('other'); };",
    ),
    (
        "promise",
        "window.Promise = class { static resolve() { throw new Error('own'); } static allSettled() { throw new Error('own'); } };",
    ),
    (
        "lists",
        "const own = () => { throw new Error('own'); };
         for (const name of ['shift', 'unshift', 'pop', 'splice', 'concat', 'at']) Array.prototype[name] = own;",
    ),
    ("abort_controller", "window.AbortController = undefined;"),
    (
        "abort_controller_that_throws",
        "window.AbortController = class { get signal() { throw new Error('own'); } abort() { throw new Error('own'); } };",
    ),
];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = REPLACED
        .iter()
        .map(|(name, code)| {
            in_page(
                name,
                page()
                    .with("data-provider-timeout=100")
                    .providers(
                        "{ fetchBindToken: ({ kind, signal }) => kind === 'bind' && Object.assign(Promise.resolve('token'), { signal }),
                           fetchCatalogToken: () => ({ then() {} }) }",
                    )
                    .after(&format!("<script>(() => {{ {code} }})()</script>")),
                "const f = await frame();
                 eq([await f.token('bind', 1), await f.token('bind', 2)], ['token', 'token']);
                 eq(await f.token('catalog', 3), null);
                 eq([(await f.inbox()).length, diagnostics()], [3, ['provider-timeout']]);
                 expectWarnings('provider-timeout');",
            )
        })
        .collect();
    cases.extend([
        in_page(
            "setters_for_an_index_see_no_token_and_keep_none",
            page().script(
                "window.seen = [];
                 window.LedgerBee = { embed: { fetchBindToken: async () => {
                   for (const it of [Array.prototype, Object.prototype]) {
                     for (const at of [0, 1, 2]) {
                       Object.defineProperty(it, at, { set(value) { seen[seen.length + 3] = value; }, configurable: true });
                     }
                   }
                   setTimeout(() => {
                     for (const it of [Array.prototype, Object.prototype]) for (const at of [0, 1, 2]) delete it[at];
                   }, 300);
                   return 'lbk-secret';
                 } } };",
            ),
            "const f = await frame();
             await f.ask('bind', 1);
             await lab.sleep(400);
             eq(await f.token('bind', 2), 'lbk-secret');
             eq((await f.answers(1)).map(({ token }) => token), ['lbk-secret']);
             ok(!JSON.stringify(seen).includes('lbk-secret'), seen);",
        ),
        in_page(
            "a_promise_with_a_then_of_its_own_is_a_promise",
            page().providers(
                "{ fetchBindToken: () => Object.assign(Promise.resolve('token'), { then(answer) { answer('other'); answer('other'); } }) }",
            ),
            "const f = await frame();
             eq([await f.token('bind', 1), diagnostics()], ['token', []]);",
        ),
        in_page(
            "a_then_that_answers_at_once_and_again_answers_once",
            page().providers("{ fetchBindToken: () => ({ then(answer, fail) { answer('token'); answer('other'); fail('own'); throw 'own'; } }) }"),
            "const f = await frame();
             eq([await f.token('bind', 1), await f.token('bind', 2)], ['token', 'token']);
             eq([(await f.inbox()).length, diagnostics()], [2, []]);",
        ),
        in_page(
            "a_signal_that_is_looked_at_late_is_aborted_already",
            page().script(
                "window.contexts = [];
                 window.LedgerBee = { embed: { fetchBindToken: (context) => (contexts.push(context), new Promise(() => {})) } };",
            ),
            "const [f, g] = [await frame(), await frame()];
             await f.ask('bind', 1);
             await g.ask('bind', 1);
             eq(contexts.length, 2);
             f.element.remove();
             await settle();
             eq(contexts.map(({ signal }) => signal.aborted), [true, false]);
             ok(contexts[0].signal === contexts[0].signal, 'one signal');
             eq(Object.keys({ ...contexts[0] }).sort(), ['frame', 'kind', 'requestId', 'signal']);",
        ),
        in_page(
            "an_answer_to_a_bridge_that_was_is_not_the_next_ones",
            bare(),
            "const { start } = await lab.load('/index.js');
             const gives = [];
             const fetchBindToken = () => new Promise((give) => gives.push(give));
             start({ providers: { fetchBindToken } });
             const f = await frame();
             await f.ask('bind', 1);
             LedgerBee.bridge.stop();
             eq((await f.answer(1)).token, null);
             await start({ providers: { fetchBindToken } }).ready;
             await f.ask('bind', 2);
             eq(gives.length, 2);
             gives[0]('old');
             await settle();
             eq(await f.answers(2), []);
             gives[1]('new');
             eq((await f.answer(2)).token, 'new');
             eq((await f.inbox()).length, 2);",
        ),
    ]);
    cases.push(in_page(
        "what_nobody_has_replaced_is_the_same",
        page().providers(TOKEN),
        "const f = await frame();
         eq([await f.token('bind', 1), diagnostics()], ['token', []]);",
    ));
    cases
}
