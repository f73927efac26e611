//! What a surface's address asks for, pages that hold frames in other ways, and the inbox.

use crate::access::nothing_serious;
use crate::flows::{ENTERPRISE, FRAME, TEAM, details, test_id};
use crate::harness::{Case, Outcome, Tab, fail, flow};
use crate::payment;

/// Of globex, whose plan names it before the one that has a price.
const VOLUME: &str = "660e8400-e29b-41d4-a716-446655440212";
const BASIC: &str = "660e8400-e29b-41d4-a716-446655440211";

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("the_inbox_has_the_link_that_ends_a_checkout", inbox),
        flow!("an_item_opens_below_the_cards", item),
        flow!("target_says_where_a_card_leads", target),
        flow!("a_buy_button_only_tells_where_the_page_acts", deferred),
        flow!(
            "a_call_to_action_comes_last_and_tells_nothing",
            calls_to_action
        ),
        flow!("a_frame_comes_and_goes_with_its_view", spa),
        flow!("frames_of_two_tenants_share_a_page", several),
        flow!("a_checkout_runs_under_a_strict_policy", strict_csp),
    ]
}

/// Opens a page of the partner's that shows its source.
pub(crate) async fn open(tab: &Tab<'_>, path: &str) -> Outcome {
    tab.visit(&format!("{}{path}", tab.world.sandbox.partner()))
        .await?;
    tab.wait_for_page(&format!(
        "location.pathname === '{path}' && document.querySelector('[data-testid=source]') !== null"
    ))
    .await
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
    nothing_serious(tab).await?;
    tab.click(&test_id("mail-link")).await?;
    payment::pay(tab).await?;
    let made = tab.world.sandbox.subscriptions().len();
    if made != before + 1 {
        return fail(format!("{before} subscriptions before, {made} after"));
    }
    Ok(())
}

/// Opens cards in the window itself.
pub(crate) async fn cards(tab: &Tab<'_>, query: &str) -> Outcome {
    let address = format!("{}/embed/pro-plan?{query}", tab.world.sandbox.portal());
    tab.visit(&address).await?;
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
    // The page is told, whatever the target, and no kind of click goes anywhere.
    for place in ["_top", "_blank", "inline"] {
        cards(tab, &format!("ctaCallback=1&target={place}")).await?;
        tab.wait_for_page(&format!(
            "document.querySelector('{cta}').localName === 'button'"
        ))
        .await?;
    }
    Ok(())
}

/// Puts another frame in the place of the page's own.
pub(crate) async fn show_instead(tab: &Tab<'_>, path: &str) -> Outcome {
    let address = format!("{}{path}", tab.world.sandbox.portal());
    tab.js(&format!(
        "const it = document.createElement('iframe');
         it.dataset.ledgerbeePricing = '';
         it.className = 'pricing';
         it.title = 'Pricing';
         it.src = '{address}';
         document.querySelector('iframe').replaceWith(it);"
    ))
    .await?;
    Ok(())
}

/// What the page has heard of an event, once it has.
async fn told(tab: &Tab<'_>, event: &str) -> Outcome<String> {
    let line = tab.find(&format!("#events li[data-event={event}]")).await?;
    Ok(line.prop("textContent").await?.unwrap_or_default())
}

async fn deferred(tab: &Tab<'_>) -> Outcome {
    for (target, is_deferred) in [("callback", true), ("inline", false)] {
        open(tab, "/anonymous.html").await?;
        show_instead(tab, &format!("/embed/pro-plan?target={target}")).await?;
        tab.enter(FRAME).await?;
        tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
        tab.leave().await?;
        let said = told(tab, "checkoutInitiated").await?;
        if said.contains("\"deferred\":true") != is_deferred
            || said.contains("deferred") != is_deferred
        {
            return fail(format!("with target={target} the page heard {said}"));
        }
        tab.enter(FRAME).await?;
        // The cards are gone from where a checkout has opened, and only from there.
        let shown = if is_deferred { "cards" } else { "details-form" };
        tab.find(&test_id(shown)).await?;
        let checkouts = "return document.querySelectorAll('[data-testid=checkout]').length";
        if (tab.js(checkouts).await? == 0) != is_deferred {
            return fail(format!("a checkout with target={target}"));
        }
        tab.leave().await?;
    }
    Ok(())
}

async fn calls_to_action(tab: &Tab<'_>) -> Outcome {
    open(tab, "/several.html").await?;
    let cloud = "iframe[title='Cloud pricing']";
    tab.enter(cloud).await?;
    let link = test_id(&format!("cta-{VOLUME}"));
    tab.find(&link).await?;
    tab.wait_for_page(&format!(
        "[...document.querySelectorAll('.card [data-testid]')].map((it) => it.dataset.testid).join() === 'buy-{BASIC},cta-{VOLUME}'
         && document.querySelector('{link}').getAttribute('href') === 'mailto:volume@globex.example'"
    ))
    .await?;
    // It goes to the machine's own mail program, which is none of a test's business.
    tab.js("addEventListener('click', (event) => event.preventDefault(), { capture: true, once: true })")
        .await?;
    tab.click(&link).await?;
    tab.click(&test_id(&format!("buy-{BASIC}"))).await?;
    tab.leave().await?;
    // What comes after it has come, and nothing of it.
    told(tab, "checkoutInitiated").await?;
    let heard =
        "return document.querySelectorAll('#events li[data-event=customCtaClicked]').length";
    if tab.js(heard).await? != 0 {
        return fail("the page has heard of a call to action");
    }
    Ok(())
}

pub(crate) fn heard(count: usize) -> String {
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
