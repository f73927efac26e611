//! More of everything than any portal sends. What it costs is printed, not judged: the peak of
//! provider calls of a frame, memory, and how long the main thread was not free.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::harness::{Case, Outcome, Page, Tab, driven, fail, page};
use crate::probe::{patient, probed};

const LIMIT: Duration = Duration::from_secs(300);
/// Seldom: a browser that is asked often while it loads a thousand frames comes to nothing else.
const LOOK: Duration = Duration::from_secs(2);

/// What a test in parts keeps in the page: how to begin, and what it has cost in the end.
const FLOOD: &str = "
    window.calls = probe.calls();
    window.begin = () => {
      const [block, bytes, at] = [probe.block(), probe.bytes(), lab.now()];
      window.costs = () => {
        const { task, paint } = block();
        ok(probe.bytes() - bytes < 1e6, 'the memory has not grown with what came');
        return {
          seconds: (lab.now() - at) / 1000, calls: calls.all, peak: calls.peak, memory: probe.bytes(),
          'longest task, ms': task, 'longest wait for a frame, ms': paint,
        };
      };
    };
    const { ok } = lab;";

fn flooded(attributes: &str) -> Page {
    probed(patient(page().with(attributes))).script(FLOOD)
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        driven("a_hundred_thousand_requests_of_one_frame", |tab| {
            Box::pin(requests(tab))
        }),
        driven("two_hundred_thousand_messages_of_strangers", |tab| {
            Box::pin(strangers(tab))
        }),
        driven("a_provider_that_never_answers", |tab| {
            Box::pin(silence(tab))
        }),
        driven("a_thousand_frames_at_once", |tab| Box::pin(crowd(tab))).alone(),
    ]
}

/// One frame asks as fast as it can, and its provider takes until the end of it.
async fn requests(tab: &Tab<'_>) -> Outcome {
    tab.show(&flooded("")).await?;
    let heap = heap(tab).await?;
    tab.lab(
        "await LedgerBee.bridge.ready;
         const gate = new Promise((open) => { window.open = open; });
         window.LedgerBee.embed = { fetchBindToken: ({ frame, requestId }) => calls.of(frame, async () => {
           if (frame === f.element && requestId !== 'after') await gate;
           return `${frame.id}/${requestId}`;
         }) };
         const [f, g] = [await frame(), await frame()];
         Object.assign(window, { f, g });
         await f.run(`window.answers = new Map();
           addEventListener('message', ({ data }) => {
             if (data.type === 'bindToken') answers.set(data.requestId, [...(answers.get(data.requestId) ?? []), data.token]);
           });
           inbox.push = () => 0;`);
         begin();
         f.run('for (let i = 0; i < 100_000; i++) parent.postMessage({ type: \"requestBindToken\", requestId: i }, \"*\")');
         window.served = (async () => {
           for (let i = 0; i < 20; i++) eq(await g.token('bind', i), `${g.element.id}/${i}`);
           return lab.count(f.window);
         })();",
    )
    .await?;
    until(tab, "lab.count(f.window) >= 100_000").await?;
    let costs = tab
        .lab(
            "const meanwhile = await served;
             eq([calls.peak, calls.all], [32, 52]);
             open();
             await f.ask('bind', 'after');
             await until(() => f.run('return answers.get(\"after\")?.length === 1'), 'an answer after the flood');
             const answers = await f.run('return [...answers]');
             eq(answers.length, 100_001, 'every request is answered');
             ok(answers.every(([, tokens]) => tokens.length === 1), 'once');
             const given = answers.filter(([, [token]]) => token !== null);
             eq(given.length, 33);
             ok(given.every(([id, [token]]) => token === `${f.element.id}/${id}`), 'each its own');
             eq(diagnostics(), Array(20).fill('too-many-requests'));
             return { ...costs(), 'of the flood when the neighbour was done': meanwhile };",
        )
        .await?;
    print(tab, "100,000 requests of one frame", &costs, heap).await?;
    tab.check().await
}

/// Half of them from a frame that is marked, but another site's.
async fn strangers(tab: &Tab<'_>) -> Outcome {
    tab.show(&flooded("data-portal-origins='{{frame}}'"))
        .await?;
    let heap = heap(tab).await?;
    tab.lab(
        "await LedgerBee.bridge.ready;
         window.LedgerBee.embed = { fetchBindToken: ({ frame }) => calls.of(frame, async () => 'token') };
         const src = `${origins.foreign}/frame`;
         window.strangers = [await frame({ src, 'data-ledgerbee-pricing': null }), await frame({ src })];
         const g = await frame();
         begin();
         for (const it of strangers) {
           it.run(`const kinds = [{ type: 'requestBindToken', requestId: 'r' }, { type: 'pageLoaded' }, 'x'.repeat(1000), null, { type: 'resize', height: 5 }];
             for (let i = 0; i < 100_000; i++) parent.postMessage(kinds[i % kinds.length], '*');`);
         }
         window.served = (async () => {
           for (let i = 0; i < 20; i++) eq(await g.token('bind', i), 'token');
           await g.post({ type: 'pageLoaded' });
         })();",
    )
    .await?;
    until(
        tab,
        "strangers.every((it) => lab.count(it.window) >= 100_000)",
    )
    .await?;
    let costs = tab
        .lab(
            "await served;
             eq([calls.all, named('pageLoaded').length], [20, 1]);
             eq(diagnostics(), Array(20).fill('untrusted-origin'));
             for (const it of strangers) eq([await it.inbox(), it.element.style.height], [[], '']);
             expectWarnings('untrusted-origin');
             return costs();",
        )
        .await?;
    print(tab, "200,000 messages of strangers", &costs, heap).await?;
    tab.check().await
}

/// A frame asks on and on; what is not answered is given up at the deadline.
async fn silence(tab: &Tab<'_>) -> Outcome {
    let page = probed(page().with("data-provider-timeout=100")).script(FLOOD);
    tab.show(&page.fake_clock()).await?;
    let heap = heap(tab).await?;
    let costs = tab
        .lab(
            "await LedgerBee.bridge.ready;
             const [f, g] = [await frame(), await frame()];
             const never = ({ frame, signal }) => calls.of(frame, () => new Promise((_, fail) => signal.addEventListener('abort', fail))).catch(() => new Promise(() => {}));
             const embed = (window.LedgerBee.embed = { fetchBindToken: (context) => context.frame === f.element ? never(context) : 'token' });
             begin();
             for (let round = 0; round < 10; round++) {
               await f.run('for (let i = 0; i < 200; i++) parent.postMessage({ type: \"requestBindToken\", requestId: `${data}/${i}` }, \"*\")', round);
               await until(() => lab.count(f.window) === (round + 1) * 200, `all requests of round ${round}`);
               eq(await g.token('bind', round), 'token');
               await lab.skip(100);
               await until(async () => (await f.run('return inbox.length')) === (round + 1) * 200, `all answers of round ${round}`);
             }
             const tokens = (await f.inbox()).map(({ data }) => data.token);
             eq([tokens.length, tokens.every((it) => it === null)], [2_000, true]);
             eq([calls.peak, calls.all], [32, 320]);
             embed.fetchBindToken = () => 'late';
             eq(await f.token('bind', 'after'), 'late');
             const codes = diagnostics(f.element);
             eq(codes.filter((it) => it === 'too-many-requests').length, 20);
             eq(codes.filter((it) => it === 'provider-timeout').length, 20);
             return costs();",
        )
        .await?;
    print(tab, "a provider that never answers", &costs, heap).await?;
    tab.check().await
}

/// All of them come in one change of the page, ask under one id, and go in one change. Two are there
/// before: Chromium has at most 1,000 in a page.
async fn crowd(tab: &Tab<'_>) -> Outcome {
    tab.show(&flooded("")).await?;
    let heap = heap(tab).await?;
    tab.lab(
        "await LedgerBee.bridge.ready;
         window.LedgerBee.embed = { fetchBindToken: ({ frame }) => calls.of(frame, async () => `of ${frame.id}`) };
         window.g = await frame();
         // Of the page’s own site, or Chromium has every process tell the other of each.
         const near = origins.frame.replace('127.0.0.1', 'localhost');
         window.witness = await frame({ src: `${near}/frame`, 'data-ledgerbee-pricing': null });
         await witness.run('window.heard = []; new BroadcastChannel(\"heard\").onmessage = ({ data }) => heard.push(data);');
         const say = encodeURIComponent(JSON.stringify({ type: 'requestBindToken', requestId: 'r' }));
         window.crowd = document.createElement('div');
         window.all = Array.from({ length: 998 }, () => element({ src: `${near}/frame?tell&say=${say}`, width: 10, height: 10 }));
         for (const it of all) it.name = it.id;
         crowd.append(...all);
         begin();
         document.body.append(crowd);
         eq(LedgerBee.bridge.frames().length, 999);
         window.served = (async () => {
           for (let i = 0; i < 20; i++) eq(await g.token('bind', i), `of ${g.element.id}`);
         })();",
    )
    .await?;
    until(tab, "calls.all >= 1_018").await?;
    let costs = tab
        .lab(
            "await served;
             const heard = await until(async () => { const it = await witness.run('return heard'); return it.length >= 998 && it; });
             const wanted = all.map(({ id }) => [id, { type: 'bindToken', requestId: 'r', token: `of ${id}` }]);
             const sorted = (list) => [...list].sort(([a], [b]) => (a < b ? -1 : 1));
             eq(sorted(heard), sorted(wanted));
             eq([calls.all, calls.peak, diagnostics()], [1_018, 1, []]);
             crowd.remove();
             eq(LedgerBee.bridge.frames(), [g.element]);
             eq(await g.token('bind', 'after'), `of ${g.element.id}`);
             all.length = 0;
             return costs();",
        )
        .await?;
    print(tab, "1,000 frames at once", &costs, heap).await?;
    tab.check().await
}

/// Waits for what may take longer than one call to a driver may.
async fn until(tab: &Tab<'_>, expression: &str) -> Outcome {
    let started = Instant::now();
    while tab.js(&format!("return !!({expression})")).await? != json!(true) {
        if started.elapsed() > LIMIT {
            let seen = tab.js("return [lab.errors, window.calls?.all]").await;
            return fail(format!("never: {expression}; events: {seen:?}"));
        }
        sleep(LOOK).await;
    }
    Ok(())
}

/// Bytes of the page's objects after a collection, where the browser tells.
async fn heap(tab: &Tab<'_>) -> Outcome<Option<f64>> {
    tab.devtools("HeapProfiler.collectGarbage", json!({}))
        .await?;
    let usage = tab.devtools("Runtime.getHeapUsage", json!({})).await?;
    Ok(usage.and_then(|usage| usage["usedSize"].as_f64()))
}

#[expect(clippy::print_stderr, reason = "what it costs is for people to read")]
async fn print(tab: &Tab<'_>, name: &str, costs: &Value, before: Option<f64>) -> Outcome {
    let engine =
        "return [navigator.userAgent.match(/Firefox|Chrome|Safari/)[0], lab.program].join('/')";
    let lane = tab.js(engine).await?;
    let grown = heap(tab)
        .await?
        .zip(before)
        .map(|(after, before)| after - before);
    eprintln!(
        "flood [{}]: {name}: {costs}, heap grown by: {grown:?}",
        lane.as_str().unwrap_or_default()
    );
    Ok(())
}
