//! The payment window, at an origin of its own: how an anonymous checkout ends.

use crate::access::nothing_serious;
use crate::flows::{TEAM, details, test_id};
use crate::harness::{Case, Outcome, Tab, fail, flow};
use crate::portal::send_from_elsewhere;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("a_declined_and_a_closed_payment_are_paid_later", retried),
        flow!("in_danish_every_step_of_a_payment_is_danish", danish),
        flow!("another_sites_page_pays_nothing", pay_from_elsewhere),
    ]
}

/// Checks out anonymously, in a language, and gives the link that was mailed.
pub(crate) async fn mailed_link(tab: &Tab<'_>, address: &str, language: &str) -> Outcome<String> {
    let portal = tab.world.sandbox.portal();
    let path = format!("/embed/checkout/pro-plan/{TEAM}?lang={language}");
    tab.visit(&format!("{portal}{path}")).await?;
    details(tab, false).await?;
    tab.fill("input[name=email]", address).await?;
    tab.click(&test_id("confirm")).await?;
    tab.find(&test_id("confirmation")).await?;
    match tab.world.sandbox.mail().last() {
        Some(mail) if mail.to == address => Ok(mail.link.clone()),
        other => fail(format!("the last mail is {other:?}")),
    }
}

/// From the payment window, to which a mailed link has led, to the subscription.
pub(crate) async fn pay(tab: &Tab<'_>) -> Outcome {
    in_the_window(tab).await?;
    answer(tab, "pay").await?;
    tab.find(&test_id("subscribed")).await?;
    Ok(())
}

/// Firefox now and then takes a second click that follows at once for nothing.
async fn answer(tab: &Tab<'_>, button: &str) -> Outcome {
    let button = test_id(button);
    tab.js(&format!(
        "const it = document.querySelector('{button}'); it.form.requestSubmit(it);"
    ))
    .await?;
    Ok(())
}

async fn in_the_window(tab: &Tab<'_>) -> Outcome {
    let origin = tab.world.sandbox.payment();
    tab.wait_for_page(&format!(
        "location.origin === '{origin}' && document.querySelector('[data-testid=pay]') !== null"
    ))
    .await
}

fn count(tab: &Tab<'_>) -> usize {
    tab.world.sandbox.subscriptions().len()
}

async fn retried(tab: &Tab<'_>) -> Outcome {
    let before = count(tab);
    let address = format!("betaler-{before}@buyer.example");
    let link = mailed_link(tab, &address, "en").await?;
    tab.goto(&link).await?;
    in_the_window(tab).await?;
    tab.wait_for_page("document.body.innerText.includes('This page stands in for the payment')")
        .await?;
    nothing_serious(tab).await?;
    for (button, notice) in [("decline", "payment-declined"), ("close", "payment-closed")] {
        answer(tab, button).await?;
        tab.find(&test_id(notice)).await?;
        nothing_serious(tab).await?;
        if count(tab) != before {
            return fail(format!("{button} has made a subscription"));
        }
        tab.click(&test_id("to-payment")).await?;
        in_the_window(tab).await?;
        let is_told = button == "decline";
        tab.wait_for_page(&format!(
            "(document.querySelector('[data-testid=last-declined]') !== null) === {is_told}"
        ))
        .await?;
        nothing_serious(tab).await?;
    }
    pay(tab).await?;
    nothing_serious(tab).await?;
    // The link leads to what there is.
    tab.goto(&link).await?;
    tab.find(&test_id("subscribed")).await?;
    match count(tab) {
        after if after == before + 1 => Ok(()),
        after => fail(format!("{before} subscriptions before, {after} after")),
    }
}

async fn danish(tab: &Tab<'_>) -> Outcome {
    let says = async |text: &str| {
        tab.wait_for_page(&format!(
            "document.documentElement.lang === 'da' && document.body.innerText.includes('{text}')"
        ))
        .await
    };
    let address = format!("kunde-{}@buyer.example", count(tab));
    let link = mailed_link(tab, &address, "da").await?;
    tab.goto(&link).await?;
    in_the_window(tab).await?;
    says("Siden står i stedet for betalingsudbyderens vindue").await?;
    answer(tab, "decline").await?;
    says("Din betaling blev afvist").await?;
    tab.click(&test_id("to-payment")).await?;
    says("Det sidste forsøg blev afvist").await?;
    pay(tab).await?;
    says("Din betaling er gennemført").await
}

/// The very form of the window, from a page of another site.
async fn pay_from_elsewhere(tab: &Tab<'_>) -> Outcome {
    let before = count(tab);
    let address = format!("fremmed-{before}@buyer.example");
    let link = mailed_link(tab, &address, "en").await?;
    tab.goto(&link).await?;
    in_the_window(tab).await?;
    let window = tab.js("return location.href").await?;
    let window = window.as_str().unwrap_or_default();
    send_from_elsewhere(tab, window, &[("answer", "pay")]).await?;
    if count(tab) != before {
        return fail("another site has paid");
    }
    tab.goto(window).await?;
    pay(tab).await
}
