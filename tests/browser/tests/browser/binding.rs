//! Which checkouts are bound: on every surface, and by which tokens.

use ledgerbee_sandbox::Intent;

use crate::flows::{CUSTOMER, FRAME, PARTNER_TEAM, TEAM, asked, customer, details, test_id};
use crate::harness::{Case, Outcome, Tab, fail, flow};
use crate::surfaces::{open, show_instead};

const NORDWIND: &str = "550e8400-e29b-41d4-a716-446655440010";
const HAFEN: &str = "660e8400-e29b-41d4-a716-446655440010";
const GATED: &str = "550e8400-e29b-41d4-a716-446655440100";

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("every_surface_binds", surfaces),
        flow!("the_record_fills_in_the_details", record),
        flow!("a_token_that_can_not_bind_leaves_the_details_empty", tokens),
        flow!("a_catalog_token_that_has_aged_is_asked_for_again", aged),
    ]
}

async fn surfaces(tab: &Tab<'_>) -> Outcome {
    for (path, button) in [
        ("/embed/pro-plan?target=inline".to_owned(), Some(TEAM)),
        (format!("/embed/pro-plan?item={TEAM}"), None),
        (format!("/embed/checkout/pro-plan/{TEAM}"), None),
        (format!("/embed/by-id/{GATED}"), Some(PARTNER_TEAM)),
        (
            format!("/embed/checkout/by-id/{GATED}/{PARTNER_TEAM}"),
            None,
        ),
    ] {
        open(tab, "/gated.html").await?;
        show_instead(tab, &path).await?;
        tab.enter(FRAME).await?;
        if let Some(item) = button {
            tab.click(&test_id(&format!("buy-{item}"))).await?;
        }
        details(tab, true).await?;
        customer(tab, CUSTOMER).await?;
    }
    Ok(())
}

async fn record(tab: &Tab<'_>) -> Outcome {
    open(tab, "/bound.html").await?;
    show_instead(tab, &format!("/embed/checkout/pro-plan/{TEAM}")).await?;
    tab.enter(FRAME).await?;
    details(tab, true).await?;
    for (name, value) in [
        ("name", CUSTOMER),
        ("email", "billing@nordwind.example"),
        ("vatNumber", "DK12345678"),
        ("address", "Havnegade 12, 8000 Aarhus C, DK"),
    ] {
        tab.wait_for_page(&format!(
            "document.querySelector('input[name={name}]').value === '{value}'"
        ))
        .await?;
    }
    Ok(())
}

/// Opens the page with a provider that gives this, as JavaScript, and buys.
async fn buy_with(tab: &Tab<'_>, given: &str, is_bound: bool) -> Outcome {
    open(tab, "/bound.html").await?;
    tab.js(&format!(
        "window.LedgerBee.embed = {{ fetchBindToken: async () => {given} }}"
    ))
    .await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    match details(tab, is_bound).await {
        Ok(()) => Ok(()),
        Err(failure) => fail(format!("{given}: {}", failure.0)),
    }
}

fn mint(tab: &Tab<'_>, tenant: &str, customer: &str, intent: Intent) -> String {
    let customer = customer.parse().expect("an id");
    let token = tab.world.sandbox.mint_token(tenant, customer, intent);
    format!("'{}'", token.expect("a customer"))
}

async fn tokens(tab: &Tab<'_>) -> Outcome {
    let bind = || mint(tab, "acme", NORDWIND, Intent::CheckoutBind);
    let fresh = bind();
    buy_with(tab, &fresh, true).await?;
    let late = bind();
    tab.let_pass(60).await?;
    for given in [
        fresh.as_str(),
        late.as_str(),
        "'Yk3pQ9sV2nR7tW1xZ4cB8mL6dF0aH5jE2gN9uK3pQ7s'",
        mint(tab, "globex", HAFEN, Intent::CheckoutBind).as_str(),
        mint(tab, "acme", NORDWIND, Intent::SsoHandoff).as_str(),
        "null",
        "undefined",
        "(() => { throw new Error('own'); })()",
    ] {
        buy_with(tab, given, false).await?;
    }
    buy_with(tab, &bind(), true).await
}

async fn aged(tab: &Tab<'_>) -> Outcome {
    for (seconds, count) in [(0, 1), (30 * 60, 2)] {
        open(tab, "/gated.html").await?;
        tab.enter(FRAME).await?;
        let buy = test_id(&format!("buy-{PARTNER_TEAM}"));
        tab.find(&buy).await?;
        tab.let_pass(seconds).await?;
        tab.click(&buy).await?;
        details(tab, true).await?;
        tab.leave().await?;
        asked(tab, "catalog-token", count).await?;
    }
    Ok(())
}
