//! Libraries that change the language or the browser for the whole page, each before the embed and
//! after it, as their authors publish them (`scripts/libraries.mjs` puts them there).

use crate::harness::{Case, Page, bare, in_page, page};
use crate::probe::probed;

/// What every page with a library has to do.
const SERVED: &str = include_str!("page/library.js");
const MICRO: &str = include_str!("page/qiankun.js");

/// The names of a library's two tests, its file, what the page does with it, and how it is seen to be there.
const LIBRARIES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "mootools_before",
        "mootools_after",
        "mootools",
        "",
        "typeOf([]) === 'array' && [].append",
    ),
    (
        "zone_before",
        "zone_after",
        "zone",
        "",
        "/Zone/i.test(String(Promise))",
    ),
    (
        "core_js_2_before",
        "core_js_2_after",
        "core-js-2",
        "",
        "window['__core-js_shared__']",
    ),
    (
        "core_js_3_before",
        "core_js_3_after",
        "core-js-3",
        "",
        "window['__core-js_shared__']",
    ),
    (
        "es6_shim_before",
        "es6_shim_after",
        "es6-shim",
        "",
        "Object.getOwnPropertyNames(Promise).length",
    ),
    (
        "sentry_before",
        "sentry_after",
        "sentry",
        "window.envelopes = [];
         Sentry.init({
           dsn: 'https://key@sentry.lab.example/1',
           sendDefaultPii: true,
           tracesSampleRate: 1,
           integrations: [Sentry.browserTracingIntegration(), Sentry.captureConsoleIntegration()],
           transport: () => ({
             send: async (envelope) => { envelopes.push(JSON.stringify(envelope)); return {}; },
             flush: async () => true,
           }),
         });
         window.finish = async () => { Sentry.captureMessage('own'); await Sentry.flush(); };",
        "envelopes.length",
    ),
    (
        "turbo_before",
        "turbo_after",
        "turbo",
        "window.finish = () => Turbo.session.history.replace(new URL(location.href));",
        "window.Turbo",
    ),
    (
        "sinon_before",
        "sinon_after",
        "sinon",
        "window.clock = sinon.useFakeTimers();",
        "window.setTimeout.clock || window.Date.clock || clock",
    ),
];

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for &(before, after, file, setting, seen) in LIBRARIES {
        let test = format!("const isThere = () => {seen};\n{SERVED}");
        let library =
            format!("<script src='/library/{file}.js'></script><script>{setting}</script>");
        cases.push(in_page(before, serving().before(&library), test.as_str()));
        cases.push(in_page(after, serving().after(&library), test));
    }
    let styled = |name, file: &str, test: &str| {
        let library = format!("<script src='/library/{file}.js'></script>");
        in_page(name, page().before(&library), test)
    };
    cases.extend([
        styled(
            "turbo_morphs_a_page_and_leaves_the_height",
            "turbo",
            "const holder = document.createElement('main');
             document.body.append(holder);
             const f = await frame({}, holder);
             await f.post({ type: 'resize', height: 300 });
             const { id, src } = f.element;
             const fresh = document.createElement('main');
             fresh.innerHTML = `<iframe id='${id}' src='${src}' data-ledgerbee-pricing style='width: 90%'></iframe>`;
             Turbo.morphChildren(holder, fresh);
             eq([holder.firstElementChild === f.element, f.element.getAttribute('style')], [true, 'width: 90%']);
             await settle();
             eq([f.element.style.height, f.element.style.width], ['300px', '90%']);",
        ),
        styled(
            "vue_writes_a_style_anew_and_leaves_the_height",
            "vue",
            "const holder = document.createElement('main');
             document.body.append(holder);
             const style = Vue.ref('width: 80%');
             const src = `${origins.frame}/frame`;
             const attributes = { id: 'vue', src, 'data-ledgerbee-pricing': '' };
             Vue.createApp({ render: () => Vue.h('iframe', { ...attributes, style: style.value }) }).mount(holder);
             const f = await lab.stub(holder.firstElementChild);
             await settle();
             await f.post({ type: 'resize', height: 300 });
             style.value = 'width: 90%';
             await Vue.nextTick();
             eq(f.element.style.width, '90%');
             await settle();
             eq(f.element.style.height, '300px');",
        ),
    ]);
    let micro = |name, speedy: &str| {
        in_page(
            name,
            bare().before("<script src='/library/qiankun.js'></script>"),
            format!("const speedy = {speedy};\n{MICRO}"),
        )
    };
    cases.extend([
        micro("qiankun_keeps_it_over_an_unmount", "false"),
        micro("qiankun_with_names_taken_early_keeps_it", "true"),
    ]);
    cases
}

/// A page that can be searched for what it must not say, and that trusts one origin only.
fn serving() -> Page {
    probed(page().with("data-portal-origins='{{frame}}' data-provider-timeout=300")).script(
        "window.LedgerBee = { embed: {
           fetchBindToken: ({ requestId }) => {
             if (requestId === 'none') return new Promise(() => {});
             return requestId === 'plain' ? probe.marked('plain') : Promise.resolve(probe.marked('bind'));
           },
           fetchCatalogToken: async () => { await null; return probe.marked('catalog'); },
         } };",
    )
}
