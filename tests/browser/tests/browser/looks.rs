//! What a buyer sees of the demo's pages and the sandbox's portal: another language or theme in
//! place, and nothing that moves by itself.

use serde_json::json;

use crate::flows::{FRAME, TEAM, details, test_id};
use crate::harness::{Case, Outcome, Tab, fail, flow};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("the_portal_changes_its_look_in_place", change_look),
        flow!(
            "a_look_from_another_window_changes_nothing",
            look_of_another
        ),
        flow!("the_last_look_wins", last_look),
        flow!("nothing_moves_on_the_demos_pages", nothing_moves),
        flow!("nothing_moves_on_a_phone", nothing_moves_on_a_phone),
        flow!("nothing_moves_on_a_tablet", nothing_moves_on_a_tablet),
        flow!(
            "nothing_moves_on_a_large_screen",
            nothing_moves_on_a_large_screen
        ),
        flow!("what_moves_is_measured", what_moves),
    ]
}

async fn open(tab: &Tab<'_>, path: &str) -> Outcome {
    tab.visit(&format!("{}{path}", tab.world.sandbox.partner()))
        .await
}

async fn look(tab: &Tab<'_>, lang: &str, theme: &str) -> Outcome {
    tab.js(&format!(
        "document.querySelector('iframe').contentWindow.postMessage({{ type: 'ledgerbee:embed:look', lang: '{lang}', theme: '{theme}' }}, '*');"
    ))
    .await?;
    Ok(())
}

/// The frame is Danish, or English, to its last word.
async fn speaks(tab: &Tab<'_>, lang: &str, word: &str) -> Outcome {
    tab.wait_for_page(&format!(
        "document.documentElement.lang === '{lang}' && document.body.innerText.includes('{word}')"
    ))
    .await
}

/// In the middle of a checkout: what the buyer has typed stays, and the order goes through.
async fn change_look(tab: &Tab<'_>) -> Outcome {
    open(tab, "/anonymous.html").await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    details(tab, false).await?;
    tab.js("window.isSame = true").await?;
    tab.fill("input[name=email]", "kim@buyer.example").await?;
    speaks(tab, "en", "per month").await?;
    tab.leave().await?;
    look(tab, "da", "dark").await?;
    tab.enter(FRAME).await?;
    speaks(tab, "da", "pr. måned").await?;
    for kept in [
        "window.isSame === true && document.documentElement.dataset.theme === 'dark'",
        "document.querySelector('input[name=email]').value === 'kim@buyer.example'",
    ] {
        tab.wait_for_page(kept).await?;
    }
    // Where there are no keys, the field was filled without the focus.
    if tab.browser.has_mouse {
        tab.wait_for_page("document.activeElement.name === 'email'")
            .await?;
    }
    let rest = tab
        .js("return /per month|Your details|Back to plans/.exec(document.body.innerText)")
        .await?;
    if !rest.is_null() {
        return fail(format!("still English: {rest}"));
    }
    tab.click(&test_id("confirm")).await?;
    tab.find("[data-testid=confirmation][data-status=PENDING_VERIFICATION]")
        .await?;
    tab.leave().await?;
    // What is absent is the portal's to choose.
    tab.js("document.querySelector('iframe').contentWindow.postMessage({ type: 'ledgerbee:embed:look' }, '*');")
        .await?;
    tab.enter(FRAME).await?;
    speaks(tab, "en", "kim@buyer.example").await?;
    tab.wait_for_page("document.documentElement.dataset.theme === 'system'")
        .await?;
    tab.check_console(&[]).await
}

async fn look_of_another(tab: &Tab<'_>) -> Outcome {
    open(tab, "/anonymous.html").await?;
    tab.enter(FRAME).await?;
    tab.find(&test_id("cards")).await?;
    // The frame's own window is not the page around it.
    tab.js("window.heard = 0;
         addEventListener('message', () => (window.heard += 1));
         postMessage({ type: 'ledgerbee:embed:look', lang: 'da', theme: 'dark' }, '*');")
        .await?;
    tab.wait_for_page("window.heard === 1").await?;
    speaks(tab, "en", "per month").await?;
    tab.wait_for_page("document.documentElement.dataset.theme === 'system'")
        .await
}

/// While the texts of one language are on their way, another one is wanted.
async fn last_look(tab: &Tab<'_>) -> Outcome {
    open(tab, "/anonymous.html").await?;
    tab.enter(FRAME).await?;
    tab.find(&test_id("cards")).await?;
    tab.leave().await?;
    for (lang, theme) in [
        ("da", "dark"),
        ("en", "light"),
        ("da", "light"),
        ("xx", "x"),
    ] {
        look(tab, lang, theme).await?;
    }
    look(tab, "da", "dark").await?;
    tab.enter(FRAME).await?;
    speaks(tab, "da", "pr. måned").await?;
    tab.wait_for_page("document.documentElement.dataset.theme === 'dark'")
        .await
}

const PAGES: &[&str] = &[
    "/anonymous.html",
    "/bound.html",
    "/break-out.html",
    "/custom-cta.html",
    "/funnel.html",
    "/gated.html",
    "/several.html",
    "/strict-csp.html",
];

/// Once nothing changes its height any more, how much has moved since the page began, as a browser
/// counts it (cumulative layout shift). Only Chromium does.
const SHIFT: &str = "const heights = () => [document.documentElement.scrollHeight, ...[...document.querySelectorAll('iframe')].map((it) => it.offsetHeight)].join();
    return (async () => {
      for (let seen = '', times = 0; times < 5; ) {
        await new Promise((done) => setTimeout(done, 100));
        times = seen === heights() ? times + 1 : 0;
        seen = heights();
      }
      if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return 0;
      const observer = new PerformanceObserver(() => {});
      observer.observe({ type: 'layout-shift', buffered: true });
      return observer.takeRecords().reduce((sum, { value }) => sum + value, 0);
    })();";

/// What a page may move by, whatever the size of its window.
const LIMIT: f64 = 0.02;

async fn shift(tab: &Tab<'_>) -> Outcome<f64> {
    tab.wait_for_page("LedgerBee.bridge.status(document.querySelector('iframe')) === 'ready'")
        .await?;
    Ok(tab.js(SHIFT).await?.as_f64().unwrap_or(f64::INFINITY))
}

async fn nothing_moves(tab: &Tab<'_>) -> Outcome {
    let mut moved = Vec::new();
    for path in PAGES {
        open(tab, path).await?;
        moved.push((path, shift(tab).await?));
    }
    moved.retain(|(_, by)| *by >= LIMIT);
    match moved.as_slice() {
        [] => Ok(()),
        pages => fail(format!("{pages:?}")),
    }
}

async fn nothing_moves_on_a_phone(tab: &Tab<'_>) -> Outcome {
    nothing_moves_on(tab, 390, 844).await
}

async fn nothing_moves_on_a_tablet(tab: &Tab<'_>) -> Outcome {
    nothing_moves_on(tab, 820, 1180).await
}

/// Where what stands below a frame is in sight.
async fn nothing_moves_on_a_large_screen(tab: &Tab<'_>) -> Outcome {
    nothing_moves_on(tab, 1440, 1400).await
}

/// On a screen of this many pixels.
async fn nothing_moves_on(tab: &Tab<'_>, width: u32, height: u32) -> Outcome {
    let screen =
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 800 });
    tab.devtools("Emulation.setDeviceMetricsOverride", screen)
        .await?;
    let seen = nothing_moves(tab).await;
    tab.devtools("Emulation.clearDeviceMetricsOverride", json!({}))
        .await?;
    seen
}

/// A frame without a `min-height` moves what is below it.
async fn what_moves(tab: &Tab<'_>) -> Outcome {
    open(tab, "/anonymous.html").await?;
    if tab
        .js("return !PerformanceObserver.supportedEntryTypes.includes('layout-shift')")
        .await?
        == true
    {
        return Ok(());
    }
    shift(tab).await?;
    tab.js("const frame = document.querySelector('iframe');
         const small = document.createElement('iframe');
         small.src = frame.src;
         small.style.cssText = 'width:100%;border:0;min-height:0 !important';
         small.dataset.ledgerbeePricing = '';
         frame.replaceWith(small);")
        .await?;
    let moved = shift(tab).await?;
    if moved < LIMIT {
        return fail(format!("{moved} was measured"));
    }
    Ok(())
}
