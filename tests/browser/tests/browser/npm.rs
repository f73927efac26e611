//! `index.js` as a module (contract: "npm").

use tokio::process::Command;

use crate::harness::{Case, Outcome, Tab, bare, driven, fail, in_page, page};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        in_page(
            "importing_does_nothing",
            bare().script("window.before = Reflect.ownKeys(window).length;").before("<script type=module src='/index.js'></script>"),
            "const { start } = await lab.load('/index.js');
             ok(typeof start === 'function', 'start');
             const f = await frame();
             await f.ask('bind', 1);
             eq([await f.inbox(), events, 'LedgerBee' in window], [[], [], false]);
             eq(Object.getOwnPropertySymbols(window).filter((it) => String(it).includes('ledgerbee')), []);",
        ),
        in_page(
            "an_import_in_the_page_serves_it",
            bare()
                .body("<iframe id='m' src='{{frame}}/frame' data-ledgerbee-pricing></iframe>")
                .after("<script type=module>import { start } from '/index.js';
                    window.bridge = start({ providers: { fetchBindToken: async () => 'mine' } });</script>"),
            "const f = await stub(document.getElementById('m'));
             eq(await f.token('bind', 1), 'mine');
             ok(bridge === LedgerBee.bridge, 'published');
             await bridge.ready;",
        ),
        in_page(
            "given_providers_come_before_the_global_kind_by_kind",
            bare().providers("{ fetchBindToken: () => 'global-b', fetchCatalogToken: () => 'global-c' }"),
            "const { start } = await lab.load('/index.js');
             const mine = { prefix: 'mine', fetchBindToken() { return `${this.prefix}-b`; } };
             const bridge = start({ providers: mine });
             await bridge.ready;
             const f = await frame();
             eq([await f.token('bind', 1), await f.token('catalog', 1)], ['mine-b', 'global-c']);
             ok(start({ providers: { fetchCatalogToken: () => 'mine-c' } }) === bridge, 'one bridge');
             eq([await f.token('bind', 2), await f.token('catalog', 2)], ['mine-b', 'mine-c']);
             start({ providers: { fetchBindToken: () => 'newer' } });
             eq(await f.token('bind', 3), 'newer');
             eq(diagnostics(), ['already-started', 'already-started']);",
        ),
        in_page(
            "tag_and_import_give_one_bridge",
            page().providers("{ fetchBindToken: () => 'global' }"),
            "const { bridge } = LedgerBee;
             const { start } = await lab.load('/index.js');
             ok(start() === bridge, 'one bridge');
             eq(diagnostics(), ['already-started']);
             const f = await frame();
             eq(await f.token('bind', 1), 'global');
             bridge.stop();
             const next = start({ providers: { fetchBindToken: () => 'mine' } });
             ok(next !== bridge, 'afresh');
             eq(await f.token('bind', 2), 'mine');
             await lab.script({ src: '/embed.js' });
             ok(LedgerBee.bridge === next, 'one bridge');",
        ),
        in_page(
            "a_stopped_bridge_is_followed_by_one_without_its_providers",
            bare(),
            "const { start } = await lab.load('/index.js');
             start({ providers: { fetchBindToken: () => 'old' } }).stop();
             start();
             const f = await frame();
             eq(await f.token('bind', 1), null);",
        ),
        in_page(
            "origins_given_once_cannot_be_widened",
            bare().providers("{ fetchBindToken: () => 'token' }"),
            "const { start } = await lab.load('/index.js');
             await start({ portalOrigins: [origins.foreign] }).ready;
             start({ portalOrigins: [origins.frame] });
             const [f, g] = [await frame(), await frame({ src: `${origins.foreign}/frame` })];
             await f.ask('bind', 1);
             eq([await f.inbox(), await g.token('bind', 1)], [[], 'token']);
             expectWarnings('invalid-option', 'untrusted-origin');",
        ),
        in_page(
            "origins_given_later_narrow",
            bare().providers("{ fetchBindToken: () => new Promise(() => {}) }"),
            "const { start } = await lab.load('/index.js');
             const bridge = start();
             const f = await frame();
             await f.ask('bind', 1);
             start({ portalOrigins: [] });
             eq(bridge.frames(), []);
             await f.ask('bind', 2);
             eq(await f.inbox(), []);
             expectWarnings('untrusted-origin');",
        ),
        in_page(
            "bad_options_are_left_out_one_by_one_and_reported",
            bare().providers("{ fetchBindToken: () => 'global' }"),
            "const { start } = await lab.load('/index.js');
             const bridge = start({ providers: { fetchBindToken: 5, fetchCatalogToken: () => 'mine' }, providerTimeoutMs: '100', debug: 'yes', root: document.body });
             await bridge.ready;
             eq(diagnostics(), Array(4).fill('invalid-option'));
             const f = await frame();
             eq([await f.token('bind', 1), await f.token('catalog', 1)], ['global', 'mine']);
             for (const options of [null, undefined, 5, 'text', [], () => {}, true]) ok(start(options) === bridge, 'the bridge');
             for (const value of [5, 'x', true]) start({ providers: value });
             for (const value of [NaN, {}, []]) start({ providerTimeoutMs: value });
             start({ get debug() { throw new Error('own'); } });
             start(new Proxy({}, { get() { throw new Error('own'); } }));
             eq(await f.token('bind', 2), 'global');
             const names = warnings.map((text) => /invalid-option: (\\w+)/.exec(text)?.[1]);
             eq([...new Set(names)].length, names.length, 'each name once');
             expectWarnings(...warnings.map(() => 'invalid-option'));",
        ),
        in_page(
            "a_list_that_is_none_trusts_nobody",
            bare().providers("{ fetchBindToken: () => 'token' }"),
            "const { start } = await lab.load('/index.js');
             start({ portalOrigins: origins.frame });
             const f = await frame();
             await f.ask('bind', 1);
             eq(await f.inbox(), []);
             expectWarnings('invalid-option', 'untrusted-origin');",
        ),
        in_page(
            "a_root_is_observed_in_addition",
            bare().providers("{ fetchBindToken: () => 'token' }"),
            "const { start } = await lab.load('/index.js');
             const host = document.createElement('div');
             document.body.append(host);
             const root = host.attachShadow({ mode: 'closed' });
             start({ root });
             const [f, g] = [await frame({}, root), await frame()];
             eq([await f.token('bind', 1), await g.token('bind', 1)], ['token', 'token']);",
        ),
        in_page(
            "a_module_has_no_origin_of_its_own",
            bare().public(),
            "const { start } = await lab.load('{{frame}}/index.js');
             start();
             const f = await frame();
             await f.ask('bind', 1);
             eq(await f.inbox(), []);
             expectWarnings('untrusted-origin');",
        ),
        driven("a_server_can_import_it_but_not_start_it", |tab| Box::pin(on_a_server(tab))),
    ]
}

async fn on_a_server(tab: &Tab<'_>) -> Outcome {
    let dist = tab.world.dist.path();
    // A name that Node takes for a module without a package around it.
    std::fs::copy(dist.join("index.js"), dist.join("index.mjs")).expect("a copy");
    let code = "const before = Reflect.ownKeys(globalThis).length;
        const { start } = await import('./index.mjs');
        if (Reflect.ownKeys(globalThis).length !== before) console.log('a new global');
        try { start(); console.log('started'); } catch (error) { console.log(`${error.name}: ${error.message}`); }";
    let output = Command::new("node")
        .args(["--input-type=module", "--eval", code])
        .current_dir(dist)
        .output()
        .await
        .expect("node");
    let text = String::from_utf8_lossy(&output.stdout);
    if text.starts_with("Error: ledgerbee-embed:")
        && text.contains("browser")
        && text.lines().count() == 1
    {
        Ok(())
    } else {
        fail(format!("{text}{}", String::from_utf8_lossy(&output.stderr)))
    }
}
