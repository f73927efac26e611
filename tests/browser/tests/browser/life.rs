//! A page's life beyond one document: the back/forward cache, and hours of frames that come and go.
//! Frames that reload or lead elsewhere are in `in-page/life.js`.

use serde_json::json;

use crate::harness::{Case, Outcome, Tab, fail, flow, page};

/// Rounds of 200 frames and 20,000 messages, of which one has to leave the heap flat.
const ROUNDS: u32 = 4;

/// Less than two bytes a message.
const FLAT: u64 = 32 * 1024;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("back_and_forward_it_is_as_it_was", back_and_forward),
        flow!("hours_of_frames_that_come_and_go_leave_nothing", soak),
    ]
}

async fn back_and_forward(tab: &Tab<'_>) -> Outcome {
    let page = page()
        .providers("{ fetchBindToken: ({ requestId }) => new Promise((resolve) => { window.give = () => resolve(`token ${requestId}`); }) }")
        .script("addEventListener('pageshow', ({ persisted }) => { window.isRestored = persisted; });");
    tab.show(&page).await?;
    tab.lab(
        "window.f = await frame();
         await f.post({ type: 'pageLoaded' });
         await f.ask('bind', 'pending');
         const unload = performance.getEntriesByType('navigation')[0].notRestoredReasons;",
    )
    .await?;
    let address = tab.client.current_url().await?;
    tab.goto(&format!("{}/blank", tab.world.lab.origins.page))
        .await?;
    tab.wait_for_page("document.title === 'blank'").await?;
    tab.go_back_to(&address).await?;
    tab.wait_for_page(&format!(
        "location.pathname === '{}' && typeof lab === 'object' && lab.isLoaded",
        address.path()
    ))
    .await?;
    tab.lab(
        "if (!window.isRestored) {
           // The browser chose to load it anew; then it is a page like any other.
           const f = await frame();
           await f.ask('bind', 'new');
           window.give();
           eq((await f.answer('new')).token, 'token new');
           return;
         }
         eq(LedgerBee.bridge.frames(), [f.element]);
         await f.connect();
         await f.post({ type: 'pageLoaded' });
         eq(named('pageLoaded').length, 2, 'events before and after');
         await f.ask('bind', 'fresh');
         window.give();
         eq((await f.answer('fresh')).token, 'token fresh');
         const past = [];
         LedgerBee.bridge.on('pageLoaded', () => past.push(1), { replay: true });
         eq(past.length, 2);",
    )
    .await?;
    tab.check().await
}

async fn soak(tab: &Tab<'_>) -> Outcome {
    let page = page()
        .same_site()
        .file("mount.js")
        .providers("{ fetchBindToken: async ({ requestId }) => `token ${requestId}`, fetchCatalogToken: () => new Promise(() => {}) }");
    tab.show(&page).await?;
    tab.lab("await LedgerBee.bridge.ready").await?;
    // The first ones let caches fill and code be compiled.
    let mut before = round(tab, 400).await?;
    let mut growth = None;
    // What is kept for a frame or a message is kept in every round; an engine that compiles a
    // function once more is not.
    for _ in 0..ROUNDS {
        let after = round(tab, 200).await?;
        growth = after
            .zip(before)
            .map(|(after, before)| after.saturating_sub(before));
        before = after;
        if growth.is_none_or(|growth| growth <= FLAT) {
            break;
        }
    }
    tab.lab(
        "eq(LedgerBee.bridge.frames(), []);
         await until(() => timers.size === 0, 'the deadline of the last request to come to nothing');
         const f = await frame();
         eq(await f.token('bind', 'after'), 'token after');
         f.element.remove();
         await until(() => timers.size === 0, 'its own too');",
    )
    .await?;
    if let Some(growth) = growth {
        let kept = tab
            .js("return made.filter((it) => it.deref()).length")
            .await?;
        if kept != json!(0) {
            return fail(format!("{kept} frames are retained"));
        }
        if growth > FLAT {
            return fail(format!("the heap grew by {growth} bytes in each round"));
        }
    }
    tab.check().await
}

/// Mounts frames, and says how many bytes of heap are in use then.
async fn round(tab: &Tab<'_>, frames: u32) -> Outcome<Option<u64>> {
    for _ in 0..frames / 100 {
        tab.lab("await mount(100, 20)").await?;
    }
    tab.lab("lab.events.length = 0; lab.statuses.length = 0; lab.heard.clear(); await settle()")
        .await?;
    heap(tab).await
}

/// Bytes in use after a collection, where the browser tells.
async fn heap(tab: &Tab<'_>) -> Outcome<Option<u64>> {
    for _ in 0..2 {
        if tab
            .devtools("HeapProfiler.collectGarbage", json!({}))
            .await?
            .is_none()
        {
            return Ok(None);
        }
    }
    let usage = tab.devtools("Runtime.getHeapUsage", json!({})).await?;
    Ok(usage
        .and_then(|usage| usage["usedSize"].as_f64())
        .map(|size| size as u64))
}
