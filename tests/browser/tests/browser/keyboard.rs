//! Cards and checkout without a mouse: keys only, as a driver presses them.

use fantoccini::key::Key;

use crate::flows::{ENTERPRISE, FRAME, TEAM, details, test_id};
use crate::harness::{Case, Outcome, Tab, fail, flow};
use crate::surfaces::{cards, open};

const SCALE: &str = "550e8400-e29b-41d4-a716-446655440212";

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("tab_goes_from_card_to_card_and_is_seen", from_card_to_card),
        flow!("enter_opens_the_checkout_and_leads_back", there_and_back),
        flow!("a_checkout_is_filled_in_and_sent_by_keys", whole_checkout),
        flow!("tab_goes_from_the_page_into_the_frame", into_the_frame),
    ]
}

/// Where the keys go.
const FOCUSED: &str = "document.activeElement?.dataset.testid || document.activeElement?.name || document.activeElement?.localName";

async fn focused(tab: &Tab<'_>) -> Outcome<String> {
    let name = tab.js(&format!("return {FOCUSED}")).await?;
    Ok(name.as_str().unwrap_or_default().to_owned())
}

async fn is_focused(tab: &Tab<'_>, name: &str) -> Outcome {
    tab.wait_for_page(&format!("({FOCUSED}) === '{name}'"))
        .await
}

/// In the window itself, with the focus on the first card's button.
async fn at_the_first_card(tab: &Tab<'_>) -> Outcome {
    cards(tab, "target=inline").await?;
    tab.press(&[Key::Tab]).await?;
    is_focused(tab, &format!("buy-{TEAM}")).await
}

async fn from_card_to_card(tab: &Tab<'_>) -> Outcome {
    at_the_first_card(tab).await?;
    for name in [
        format!("buy-{TEAM}"),
        format!("buy-{SCALE}"),
        format!("cta-{ENTERPRISE}"),
    ] {
        is_focused(tab, &name).await?;
        tab.wait_for_page(
            "document.activeElement.matches(':focus-visible')
             && getComputedStyle(document.activeElement).outlineStyle === 'solid'
             && parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2",
        )
        .await?;
        tab.press(&[Key::Tab]).await?;
    }
    // What nobody has gone to has no mark.
    tab.js("document.activeElement.blur()").await?;
    tab.wait_for_page(&format!(
        "getComputedStyle(document.querySelector('{}')).outlineStyle === 'none'",
        test_id(&format!("buy-{TEAM}"))
    ))
    .await
}

async fn there_and_back(tab: &Tab<'_>) -> Outcome {
    at_the_first_card(tab).await?;
    tab.press(&[Key::Enter]).await?;
    // Where the button was, the keys go on.
    is_focused(tab, "h1").await?;
    details(tab, false).await?;
    tab.press(&[Key::Shift, Key::Tab]).await?;
    is_focused(tab, "back").await?;
    tab.press(&[Key::Enter]).await?;
    is_focused(tab, &format!("buy-{TEAM}")).await?;
    tab.press(&[Key::Shift, Key::Tab]).await?;
    let before = focused(tab).await?;
    if before.starts_with("buy-") {
        return fail(format!("before the first card comes {before}"));
    }
    Ok(())
}

async fn whole_checkout(tab: &Tab<'_>) -> Outcome {
    at_the_first_card(tab).await?;
    tab.press(&[Key::Enter]).await?;
    details(tab, false).await?;
    is_focused(tab, "h1").await?;
    for (name, text) in [("name", "Tast ApS"), ("email", "not an address")] {
        tab.press(&[Key::Tab]).await?;
        is_focused(tab, name).await?;
        tab.type_keys(text).await?;
    }
    // What is wrong keeps the buyer where they are.
    tab.press(&[Key::Enter]).await?;
    tab.wait_for_page("document.querySelector('input[name=email]').matches(':invalid:focus')")
        .await?;
    for _ in "not an address".chars() {
        tab.press(&[Key::Backspace]).await?;
    }
    tab.type_keys("tast@buyer.example").await?;
    tab.press(&[Key::Enter]).await?;
    tab.find("[data-testid=confirmation][data-status=PENDING_VERIFICATION]")
        .await?;
    is_focused(tab, "h2").await?;
    match tab.world.sandbox.mail().last() {
        Some(mail) if mail.to == "tast@buyer.example" => Ok(()),
        other => fail(format!("the last mail is {other:?}")),
    }
}

/// More than any page has to go through before its frame.
const MANY: usize = 40;

async fn into_the_frame(tab: &Tab<'_>) -> Outcome {
    open(tab, "/anonymous.html").await?;
    tab.enter(FRAME).await?;
    tab.find(&test_id("cards")).await?;
    tab.leave().await?;
    for _ in 0..MANY {
        if focused(tab).await? == "iframe" {
            break;
        }
        tab.press(&[Key::Tab]).await?;
    }
    is_focused(tab, "iframe").await?;
    tab.enter(FRAME).await?;
    is_focused(tab, &format!("buy-{TEAM}")).await?;
    tab.press(&[Key::Enter]).await?;
    details(tab, false).await?;
    is_focused(tab, "h1").await
}
