//! The ways out of a frame and round it: a checkout on a page of its own, the operator's inbox, and
//! pages that hold frames in other ways.

use crate::flows::{CUSTOMER, ENTERPRISE, FRAME, TEAM, customer, details, test_id};
use crate::harness::{Case, Outcome, Tab, driven, fail};

macro_rules! flow {
    ($name:literal, $flow:ident) => {
        driven($name, |tab| Box::pin($flow(tab)))
    };
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!(
            "a_break_out_keeps_the_binding_and_comes_back",
            bound_break_out
        ),
        flow!(
            "a_break_out_without_a_binding_comes_back_pending",
            anonymous_break_out
        ),
        flow!("the_inbox_has_the_link_that_ends_a_checkout", inbox),
        flow!("an_item_opens_below_the_cards", item),
        flow!("target_says_where_a_card_leads", target),
        flow!("a_frame_comes_and_goes_with_its_view", spa),
        flow!("frames_of_two_tenants_share_a_page", several),
        flow!("a_checkout_runs_under_a_strict_policy", strict_csp),
        flow!("the_keyboard_gets_to_the_checkout_and_back", keyboard),
    ]
}

async fn open(tab: &Tab<'_>, path: &str) -> Outcome {
    tab.goto(&format!("{}{path}", tab.world.sandbox.partner()))
        .await?;
    tab.wait_for_page(&format!(
        "location.pathname === '{path}' && document.querySelector('[data-testid=source]') !== null"
    ))
    .await
}

/// From the cards to the portal's own page; `false` if a browser's driver can't click, for without
/// a click no frame may leave.
async fn break_out(tab: &Tab<'_>) -> Outcome<bool> {
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    if !tab.browser.has_mouse {
        tab.find(&test_id("continue")).await?;
        let href = "return document.querySelector('[data-testid=continue]').getAttribute('href')";
        let address = tab.js(href).await?;
        let address = address.as_str().unwrap_or_default();
        if !address.starts_with("/checkout/") {
            return fail(format!("the way out leads to {address}"));
        }
        return Ok(false);
    }
    tab.leave().await?;
    tab.wait_for_page("location.pathname.startsWith('/checkout/')")
        .await?;
    Ok(true)
}

async fn returned(tab: &Tab<'_>, search: &str) -> Outcome {
    tab.wait_for_page(&format!(
        "location.pathname === '/break-out.html' && location.search.startsWith('{search}')"
    ))
    .await?;
    tab.find(&test_id("returned")).await?;
    Ok(())
}

async fn bound_break_out(tab: &Tab<'_>) -> Outcome {
    open(tab, "/break-out.html").await?;
    if !break_out(tab).await? {
        return Ok(());
    }
    details(tab, true).await?;
    customer(tab, CUSTOMER).await?;
    tab.click(&test_id("confirm")).await?;
    returned(tab, "?subscriptionId=").await
}

async fn anonymous_break_out(tab: &Tab<'_>) -> Outcome {
    open(tab, "/break-out.html").await?;
    tab.js("window.LedgerBee.embed = { fetchBindToken: async () => null }")
        .await?;
    if !break_out(tab).await? {
        return Ok(());
    }
    details(tab, false).await?;
    tab.fill("input[name=email]", "ude@buyer.example").await?;
    tab.click(&test_id("confirm")).await?;
    returned(tab, "?checkout=pending").await
}

async fn inbox(tab: &Tab<'_>) -> Outcome {
    let address = "post@indbakke.example";
    open(tab, "/anonymous.html").await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    details(tab, false).await?;
    tab.fill("input[name=email]", address).await?;
    tab.click(&test_id("confirm")).await?;
    tab.leave().await?;
    tab.wait_for_page("document.querySelector('#thanks:not([hidden])') !== null")
        .await?;
    let before = tab.world.sandbox.subscriptions().len();
    tab.goto(&format!("{}/operator", tab.world.sandbox.api()))
        .await?;
    tab.wait_for_page(&format!(
        "document.querySelector('[data-testid=mail]')?.innerText.includes('{address}')"
    ))
    .await?;
    tab.click(&test_id("mail-link")).await?;
    tab.find(&test_id("subscribed")).await?;
    let made = tab.world.sandbox.subscriptions().len();
    if made != before + 1 {
        return fail(format!("{before} subscriptions before, {made} after"));
    }
    Ok(())
}

/// Opens cards in the window itself.
async fn cards(tab: &Tab<'_>, query: &str) -> Outcome {
    let address = format!("{}/embed/pro-plan?{query}", tab.world.sandbox.portal());
    tab.goto(&address).await?;
    tab.find(&test_id("cards")).await?;
    Ok(())
}

async fn item(tab: &Tab<'_>) -> Outcome {
    cards(tab, &format!("item={TEAM}")).await?;
    details(tab, false).await?;
    tab.find(&test_id(&format!("buy-{TEAM}"))).await?;
    // What can't be bought opens nothing.
    cards(tab, &format!("item={ENTERPRISE}")).await?;
    tab.wait_for_page("document.querySelector('[data-testid=checkout]') === null")
        .await
}

async fn target(tab: &Tab<'_>) -> Outcome {
    let cta = test_id(&format!("cta-{ENTERPRISE}"));
    for (query, place, words) in [
        ("target=_top", "_top", "Contact us"),
        ("target=inline&lang=da", "_blank", "Kontakt os"),
        ("theme=dark", "_blank", "Contact us"),
    ] {
        cards(tab, query).await?;
        tab.wait_for_page(&format!(
            "document.querySelector('{cta}').target === '{place}'
             && document.querySelector('{cta}').textContent.includes('{words}')"
        ))
        .await?;
        let scheme = if query == "theme=dark" {
            "dark"
        } else {
            "light dark"
        };
        tab.wait_for_page(&format!(
            "getComputedStyle(document.documentElement).colorScheme === '{scheme}'"
        ))
        .await?;
    }
    Ok(())
}

fn heard(count: usize) -> String {
    format!("document.querySelectorAll('#events li[data-event=pageLoaded]').length === {count}")
}

async fn spa(tab: &Tab<'_>) -> Outcome {
    open(tab, "/spa.html").await?;
    for count in 1..=2 {
        tab.click("button[data-view=pricing]").await?;
        tab.wait_for_page(&heard(count)).await?;
        tab.wait_for_page("parseFloat(document.querySelector('iframe').style.height) > 100")
            .await?;
        tab.click("button[data-view=product]").await?;
        tab.wait_for_page("document.querySelector('iframe') === null")
            .await?;
    }
    tab.wait_for_page(&heard(2)).await?;
    tab.check_console(&[]).await
}

async fn several(tab: &Tab<'_>) -> Outcome {
    open(tab, "/several.html").await?;
    tab.wait_for_page(&heard(2)).await?;
    for title in ["Analytics", "Cloud"] {
        tab.wait_for_page(&format!(
            "document.getElementById('events').innerText.includes('{title} pricing: pageLoaded')"
        ))
        .await?;
    }
    tab.check_console(&[]).await
}

async fn strict_csp(tab: &Tab<'_>) -> Outcome {
    open(tab, "/strict-csp.html").await?;
    let shown = tab
        .js("return document.querySelector('[data-testid=source]').innerText")
        .await?;
    let shown = shown.as_str().unwrap_or_default();
    if !shown.contains("Content-Security-Policy") || !shown.contains("fetchBindToken") {
        return fail(format!("the page shows {shown}"));
    }
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    details(tab, true).await?;
    tab.click(&test_id("confirm")).await?;
    tab.leave().await?;
    tab.wait_for_page("document.querySelector('#thanks')?.dataset.status === 'CONFIRMED'")
        .await?;
    tab.check_console(&[]).await
}

/// Where a button was, the focus goes on; on the way back it is on that button again.
async fn keyboard(tab: &Tab<'_>) -> Outcome {
    // In the window itself: a frame gets no focus without a gesture, and not every driver has one.
    cards(tab, "target=inline").await?;
    let buy = test_id(&format!("buy-{TEAM}"));
    tab.find(&buy).await?;
    tab.js(&format!("document.querySelector('{buy}').focus()"))
        .await?;
    tab.click(&buy).await?;
    tab.wait_for_page("document.activeElement?.localName === 'h1'")
        .await?;
    tab.click(&test_id("back")).await?;
    tab.wait_for_page(&format!(
        "document.activeElement === document.querySelector('{buy}')"
    ))
    .await
}
