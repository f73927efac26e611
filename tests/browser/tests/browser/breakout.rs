//! Checkouts that leave their frame, for the partner's window or a new tab, and come back.

use crate::access::nothing_serious;
use crate::flows::{CUSTOMER, FRAME, TEAM, customer, details, test_id};
use crate::harness::{Case, Outcome, Tab, fail, flow};
use crate::surfaces::{heard, open, show_instead};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("it_keeps_the_binding_and_comes_back", bound),
        flow!("without_a_binding_it_comes_back_pending", anonymous),
        flow!("in_a_new_tab_it_leaves_the_page_where_it_is", new_tab),
        flow!("where_no_tab_opens_there_is_a_link", refused_tab),
        flow!("in_the_frame_no_tab_opens", inline),
    ]
}

/// From the cards to the portal's own page.
async fn break_out(tab: &Tab<'_>) -> Outcome {
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    if !tab.browser.has_mouse {
        // A click by script is no gesture, and without one no frame may lead its page away: the
        // buyer takes the link.
        tab.find(&test_id("continue")).await?;
        let path = tab
            .js("return document.querySelector('[data-testid=continue]').getAttribute('href')")
            .await?;
        let path = path.as_str().unwrap_or_default();
        let address = format!("{}{path}", tab.world.sandbox.portal());
        tab.goto(&address).await?;
    }
    tab.leave().await?;
    tab.wait_for_page(ON_ITS_WAY).await
}

/// The checkout's own page, and not the one that a new tab shows until then.
const ON_ITS_WAY: &str =
    "location.pathname.startsWith('/checkout/') && location.pathname !== '/checkout/opening'";

async fn returned(tab: &Tab<'_>, search: &str) -> Outcome {
    tab.wait_for_page(&format!(
        "location.pathname === '/break-out.html' && location.search.startsWith('{search}')"
    ))
    .await?;
    tab.find(&test_id("returned")).await?;
    Ok(())
}

async fn bound(tab: &Tab<'_>) -> Outcome {
    let before = tab.world.sandbox.subscriptions().len();
    open(tab, "/break-out.html").await?;
    break_out(tab).await?;
    details(tab, true).await?;
    customer(tab, CUSTOMER).await?;
    nothing_serious(tab).await?;
    tab.click(&test_id("confirm")).await?;
    returned(tab, "?subscriptionId=").await?;
    let made = tab.world.sandbox.subscriptions().len();
    if made != before + 1 {
        return fail(format!("{before} subscriptions before, {made} after"));
    }
    Ok(())
}

async fn anonymous(tab: &Tab<'_>) -> Outcome {
    open(tab, "/break-out.html").await?;
    tab.js("window.LedgerBee.embed = { fetchBindToken: async () => null }")
        .await?;
    break_out(tab).await?;
    details(tab, false).await?;
    tab.fill("input[name=email]", "ude@buyer.example").await?;
    tab.click(&test_id("confirm")).await?;
    returned(tab, "?checkout=pending").await
}

/// Opens the page with cards of this target in the place of its own, and goes into them.
async fn enter_cards(tab: &Tab<'_>, target: &str) -> Outcome {
    open(tab, "/break-out.html").await?;
    let here = format!("{}/break-out.html", tab.world.sandbox.partner());
    show_instead(
        tab,
        &format!("/embed/pro-plan?target={target}&returnUrl={here}"),
    )
    .await?;
    tab.wait_for_page(&format!("!({})", heard(0))).await?;
    tab.enter(FRAME).await?;
    tab.find(&test_id("cards")).await?;
    Ok(())
}

async fn new_tab(tab: &Tab<'_>) -> Outcome {
    enter_cards(tab, "_blank").await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    tab.find(&test_id("continue")).await?;
    tab.enter_window_besides().await?;
    tab.wait_for_page(&format!("{ON_ITS_WAY} && window.opener === null"))
        .await?;
    details(tab, true).await?;
    customer(tab, CUSTOMER).await?;
    tab.click(&test_id("confirm")).await?;
    returned(tab, "?subscriptionId=").await?;
    tab.leave().await?;
    tab.wait_for_page("location.pathname === '/break-out.html' && location.search === ''")
        .await?;
    tab.find("#events li[data-event=checkoutInitiated]").await?;
    tab.enter(FRAME).await?;
    tab.find(&test_id("break-out")).await?;
    Ok(())
}

async fn refused_tab(tab: &Tab<'_>) -> Outcome {
    enter_cards(tab, "_blank").await?;
    tab.js("window.open = () => null").await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    let link = test_id("continue");
    tab.find(&link).await?;
    if tab.client.windows().await?.len() != 1 {
        return fail("a tab has opened by itself");
    }
    tab.click(&link).await?;
    tab.enter_window_besides().await?;
    tab.wait_for_page(&format!("{ON_ITS_WAY} && window.opener === null"))
        .await?;
    details(tab, true).await
}

async fn inline(tab: &Tab<'_>) -> Outcome {
    enter_cards(tab, "inline").await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    details(tab, true).await?;
    match tab.client.windows().await?.len() {
        1 => Ok(()),
        count => fail(format!("{count} windows")),
    }
}
