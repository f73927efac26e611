//! The anonymous buyer's way: a mailed link, a payment, a subscription, a session
//! in the portal, and what that session outweighs.
#![allow(clippy::unwrap_used)]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::{
    CUSTOMER, GLOBEX_CUSTOMER, GLOBEX_KEY, ITEM, OTHER_CUSTOMER, Running, SESSION, send,
};

async fn link(it: &Running, details: &Value) -> String {
    it.mailed_link("en", details).await
}

/// The cookie that following a link to `email` sets.
async fn signed_in(it: &Running, email: &str) -> String {
    let link = link(it, &json!({ "email": email })).await;
    let answer = send(it.request(Method::GET, link)).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
    answer.cookie()
}

#[tokio::test]
async fn following_the_link_and_paying_finishes_the_checkout_once() {
    let it = Running::start().await;
    let details = json!({
        "email": "Kim@buyer.example", "name": "Kim Holm", "address": "Havnen 1",
        "startDate": it.day(3),
    });
    let link = link(&it, &details).await;
    assert!(it.sandbox.subscriptions().is_empty());
    for _ in 0..2 {
        let (_, page) = it.pay(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("data-testid=\"subscribed\""));
        assert!(!page.text.contains("<script"));
    }
    let made = it.sandbox.subscriptions();
    assert_eq!(made.len(), 1);
    let made = made.first().unwrap();
    assert_eq!(made.start_date.to_string(), it.day(3));
    assert_eq!(made.client_reference_id, None);

    let customers = it.look("/tenants/acme/customers").await;
    let last = customers.pointer("/customers/2").unwrap();
    assert_eq!(last.get("customerId"), Some(&json!(made.customer_id)));
    assert_eq!(last.get("name"), Some(&json!("Kim Holm")));
    assert_eq!(last.get("email"), Some(&json!("kim@buyer.example")));
    assert_eq!(last.get("customerType"), Some(&json!("PRIVATE_PERSON")));
}

#[tokio::test]
async fn the_mail_goes_to_the_address_that_was_entered() {
    let it = Running::start().await;
    link(&it, &json!({ "email": "kim@buyer.example" })).await;
    let seen = it.look("/mail").await;
    let mail = seen.pointer("/mail/0").unwrap();
    assert_eq!(mail.get("to"), Some(&json!("kim@buyer.example")));
    assert_eq!(mail.get("tenant"), Some(&json!("acme")));
    let link = mail.get("link").unwrap().as_str().unwrap();
    assert!(link.starts_with(&format!("{}/verify/", it.sandbox.portal())));
    // A bound buyer gets none.
    it.subscribe(&it.day(0)).await;
    assert_eq!(it.sandbox.mail().len(), 1);
}

#[tokio::test]
async fn a_second_click_on_confirm_sends_no_second_mail() {
    let it = Running::start().await;
    let order = json!({ "vanity": "pro-plan", "planItemId": ITEM });
    let id = it.checkout(order).await.get("sessionId");
    for _ in 0..2 {
        let confirm = it.portal_post(&format!("{SESSION}/{id}/confirm"));
        send(confirm.json(&json!({ "email": "kim@buyer.example" }))).await;
    }
    assert_eq!(it.sandbox.mail().len(), 1);
}

#[tokio::test]
async fn a_buyer_is_known_by_the_address_they_have_proved() {
    let it = Running::start().await;
    let link = link(
        &it,
        &json!({ "email": "Freja.Lind@mail.example", "name": "X" }),
    )
    .await;
    it.pay(&link).await;
    let made = it.sandbox.subscriptions();
    assert_eq!(
        made.first().unwrap().customer_id.to_string(),
        OTHER_CUSTOMER
    );
    let customers = it.look("/tenants/acme/customers").await;
    assert_eq!(
        customers.pointer("/customers/1/name"),
        Some(&json!("Freja Lind"))
    );
}

#[tokio::test]
async fn a_link_is_its_tenants_own_and_ends() {
    let it = Running::start().await;
    let link = link(&it, &json!({ "email": "kim@buyer.example" })).await;
    let elsewhere = it.request(Method::GET, link.clone());
    let elsewhere = send(elsewhere.header("host", "globex.portal.localhost")).await;
    let forged = it.portal_get("/verify/forged").await;
    it.wait(24 * 3600);
    let late = send(it.request(Method::GET, link)).await;
    for page in [elsewhere, forged, late] {
        assert_eq!(page.status, 404);
        assert!(page.text.contains("data-testid=\"link-expired\""));
        assert_eq!(page.header("set-cookie"), "");
    }
    assert!(it.sandbox.subscriptions().is_empty());
}

#[tokio::test]
async fn who_is_signed_in_is_bound_to_no_foreign_customer() {
    let it = Running::start().await;
    // Freja acts for herself, not for Nordwind.
    let cookie = signed_in(&it, "freja.lind@mail.example").await;
    let start = |token: &str, cookie: &str| {
        let order = json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM });
        it.portal_post(SESSION)
            .header("cookie", cookie)
            .json(&order)
    };
    let foreign = it.bind_token(it.key(), CUSTOMER).await;
    let answer = send(start(&foreign, &cookie)).await;
    assert_eq!(
        (answer.status, answer.get("code").as_str()),
        (403, "BIND_REJECTED")
    );
    assert!(!answer.text.contains("Nordwind"));

    let own = it.bind_token(it.key(), OTHER_CUSTOMER).await;
    let session = send(start(&own, &cookie)).await.json();
    assert_eq!(session.get("bound"), Some(&json!(true)));
    // What was refused is not used up: without the session it binds.
    for cookie in ["portal_session=forged", ""] {
        let token = it.bind_token(it.key(), CUSTOMER).await;
        let session = send(start(&token, cookie)).await.json();
        assert_eq!(session.get("bound"), Some(&json!(true)));
    }
    let session = send(start(&foreign, "")).await.json();
    assert_eq!(session.get("bound"), Some(&json!(true)));
}

#[tokio::test]
async fn a_portal_session_is_its_tenants_own_and_ends() {
    let it = Running::start().await;
    let cookie = signed_in(&it, "freja.lind@mail.example").await;
    let token = it.bind_token(GLOBEX_KEY, GLOBEX_CUSTOMER).await;
    let order = json!({
        "bindToken": token, "vanity": "cloud", "planItemId": "660e8400-e29b-41d4-a716-446655440211",
    });
    let away = it.portal_post(SESSION).header("cookie", &cookie);
    let away = away.header("host", "globex.portal.localhost");
    let session = send(away.json(&order)).await.json();
    assert_eq!(session.get("bound"), Some(&json!(true)));

    it.wait(12 * 3600);
    let token = it.bind_token(it.key(), CUSTOMER).await;
    let order = json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM });
    let late = it.portal_post(SESSION).header("cookie", &cookie);
    let session = send(late.json(&order)).await.json();
    assert_eq!(session.get("bound"), Some(&json!(true)));
}
