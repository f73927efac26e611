//! The portal's own pages and the operator's screen: their forms, which only they may send. And the
//! page of the API, which can be tried out.

use ledgerbee_sandbox::Subscription;

use crate::access::nothing_serious;
use crate::flows::{TEAM, test_id};
use crate::harness::{Case, Outcome, Tab, fail, flow, until};
use crate::payment;

const SCALE: &str = "550e8400-e29b-41d4-a716-446655440212";

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("a_plan_is_changed_in_the_portal", change_plan),
        flow!(
            "a_page_without_a_referrer_changes_no_plan",
            without_referrer
        ),
        flow!("another_sites_page_changes_no_plan", change_from_elsewhere),
        flow!("the_operator_saves_a_switch", save_switch),
        flow!("another_sites_page_saves_no_switch", switch_from_elsewhere),
        flow!("the_api_is_tried_out_with_the_demos_key", try_out),
        flow!(
            "the_operator_lets_time_pass_and_sends_a_webhook_again",
            operate
        ),
    ]
}

/// Nobody types a key: it is there.
async fn try_out(tab: &Tab<'_>) -> Outcome {
    tab.visit(&format!("{}/docs/", tab.world.sandbox.api()))
        .await?;
    let operation = "[...document.querySelectorAll('.opblock')].find((it) =>
        it.querySelector('.opblock-summary-path')?.dataset.path === '/api/v1/customers/groups')";
    tab.wait_for_page(&format!("{operation} !== undefined"))
        .await?;
    tab.js(&format!("{operation}.id = 'tried'")).await?;
    tab.click("#tried .opblock-summary-control").await?;
    tab.click("#tried .execute").await?;
    tab.wait_for_page(
        "document.querySelector('#tried .live-responses-table tbody .response-col_status')?.textContent.trim().startsWith('200')
         && document.querySelector('#tried .live-responses-table')?.textContent.includes('Design partners')",
    )
    .await
}

/// The buttons of the operator's screen: time passes, and a webhook is sent once more.
async fn operate(tab: &Tab<'_>) -> Outcome {
    let subscription = sign_in(tab).await?;
    let screen = format!("{}/operator", tab.world.sandbox.api());
    tab.visit(&screen).await?;
    tab.wait_for_page(&format!(
        "document.querySelector('[data-testid=operator-subscriptions]').innerText.includes('{}')",
        subscription.id
    ))
    .await?;
    let now = tab.world.sandbox.now();
    tab.click("[data-testid=clock] button[value='3600']")
        .await?;
    tab.wait_for_page("location.hash === '#clock'").await?;
    let passed = tab.world.sandbox.now().duration_since(now).as_mins();
    if passed < 60 {
        return fail(format!("{passed} minutes have passed"));
    }
    let action = "return document.querySelector('[data-testid=webhook] form').action";
    let action = tab.js(action).await?;
    let form = format!("[...document.forms].find((it) => it.action === {action})");
    let attempts =
        format!("return Number({form}.closest('li').innerText.match(/attempts: ([0-9]+)/)[1])");
    let before = tab.js(&attempts).await?.as_u64();
    tab.js(&format!("{form}.requestSubmit()")).await?;
    tab.wait_for_page("location.hash === '#webhooks'").await?;
    // It is sent when this answer is here already.
    until(|| async {
        tab.visit(&screen).await?;
        match tab.js(&attempts).await?.as_u64() {
            after if after > before => Ok(()),
            after => fail(format!("{before:?} attempts before, {after:?} after")),
        }
    })
    .await
}

/// A buyer who has followed the link they were mailed, which signs them in, and paid; gives what they hold.
async fn sign_in(tab: &Tab<'_>) -> Outcome<Subscription> {
    // Another one each time: who has the plan already is asked whether to have it once more.
    let count = tab.world.sandbox.subscriptions().len();
    let address = format!("portal-{count}@buyer.example");
    let link = payment::mailed_link(tab, &address, "en").await?;
    tab.goto(&link).await?;
    payment::pay(tab).await?;
    match tab.world.sandbox.subscriptions().last() {
        Some(it) => Ok(it.clone()),
        None => fail("no subscription"),
    }
}

/// What the buyer holds now.
fn held(tab: &Tab<'_>, subscription: &Subscription) -> String {
    let all = tab.world.sandbox.subscriptions();
    let now = all.iter().find(|it| it.id == subscription.id);
    now.map(|it| it.plan_item_id.to_string())
        .unwrap_or_default()
}

fn address(tab: &Tab<'_>, subscription: &Subscription) -> String {
    format!(
        "{}/subscriptions/{}",
        tab.world.sandbox.portal(),
        subscription.id
    )
}

/// The page of the subscription, with nothing to choose.
async fn shows(tab: &Tab<'_>, tier: &str) -> Outcome {
    tab.wait_for_page(&format!(
        "location.pathname.startsWith('/subscriptions/') && location.search === ''
         && document.querySelector('[data-testid=held]')?.textContent === '{tier}'"
    ))
    .await
}

const CHOICE: &str = "document.querySelector('[data-testid=change-plan]')?.open === true";

/// Whether the dialog names that price besides the current one, and whether it can't be confirmed.
fn new_price(price: &str, is_held: bool) -> String {
    let dialog = "document.querySelector('[data-testid=change-plan]')";
    format!(
        "{dialog}.querySelector('[data-testid=current-price]').textContent === '€49 per month'
         && {dialog}.querySelector('[data-testid=new-price]').textContent === '{price} per month'
         && {dialog}.querySelector('[data-testid=change-confirm]').disabled === {is_held}"
    )
}

async fn change_plan(tab: &Tab<'_>) -> Outcome {
    let subscription = sign_in(tab).await?;
    tab.visit(&address(tab, &subscription)).await?;
    shows(tab, "Team").await?;
    nothing_serious(tab).await?;
    tab.click(&test_id("change")).await?;
    tab.wait_for_page(CHOICE).await?;
    // What is held already is no change.
    tab.wait_for_page(&new_price("€49", true)).await?;
    nothing_serious(tab).await?;
    tab.click("[data-testid=change-plan] a").await?;
    shows(tab, "Team").await?;
    if held(tab, &subscription) != TEAM {
        return fail("the plan has changed by itself");
    }
    tab.click(&test_id("change")).await?;
    tab.wait_for_page(CHOICE).await?;
    tab.click(&format!("[data-testid=change-plan] input[value='{SCALE}']"))
        .await?;
    tab.wait_for_page(&new_price("€149", false)).await?;
    nothing_serious(tab).await?;
    tab.click(&test_id("change-confirm")).await?;
    shows(tab, "Scale").await?;
    tab.wait_for_page(
        "document.querySelector('[data-testid=changed]')?.innerText.includes('€149 per month')",
    )
    .await?;
    match held(tab, &subscription) {
        it if it == SCALE => Ok(()),
        it => fail(format!("the buyer holds {it}")),
    }
}

/// Refused, whoever asked.
const REFUSED: &str = "document.documentElement.textContent.includes('CROSS_ORIGIN')";

/// The very form, from a page that has no referrer: browsers say then that it has no origin.
async fn without_referrer(tab: &Tab<'_>) -> Outcome {
    let subscription = sign_in(tab).await?;
    tab.visit(&format!("{}?change={SCALE}", address(tab, &subscription)))
        .await?;
    tab.wait_for_page(CHOICE).await?;
    tab.js("document.querySelector('meta[name=referrer]').content = 'no-referrer'")
        .await?;
    tab.click(&test_id("change-confirm")).await?;
    tab.wait_for_page(REFUSED).await?;
    match held(tab, &subscription) {
        it if it == TEAM => Ok(()),
        it => fail(format!("the buyer holds {it}")),
    }
}

/// A page of the lab's that sends a form there as soon as its button is clicked.
pub(crate) async fn send_from_elsewhere(
    tab: &Tab<'_>,
    action: &str,
    fields: &[(&str, &str)],
) -> Outcome {
    let inputs: String = fields
        .iter()
        .map(|(name, value)| format!("<input name='{name}' value='{value}'>"))
        .collect();
    let html = format!(
        "<!doctype html><title>elsewhere</title><form method=post action='{action}'>{inputs}<button>Send</button></form>"
    );
    let path = tab.world.lab.add_page(html, None);
    tab.visit(&format!("{}{path}", tab.world.lab.origins.page))
        .await?;
    tab.click("button").await?;
    tab.wait_for_page(REFUSED).await
}

async fn change_from_elsewhere(tab: &Tab<'_>) -> Outcome {
    let subscription = sign_in(tab).await?;
    let action = format!("{}/change", address(tab, &subscription));
    send_from_elsewhere(tab, &action, &[("planItemId", SCALE)]).await?;
    match held(tab, &subscription) {
        it if it == TEAM => Ok(()),
        it => fail(format!("the buyer holds {it}")),
    }
}

/// Whether a frame of globex may hold a checkout.
async fn is_in_frame(tab: &Tab<'_>) -> Outcome<bool> {
    let portal = tab.world.sandbox.portal_of("globex");
    tab.visit(&format!("{portal}/embed/cloud?target=inline"))
        .await?;
    tab.find(&test_id("cards")).await?;
    let target = tab
        .js("return document.getElementById('app').dataset.target")
        .await?;
    Ok(target == "inline")
}

async fn save_switch(tab: &Tab<'_>) -> Outcome {
    for is_wanted in [false, true] {
        if is_in_frame(tab).await? == is_wanted {
            return fail("the switch stands so already");
        }
        let screen = format!("{}/operator", tab.world.sandbox.api());
        tab.visit(&screen).await?;
        tab.click("[data-testid=switches-globex] input[type=checkbox]")
            .await?;
        let is_clicked = format!(
            "document.querySelector('[data-testid=switches-globex] input').checked === {is_wanted}"
        );
        tab.wait_for_page(&is_clicked).await?;
        // Firefox now and then takes a second click that follows at once for nothing.
        tab.js(
            "document.querySelector('[data-testid=switches-globex] button').form.requestSubmit()",
        )
        .await?;
        tab.wait_for_page(&format!("location.hash === '#globex' && {is_clicked}"))
            .await?;
        if is_in_frame(tab).await? != is_wanted {
            return fail("the switch was not saved");
        }
    }
    Ok(())
}

async fn switch_from_elsewhere(tab: &Tab<'_>) -> Outcome {
    let action = format!(
        "{}/operator/tenants/globex/switches",
        tab.world.sandbox.api()
    );
    send_from_elsewhere(tab, &action, &[("partnerOrigins", "https://evil.example")]).await?;
    match is_in_frame(tab).await? {
        true => Ok(()),
        false => fail("another site has switched it off"),
    }
}
