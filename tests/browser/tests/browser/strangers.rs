//! Windows that are no frame of the page, and that only a browser can open; the others are in
//! `in-page/strangers.js` (docs/protocol.md, "Frames that are served").

use serde_json::Value;

use crate::harness::{Case, Outcome, Tab, bare, fail, flow};
use crate::probe::{held, patient};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("a_window_that_was_opened_is_ignored", popup),
        flow!("the_window_that_opened_the_page_is_ignored", opener),
        flow!("a_page_around_the_page_is_ignored", surrounded),
    ]
}

/// What a window with a handle on the page says to it.
const TALK: &str = "for (const message of [{ type: 'requestBindToken', requestId: 'r' }, { type: 'requestCatalogToken', requestId: 'r' },
    { type: 'pageLoaded' }, { type: 'resize', height: 77 }]) to.postMessage(message, '*');";

/// Opens a window from the page, as a buyer's click would.
async fn popup(tab: &Tab<'_>) -> Outcome {
    let page = patient(held()).body(
        "<button id=portal onclick='window.opened = window.open(`{{frame}}/frame`)'>portal</button>
         <button id=other onclick='window.opened = window.open(`{{foreign}}/frame`)'>other</button>",
    );
    tab.show(&page).await?;
    for button in ["#portal", "#other"] {
        tab.lab("window.opened = null; await frame();").await?;
        tab.click(button).await?;
        tab.lab(&format!(
            "await until(() => window.opened);
             const popup = await new Stub({{ contentWindow: opened, src: 'the popup' }}).connect();
             const before = lab.count(opened);
             await popup.run(`const to = opener; {TALK}`);
             await until(() => lab.count(opened) === before + 4);
             eq([calls, events, await popup.inbox()], [[], [], []]);
             opened.close();"
        ))
        .await?;
    }
    tab.lab("const f = await frame(); await f.ask('bind', 'r'); eq(calls.length, 1);")
        .await?;
    tab.check().await
}

/// Opens a page without the embed at the portal's own origin; gives the address of one that has it.
async fn outside(tab: &Tab<'_>, body: impl Fn(&Value) -> String) -> Outcome {
    tab.show(&held()).await?;
    let partner = tab.js("return location.href").await?;
    tab.show(&bare().body(&body(&partner))).await?;
    let path = tab.js("return location.pathname").await?;
    let portal = &tab.world.lab.origins.frame;
    tab.goto(&format!("{portal}{}", path.as_str().unwrap_or_default()))
        .await?;
    tab.wait_for_page(&format!("location.origin === '{portal}' && lab.isLoaded"))
        .await
}

/// In the page, after somebody outside has talked to it.
const HEARD: &str = "eq([calls, events], [[], []]);
    const f = await frame();
    await f.ask('bind', 'r');
    eq(calls.length, 1);";

/// A page of the portal's own origin opens the partner's.
async fn opener(tab: &Tab<'_>) -> Outcome {
    outside(tab, |partner| {
        format!("<button id=open onclick='window.opened = window.open({partner})'>open</button>")
    })
    .await?;
    let first = tab.client.window().await?;
    tab.click("#open").await?;
    tab.lab("await until(() => window.opened);").await?;
    let all = tab.client.windows().await?;
    let Some(second) = all.into_iter().find(|window| *window != first) else {
        return fail("no window was opened");
    };
    tab.client.switch_to_window(second.clone()).await?;
    tab.wait_for_page("typeof lab === 'object' && lab.isLoaded")
        .await?;
    tab.client.switch_to_window(first).await?;
    tab.lab(&format!("const to = opened; {TALK}")).await?;
    tab.client.switch_to_window(second).await?;
    tab.lab(&format!(
        "await until(() => lab.count(opener) === 4); {HEARD}"
    ))
    .await?;
    tab.check().await
}

/// A page of the portal's own origin shows the partner's in a frame.
async fn surrounded(tab: &Tab<'_>) -> Outcome {
    outside(tab, |partner| {
        format!("<iframe id=partner src={partner}></iframe>")
    })
    .await?;
    tab.enter("#partner").await?;
    tab.wait_for_page("typeof lab === 'object' && lab.isLoaded")
        .await?;
    tab.leave().await?;
    tab.lab(&format!("const to = frames[0]; {TALK}")).await?;
    tab.enter("#partner").await?;
    tab.lab(&format!(
        "await until(() => lab.count(parent) === 4); {HEARD}"
    ))
    .await?;
    tab.check().await
}
