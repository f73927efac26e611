//! A page's life: documents that reload or lead elsewhere, the back/forward cache, and hours of
//! frames that come and go.

use serde_json::json;

use crate::harness::{Case, Outcome, Page, Tab, bare, driven, fail, in_page, page};

/// Counts the timers that are not over, and keeps what is never to be retained. WebKit's driver
/// sets one on the page itself, of a day, for its script timeout: that one isn't counted.
const WATCH: &str = "window.timers = new Set();
  window.made = [];
  {
    const { setTimeout: set, clearTimeout: clear } = window;
    window.setTimeout = (work, ms, ...rest) => {
      const id = set(() => { timers.delete(id); work(...rest); }, ms);
      if (ms < 3_600_000) timers.add(id);
      return id;
    };
    window.clearTimeout = (id) => { timers.delete(id); clear(id); };
  }";

/// Mounts `count` frames, `at once` at a time, as a page with client-side navigation does: each
/// says 100 things, and is gone again.
///
/// The frames are of the page's site, though not of its origin: they live in its process, and what
/// is kept of them is in the heap that is measured.
const MOUNT: &str = "window.mount = async (count, atOnce) => {
  const silent = new Set();
  const heard = ({ data, source }) => {
    if (data === 'said all') silent.delete(source);
  };
  addEventListener('message', heard);
  for (let i = 0; i < count; i += atOnce) {
    const view = document.createElement('main');
    document.body.append(view);
    const frames = Array.from({ length: atOnce }, () => lab.element({ src: `${lab.origins.frame}/chatter` }));
    view.append(...frames);
    made.push(new WeakRef(frames[0]));
    for (const it of frames) silent.add(it.contentWindow);
    await lab.until(() => silent.size === 0, 'the last word of every frame');
    view.remove();
  }
  removeEventListener('message', heard);
};";

/// Rounds of 800 frames and 80,000 messages, of which one has to leave the heap flat.
const ROUNDS: u32 = 4;

/// Less than a byte a message.
const FLAT: u64 = 64 * 1024;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        in_page(
            "a_frame_that_reloads_is_served_on",
            page().providers("{ fetchBindToken: ({ requestId }) => `token ${requestId}` }"),
            "const f = await frame();
             eq(await f.token('bind', 'one'), 'token one');
             const loaded = new Promise((resolve) => f.element.addEventListener('load', resolve, { once: true }));
             f.run('setTimeout(() => location.reload(), 0)');
             await loaded;
             await f.connect();
             eq(await f.token('bind', 'two'), 'token two');
             eq(await f.token('bind', 'one'), 'token one', 'a new document, a new request');
             eq(LedgerBee.bridge.frames(), [f.element]);",
        ),
        there_and_back(
            "a_frame_that_was_at_another_site_is_served_again",
            page(),
            "",
        ),
        there_and_back(
            "a_frame_of_the_pages_site_that_was_at_another_is_served_again",
            page().same_site(),
            "",
        ),
        there_and_back(
            "a_frame_of_the_pages_origin_that_was_at_another_site_is_served_again",
            page(),
            "{ src: `${origins.page}/frame` }",
        ),
        in_page(
            "a_redirect_to_its_own_origin_is_served_and_one_elsewhere_is_not",
            page().providers("{ fetchBindToken: () => 'token' }"),
            "const f = await frame({ src: `${origins.frame}/redirect?to=${origins.frame}/frame` });
             eq(await f.token('bind', 1), 'token');
             const g = await frame({ src: `${origins.frame}/redirect?to=${origins.foreign}/frame` });
             await g.ask('bind', 1);
             await g.post({ type: 'pageLoaded' });
             eq([await g.inbox(), named('pageLoaded'), diagnostics()], [[], [], ['origin-mismatch', 'origin-mismatch']]);",
        ),
        driven("back_and_forward_it_is_as_it_was", |tab| {
            Box::pin(back_and_forward(tab))
        }),
        driven("hours_of_frames_that_come_and_go_leave_nothing", |tab| {
            Box::pin(soak(tab))
        }),
        in_page(
            "what_would_be_left_would_be_seen",
            bare().script(WATCH).script(MOUNT),
            "setTimeout(() => {}, 1e6);
             eq(timers.size, 1);
             await mount(2, 2);
             eq(made.length, 1);",
        ),
    ]
}

/// A frame that is answered, leads itself elsewhere and comes back: its window may be of another
/// process each time, where another function posts to it.
fn there_and_back(name: &'static str, page: Page, options: &str) -> Case {
    in_page(
        name,
        page.providers("{ fetchBindToken: ({ requestId }) => `token ${requestId}` }"),
        format!(
            "const f = await frame({options});
             for (const round of ['one', 'two', 'three']) {{
               eq(await f.token('bind', round), `token ${{round}}`);
               eq((await f.answers(round)).length, 1);
               await f.navigate(`${{origins.named}}/frame`);
               await f.navigate(f.element.src);
             }}"
        ),
    )
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
        .script(WATCH)
        .script(MOUNT)
        .providers("{ fetchBindToken: async ({ requestId }) => `token ${requestId}`, fetchCatalogToken: () => new Promise(() => {}) }");
    tab.show(&page).await?;
    tab.lab("await LedgerBee.bridge.ready").await?;
    // The first ones let caches fill and code be compiled.
    let mut before = round(tab, 1200).await?;
    let mut growth = None;
    // What is kept for a frame or a message is kept in every round; an engine that compiles a
    // function once more is not.
    for _ in 0..ROUNDS {
        let after = round(tab, 800).await?;
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
