//! Webhooks: what is sent, when, how it is signed, and what a partner makes of
//! it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use std::time::Duration;

use ledgerbee_sandbox::Config;
use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use support::endpoint::{Endpoint, SECRET};
use support::{CUSTOMER, ITEM, PUBLIC_PLAN, Running, send};

/// The secret of the partner's own endpoint, in the default scenario.
const PARTNER_SECRET: &str = "whsec_YWNtZSB3ZWJob29rcywgZm9yIGRlbW9zIG9ubHk=";

/// A sandbox whose tenant `acme` has `endpoint` besides the partner's own.
async fn with(endpoint: &Endpoint) -> Running {
    Running::with(Config {
        scenario: endpoint.scenario().into(),
        ..Config::default()
    })
    .await
}

fn types(calls: &[support::endpoint::Call]) -> Vec<Value> {
    let kind = |call: &support::endpoint::Call| call.json().get("type").unwrap().clone();
    calls.iter().map(kind).collect()
}

#[tokio::test]
async fn a_subscription_that_begins_today_is_assigned_and_started() {
    let endpoint = Endpoint::start(&[]).await;
    let it = with(&endpoint).await;
    let day = it
        .sandbox
        .now()
        .to_string()
        .split_once('T')
        .unwrap()
        .0
        .to_owned();
    let confirmed = it.subscribe(&day).await;
    let calls = endpoint.calls(2).await;
    assert_eq!(
        types(&calls),
        ["subscription.assigned", "subscription.started"]
    );
    for call in &calls {
        let event = call.json();
        assert!(
            event
                .get("timestamp")
                .unwrap()
                .as_str()
                .unwrap()
                .ends_with('Z')
        );
        assert_eq!(
            event.get("data"),
            Some(&json!({
                "subscriptionId": confirmed.get("subscriptionId"),
                "customerId": CUSTOMER,
                "planId": PUBLIC_PLAN,
                "planVersionId": "550e8400-e29b-41d4-a716-446655440201",
                "planItemId": ITEM,
                "sourceSubscriptionId": "550e8400-e29b-41d4-a716-446655440311",
                "startDate": day,
                // The `clientReferenceId` that was given at provision.
                "partnerReferenceId": "order_1",
            }))
        );
    }
    assert_ne!(calls[0].id(), calls[1].id());
}

#[tokio::test]
async fn one_that_begins_later_starts_on_its_day() {
    let endpoint = Endpoint::start(&[]).await;
    let it = with(&endpoint).await;
    let day = (it.sandbox.now() + jiff::SignedDuration::from_hours(48)).to_string();
    it.subscribe(day.split_once('T').unwrap().0).await;
    let stage = async || {
        let seen = it.look("/tenants/acme/subscriptions").await;
        seen.pointer("/subscriptions/0/stage").unwrap().clone()
    };
    assert_eq!(types(&endpoint.calls(1).await), ["subscription.assigned"]);
    assert_eq!(stage().await, "ASSIGNED");
    let pass = |seconds: u64| {
        let body = json!({ "advanceSeconds": seconds });
        it.operate(Method::POST, "/clock").json(&body)
    };
    send(pass(24 * 3600)).await;
    assert_eq!(stage().await, "ASSIGNED");
    send(pass(24 * 3600)).await;
    assert_eq!(stage().await, "STARTED");
    let calls = endpoint.calls(2).await;
    assert_eq!(
        types(&calls),
        ["subscription.assigned", "subscription.started"]
    );
}

#[tokio::test]
async fn its_day_comes_by_itself_too() {
    let endpoint = Endpoint::start(&[]).await;
    let it = with(&endpoint).await;
    let day = (it.sandbox.now() + jiff::SignedDuration::from_hours(24)).to_string();
    it.subscribe(day.split_once('T').unwrap().0).await;
    it.wait(24 * 3600);
    let calls = endpoint.calls(2).await;
    assert_eq!(
        types(&calls),
        ["subscription.assigned", "subscription.started"]
    );
}

#[tokio::test]
async fn what_is_sent_is_signed_with_the_endpoints_own_secret() {
    let endpoint = Endpoint::start(&[]).await;
    let it = with(&endpoint).await;
    // Who verifies compares with a clock of their own.
    it.wait(7 * 24 * 3600);
    it.subscribe(&it.day(0)).await;
    for mut call in endpoint.calls(2).await {
        assert_eq!(
            call.headers.get("content-type").unwrap(),
            "application/json"
        );
        assert!(call.id().starts_with("msg_"));
        assert!(call.is_signed_with(SECRET));
        assert!(!call.is_signed_with(PARTNER_SECRET));
        call.body.push(b' ');
        assert!(!call.is_signed_with(SECRET));
    }
}

#[tokio::test]
async fn what_an_endpoint_does_not_take_comes_again_under_the_same_id() {
    let endpoint = Endpoint::start(&[500, 302]).await;
    let it = with(&endpoint).await;
    it.subscribe(&it.day(0)).await;
    // Each of the two fails once; what waits holds up nothing behind it.
    let calls = endpoint.calls(4).await;
    let mut ids: Vec<&str> = calls.iter().map(|call| call.id()).collect();
    ids.sort_unstable();
    assert_eq!((ids[0], ids[2]), (ids[1], ids[3]));
    assert_ne!(ids[1], ids[2]);
    assert!(calls.iter().all(|call| call.is_signed_with(SECRET)));

    let its = async || {
        let seen = it.look("/tenants/acme/deliveries").await;
        let all = seen.get("deliveries").unwrap().as_array().unwrap().clone();
        let own = |delivery: &Value| delivery.get("url") == Some(&json!(endpoint.url));
        all.into_iter().filter(own).collect::<Vec<_>>()
    };
    while its()
        .await
        .iter()
        .any(|it| it.get("progress") != Some(&json!("DELIVERED")))
    {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    for delivery in its().await {
        assert_eq!(delivery.get("attempts"), Some(&json!(2)));
        assert_eq!(delivery.get("lastAnswer"), Some(&json!("200")));
    }
}

#[tokio::test]
async fn an_anonymous_checkout_tells_nobody_anything() {
    let endpoint = Endpoint::start(&[]).await;
    let it = with(&endpoint).await;
    let order = json!({ "vanity": "pro-plan", "planItemId": ITEM });
    let id = it.checkout(order).await.get("sessionId");
    let confirm = it.portal_post(&format!("{}/{id}/confirm", support::SESSION));
    let answer = send(confirm.json(&json!({ "email": "buyer@mail.example" }))).await;
    assert_eq!(answer.get("status"), "PENDING_VERIFICATION");
    let seen = it.look("/tenants/acme/deliveries").await;
    assert_eq!(seen, json!({ "deliveries": [] }));
}

#[tokio::test]
async fn a_tenants_events_are_its_own() {
    let endpoint = Endpoint::start(&[]).await;
    let it = with(&endpoint).await;
    let token = it
        .bind_token(support::GLOBEX_KEY, support::GLOBEX_CUSTOMER)
        .await;
    let host = |request: RequestBuilder| request.header("host", "globex.portal.localhost");
    let order = json!({
        "bindToken": token, "vanity": "cloud", "planItemId": "660e8400-e29b-41d4-a716-446655440211",
    });
    let session = send(host(it.portal_post(support::SESSION)).json(&order)).await;
    let path = format!("{}/{}/confirm", support::SESSION, session.get("sessionId"));
    let confirmed = send(host(it.portal_post(&path)).json(&json!({}))).await;
    assert_eq!(confirmed.get("status"), "CONFIRMED");
    it.subscribe(&it.day(0)).await;
    for call in endpoint.calls(2).await {
        let event = call.json();
        assert_eq!(event.pointer("/data/customerId"), Some(&json!(CUSTOMER)));
    }
}

/// The partner's orders, once there are `count`.
async fn orders(it: &Running, count: usize) -> Vec<Value> {
    loop {
        let answer = it.partner_get("/your-backend/orders").await.json();
        let orders = answer.as_array().unwrap().clone();
        if orders.len() >= count {
            return orders;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn the_partner_fulfils_by_webhook_only() {
    let it = Running::start().await;
    let token = send(it.partner_post("/your-backend/bind-token")).await;
    let order = json!({
        "bindToken": token.get("checkoutBindToken"), "vanity": "pro-plan", "planItemId": ITEM,
    });
    let id = it.checkout(order).await.get("sessionId");
    assert!(orders(&it, 0).await.is_empty());
    let confirm = it.portal_post(&format!("{}/{id}/confirm", support::SESSION));
    let confirmed = send(confirm.json(&json!({ "startDate": it.day(0) }))).await;
    loop {
        let orders = orders(&it, 1).await;
        let order = orders.first().unwrap();
        assert!(
            order
                .get("reference")
                .unwrap()
                .as_str()
                .unwrap()
                .starts_with("order_")
        );
        assert_eq!(
            order.get("subscriptionId"),
            Some(&json!(confirmed.get("subscriptionId")))
        );
        assert_eq!(order.get("planItemId"), Some(&json!(ITEM)));
        if order.get("status") == Some(&json!("STARTED")) {
            break;
        }
        assert_eq!(order.get("status"), Some(&json!("ASSIGNED")));
    }
}

/// The headers of a webhook that is signed with `secret` at a time.
fn signed(id: &str, secret: &str, body: &str, at: i64) -> HeaderMap {
    let signature = Webhook::new(secret).unwrap().sign(id, at, body.as_bytes());
    let headers = [
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", at.to_string()),
        ("webhook-signature", signature.unwrap()),
    ];
    headers
        .into_iter()
        .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap()))
        .collect()
}

/// What a webhook says of the order `reference`.
fn about(kind: &str, reference: &str) -> String {
    json!({ "type": kind, "data": { "partnerReferenceId": reference } }).to_string()
}

/// Sends the partner a webhook that is good.
async fn tell(it: &Running, id: &str, kind: &str, reference: &str) {
    let body = about(kind, reference);
    let now = jiff::Timestamp::now().as_second();
    let request = it.partner_post("/your-backend/webhooks");
    let headers = signed(id, PARTNER_SECRET, &body, now);
    assert_eq!(send(request.headers(headers).body(body)).await.status, 204);
}

/// The reference of an order that was begun with `it`'s partner.
async fn begun(it: &Running) -> String {
    let token = send(it.partner_post("/your-backend/bind-token")).await;
    let order = json!({
        "bindToken": token.get("checkoutBindToken"), "vanity": "pro-plan", "planItemId": ITEM,
    });
    let id = it.checkout(order).await.get("sessionId");
    let confirm = it.portal_post(&format!("{}/{id}/confirm", support::SESSION));
    // Far off, so that it is not started meanwhile.
    send(confirm.json(&json!({ "startDate": it.day(300) }))).await;
    let order = orders(it, 1).await;
    let order = order.first().unwrap();
    assert_eq!(order.get("status"), Some(&json!("ASSIGNED")));
    order.get("reference").unwrap().as_str().unwrap().to_owned()
}

/// How far the partner's one order has come.
async fn status(it: &Running) -> Value {
    let orders = orders(it, 1).await;
    assert_eq!(orders.len(), 1);
    orders[0].get("status").unwrap().clone()
}

#[tokio::test]
async fn the_partner_believes_no_other_signature() {
    let it = Running::start().await;
    let reference = begun(&it).await;
    let body = about("subscription.started", &reference);
    let now = jiff::Timestamp::now().as_second();
    let good = || signed("a", PARTNER_SECRET, &body, now);
    let with = |name: &'static str, value: &str| {
        let mut headers = good();
        headers.insert(name, value.parse().unwrap());
        headers
    };
    let without = |name: &str| {
        let mut headers = good();
        headers.remove(name).unwrap();
        headers
    };
    let mut forged = vec![
        signed("a", SECRET, &body, now),
        signed("a", PARTNER_SECRET, "{}", now),
        with("webhook-id", "b"),
        with("webhook-timestamp", &(now + 1).to_string()),
        with("webhook-timestamp", "soon"),
        with("webhook-signature", ""),
        with("webhook-signature", "v1,"),
        without("webhook-id"),
        without("webhook-timestamp"),
        without("webhook-signature"),
    ];
    for at in [now - 310, now + 310, 0, i64::MIN, i64::MAX] {
        forged.push(signed("a", PARTNER_SECRET, &body, at));
    }
    for headers in forged {
        let request = it.partner_post("/your-backend/webhooks");
        let answer = send(request.headers(headers.clone()).body(body.clone())).await;
        assert_eq!(
            (answer.status, answer.get("code").as_str()),
            (401, "WEBHOOK_UNVERIFIED"),
            "{headers:?}"
        );
    }
    assert_eq!(status(&it).await, "ASSIGNED");
    tell(&it, "a", "subscription.started", &reference).await;
    assert_eq!(status(&it).await, "STARTED");
}

#[tokio::test]
async fn a_webhook_counts_once_and_none_takes_an_order_back() {
    let it = Running::start().await;
    let reference = begun(&it).await;
    // Not of this partner, or nothing it acts on: taken, and left.
    tell(&it, "a", "subscription.started", "order_of_another").await;
    tell(&it, "b", "invoice.paid", &reference).await;
    // Under an id that was taken, nothing new is read.
    tell(&it, "b", "subscription.started", &reference).await;
    assert_eq!(status(&it).await, "ASSIGNED");
    for (id, kind) in [
        ("c", "subscription.started"),
        ("c", "subscription.started"),
        ("d", "subscription.assigned"),
    ] {
        tell(&it, id, kind, &reference).await;
        assert_eq!(status(&it).await, "STARTED");
    }
}

#[tokio::test]
async fn an_operator_sees_webhooks_and_sends_one_again_under_its_id() {
    let endpoint = Endpoint::start(&[]).await;
    let it = with(&endpoint).await;
    let subscription = it.subscribe(&it.day(0)).await.get("subscriptionId");
    let calls = endpoint.calls(2).await;
    let its = async || {
        let seen = it.look("/tenants/acme/deliveries").await;
        let all = seen.get("deliveries").unwrap().as_array().unwrap().clone();
        let own = |delivery: &Value| delivery.get("url") == Some(&json!(endpoint.url));
        all.into_iter().find(own).unwrap()
    };
    while its().await.get("progress") != Some(&json!("DELIVERED")) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let screen = send(it.operate(Method::GET, "")).await.text;
    for shown in [
        "subscription.assigned",
        "delivered",
        &endpoint.url,
        &subscription,
        "order_1",
    ] {
        assert!(screen.contains(shown), "{shown}");
    }
    let id = its()
        .await
        .get("deliveryId")
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned();
    let resend = |slug: &str, id: &str| {
        it.operate(
            Method::POST,
            &format!("/tenants/{slug}/deliveries/{id}/resend"),
        )
    };
    for (slug, id) in [("globex", id.as_str()), ("acme", "x"), ("acme", CUSTOMER)] {
        assert_eq!(
            send(resend(slug, id)).await.get("code"),
            "DELIVERY_NOT_FOUND"
        );
    }
    let foreign = resend("acme", &id).header("origin", "https://evil.example");
    assert_eq!(send(foreign).await.status, 403);
    let sent = send(resend("acme", &id)).await;
    assert_eq!(
        (sent.status, sent.header("location")),
        (303, "/operator#webhooks")
    );
    let again = endpoint.calls(3).await;
    assert_eq!(again.len(), 3);
    assert_eq!(again[2].id(), calls[0].id());
    assert_eq!(again[2].body, calls[0].body);
    while its().await.get("attempts") != Some(&json!(2)) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
