//! Returning buyers: what their cards offer, and the handoff into the portal.
#![allow(clippy::unwrap_used)]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::{
    Answer, CUSTOMER, GATED_ITEM, GATED_PLAN, ITEM, PUBLIC_PLAN, Running, is_opaque, send,
};

const SCALE: &str = "550e8400-e29b-41d4-a716-446655440212";
const JANE: &str = "jane.doe@acme.example";

async fn token(it: &Running, query: Value) -> String {
    it.catalog_token(&query).await
}

/// A token for the customer that `subscribe` subscribes.
async fn buyers_token(it: &Running) -> String {
    token(it, json!({ "customerId": CUSTOMER, "buyerEmail": JANE })).await
}

async fn status(it: &Running, plan: &str, token: &str) -> Answer {
    let url = format!("{}/api/embed/plans/{plan}/status", it.sandbox.portal());
    send(it.request(Method::GET, url).bearer_auth(token)).await
}

async fn actions(it: &Running, plan: &str, token: &str) -> Vec<String> {
    let json = status(it, plan, token).await.json();
    let items = json.get("items").and_then(Value::as_array).unwrap();
    let action = |item: &Value| item.get("action")?.as_str().map(str::to_owned);
    items.iter().filter_map(action).collect()
}

async fn hand_off(it: &Running, token: &str, item: &str) -> Answer {
    let path = format!("/api/embed/plans/{PUBLIC_PLAN}/handoff");
    let request = it.portal_post(&path).bearer_auth(token);
    send(request.json(&json!({ "planItemId": item }))).await
}

/// Subscribes the customer to an item of the public plan.
async fn subscribe(it: &Running, item: &str) -> String {
    let bind = it.bind_token(it.key(), CUSTOMER).await;
    let order = json!({ "bindToken": bind, "vanity": "pro-plan", "planItemId": item });
    let id = it.checkout(order).await.get("sessionId");
    let confirm = it.portal_post(&format!("{}/{id}/confirm", support::SESSION));
    send(confirm.json(&json!({}))).await.get("subscriptionId")
}

#[tokio::test]
async fn a_tier_that_is_held_is_looked_at_and_the_others_are_up_or_down() {
    let it = Running::start().await;
    let token = buyers_token(&it).await;
    assert_eq!(
        actions(&it, PUBLIC_PLAN, &token).await,
        ["CHECKOUT", "CHECKOUT"]
    );
    subscribe(&it, ITEM).await;
    assert_eq!(
        actions(&it, PUBLIC_PLAN, &token).await,
        ["VIEW_DETAILS", "UPGRADE"]
    );
    // A plan they hold nothing of is sold as ever.
    assert_eq!(
        actions(&it, GATED_PLAN, &token).await,
        ["CHECKOUT", "CHECKOUT"]
    );

    let it = Running::start().await;
    subscribe(&it, SCALE).await;
    let token = buyers_token(&it).await;
    assert_eq!(
        actions(&it, PUBLIC_PLAN, &token).await,
        ["DOWNGRADE", "VIEW_DETAILS"]
    );
}

#[tokio::test]
async fn the_direction_is_that_of_the_tiers_not_of_their_price() {
    let default = ledgerbee_sandbox::Config::default();
    // The higher tier is the cheaper one now.
    let scenario = default
        .scenario
        .replacen("price_minor = 14900", "price_minor = 100", 1);
    let it = Running::with(ledgerbee_sandbox::Config {
        scenario: scenario.into(),
        ..default
    })
    .await;
    subscribe(&it, ITEM).await;
    let token = buyers_token(&it).await;
    assert_eq!(
        actions(&it, PUBLIC_PLAN, &token).await,
        ["VIEW_DETAILS", "UPGRADE"]
    );
}

#[tokio::test]
async fn who_can_not_be_signed_in_is_sent_to_the_checkout() {
    let it = Running::start().await;
    subscribe(&it, ITEM).await;
    let hints = token(
        &it,
        json!({ "countryCode": "DK", "customerType": "BUSINESS" }),
    )
    .await;
    let other = token(&it, json!({ "customerId": support::OTHER_CUSTOMER })).await;
    for token in [hints, other] {
        assert_eq!(
            actions(&it, PUBLIC_PLAN, &token).await,
            ["CHECKOUT", "CHECKOUT"]
        );
        let answer = hand_off(&it, &token, ITEM).await;
        assert_eq!(
            (answer.status, answer.get("code").as_str()),
            (403, "NOTHING_TO_OPEN")
        );
    }
    // Without a person named, it is the customer's own address that counts.
    let plain = token(&it, json!({ "customerId": CUSTOMER })).await;
    assert_eq!(
        actions(&it, PUBLIC_PLAN, &plain).await,
        ["VIEW_DETAILS", "UPGRADE"]
    );
}

#[tokio::test]
async fn a_customer_without_an_address_goes_to_the_checkout_unless_a_person_is_named() {
    let default = ledgerbee_sandbox::Config::default();
    let address = "email = \"billing@nordwind.example\"\n";
    assert!(default.scenario.contains(address));
    let it = Running::with(ledgerbee_sandbox::Config {
        scenario: default.scenario.replacen(address, "", 1).into(),
        ..default
    })
    .await;
    subscribe(&it, ITEM).await;
    let nobody = token(&it, json!({ "customerId": CUSTOMER })).await;
    assert_eq!(
        actions(&it, PUBLIC_PLAN, &nobody).await,
        ["CHECKOUT", "CHECKOUT"]
    );
    assert_eq!(hand_off(&it, &nobody, ITEM).await.status, 403);
    let jane = buyers_token(&it).await;
    assert_eq!(
        actions(&it, PUBLIC_PLAN, &jane).await,
        ["VIEW_DETAILS", "UPGRADE"]
    );
}

#[tokio::test]
async fn status_and_handoff_need_the_catalog_token() {
    let it = Running::start().await;
    subscribe(&it, ITEM).await;
    let narrow = token(
        &it,
        json!({ "customerId": CUSTOMER, "planIds": [GATED_PLAN] }),
    )
    .await;
    for (token, expected) in [("forged", 401), (narrow.as_str(), 403)] {
        assert_eq!(status(&it, PUBLIC_PLAN, token).await.status, expected);
        assert_eq!(hand_off(&it, token, ITEM).await.status, expected);
    }
    let token = buyers_token(&it).await;
    assert_eq!(hand_off(&it, &token, GATED_ITEM).await.status, 403);
    let path = format!("/api/embed/plans/{PUBLIC_PLAN}/handoff");
    let foreign = it.portal_post(&path).bearer_auth(&token);
    let foreign = foreign.header("origin", it.sandbox.partner());
    let answer = send(foreign.json(&json!({ "planItemId": ITEM }))).await;
    assert_eq!(
        (answer.status, answer.get("code").as_str()),
        (403, "CROSS_ORIGIN")
    );
}

/// The reference of a handoff, and the page it leads to.
fn split(address: &str) -> (&str, &str) {
    address
        .strip_prefix("/sso/")
        .unwrap()
        .split_once("?to=")
        .unwrap()
}

#[tokio::test]
async fn a_handoff_signs_the_named_person_in_once() {
    let it = Running::start().await;
    let subscription = subscribe(&it, ITEM).await;
    let token = buyers_token(&it).await;
    let details = format!("/subscriptions/{subscription}");
    let change = format!("{details}?change={SCALE}");
    for (item, wanted, has_change) in [(ITEM, &details, false), (SCALE, &change, true)] {
        let address = hand_off(&it, &token, item).await.get("redirectUrl");
        let (reference, _) = split(&address);
        assert!(is_opaque(reference) && !address.contains(&token));
        let entered = it.portal_get(&address).await;
        assert_eq!(entered.status, 303);
        assert_eq!(entered.header("location"), wanted);
        let cookie = entered.header("set-cookie").split_once(';').unwrap().0;

        let url = format!("{}{wanted}", it.sandbox.portal());
        let page = send(it.request(Method::GET, url).header("cookie", cookie)).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("data-testid=\"subscription\""));
        assert_eq!(
            page.text.contains("data-testid=\"change-plan\""),
            has_change
        );
        assert_eq!(
            page.text.contains(&format!("data-chosen=\"{SCALE}\"")),
            has_change
        );

        // The reference is used up: the screen to sign in, with the page kept.
        let again = it.portal_get(&address).await;
        let (_, to) = split(&address);
        assert_eq!(again.header("location"), format!("/login?to={to}"));
        assert_eq!(again.header("set-cookie"), "");
    }
    let users = it.look("/tenants/acme/portal-users").await;
    assert_eq!(users.pointer("/portalUsers/0/email"), Some(&json!(JANE)));
}

#[tokio::test]
async fn own_factors_still_guard_the_portal() {
    let it = Running::start().await;
    subscribe(&it, ITEM).await;
    let token = buyers_token(&it).await;
    let users = it.look("/tenants/acme/portal-users").await;
    let id = users
        .pointer("/portalUsers/0/portalUserId")
        .unwrap()
        .as_str()
        .unwrap();
    for (has_own_factor, page) in [(true, "/login?to="), (false, "/subscriptions/")] {
        let path = format!("/tenants/acme/portal-users/{id}");
        let change = json!({ "hasOwnFactor": has_own_factor });
        let changed = send(it.operate(Method::PATCH, &path).json(&change)).await;
        assert_eq!(
            changed.json().get("hasOwnFactor"),
            Some(&json!(has_own_factor))
        );
        let address = hand_off(&it, &token, ITEM).await.get("redirectUrl");
        let entered = it.portal_get(&address).await;
        assert!(
            entered.header("location").starts_with(page),
            "{has_own_factor}"
        );
        assert_eq!(entered.header("set-cookie").is_empty(), has_own_factor);
    }
    assert_eq!(it.portal_get("/login").await.status, 200);
}

#[tokio::test]
async fn a_handoff_is_short_lived_and_leads_nowhere_else() {
    let it = Running::start().await;
    subscribe(&it, ITEM).await;
    let token = buyers_token(&it).await;
    let address = hand_off(&it, &token, ITEM).await.get("redirectUrl");
    let (reference, _) = split(&address);
    for to in [
        "https://evil.example",
        "//evil.example",
        "/subscriptions/..%2f..",
        "/embed/pro-plan",
        "",
    ] {
        let entered = it.portal_get(&format!("/sso/{reference}?to={to}")).await;
        assert_eq!(entered.header("location"), "/login", "{to}");
        assert_eq!(entered.header("set-cookie"), "");
    }
    // A bind token is no login.
    let bind = it.bind_token(it.key(), CUSTOMER).await;
    let other = address.replace(reference, &bind);
    assert!(
        it.portal_get(&other)
            .await
            .header("location")
            .starts_with("/login")
    );
    it.wait(60);
    assert!(
        it.portal_get(&address)
            .await
            .header("location")
            .starts_with("/login")
    );
}

#[tokio::test]
async fn a_subscription_is_shown_to_its_own_people_only() {
    let it = Running::start().await;
    let subscription = subscribe(&it, ITEM).await;
    let path = format!("/subscriptions/{subscription}");
    let anonymous = it.portal_get(&path).await;
    assert_eq!(anonymous.status, 303);
    assert!(
        anonymous
            .header("location")
            .starts_with("/login?to=%2Fsubscriptions%2F")
    );

    // Somebody else, with a session of the same portal.
    let details = json!({ "email": "kim@buyer.example" });
    let (cookie, _) = it.pay(&it.mailed_link("en", &details).await).await;
    let page = it.portal_get_as(&cookie, &path).await;
    assert_eq!(page.status, 404);
    assert!(!page.text.contains(&subscription));
}

/// Signs the buyer in by a handoff, and gives the cookie.
async fn signed_in(it: &Running) -> String {
    let token = buyers_token(it).await;
    let address = hand_off(it, &token, ITEM).await.get("redirectUrl");
    let entered = it.portal_get(&address).await;
    let (cookie, _) = entered.header("set-cookie").split_once(';').unwrap();
    cookie.to_owned()
}

#[tokio::test]
async fn the_tier_that_is_chosen_in_the_portal_is_held_from_then_on() {
    let it = Running::start().await;
    let id = subscribe(&it, ITEM).await;
    let cookie = signed_in(&it).await;
    let change = |item: &str| {
        let request = it.portal_post(&format!("/subscriptions/{id}/change"));
        let kind = "application/x-www-form-urlencoded";
        let request = request.header("content-type", kind);
        request.body(format!("planItemId={item}"))
    };
    let held = || {
        it.sandbox
            .subscriptions()
            .first()
            .unwrap()
            .plan_item_id
            .to_string()
    };

    // Not for who is not signed in, from another site, or to what the plan does not sell.
    let stranger = send(change(SCALE)).await;
    assert!(stranger.header("location").starts_with("/login"));
    let foreign = change(SCALE).header("cookie", &cookie);
    let foreign = send(foreign.header("origin", it.sandbox.partner())).await;
    assert_eq!(foreign.get("code"), "CROSS_ORIGIN");
    let other = send(change(GATED_ITEM).header("cookie", &cookie)).await;
    assert_eq!(other.wrong_fields(), ["planItemId"]);
    assert_eq!(held(), ITEM);

    let changed = send(change(SCALE).header("cookie", &cookie)).await;
    assert_eq!(changed.header("location"), format!("/subscriptions/{id}"));
    assert_eq!(held(), SCALE);
    let token = buyers_token(&it).await;
    assert_eq!(
        actions(&it, PUBLIC_PLAN, &token).await,
        ["DOWNGRADE", "VIEW_DETAILS"]
    );
}
