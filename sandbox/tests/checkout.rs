//! Bind tokens at the checkout: what binds, and everything that doesn't.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use ledgerbee_sandbox::Intent;
use serde_json::{Value, json};
use support::{
    CTA_ITEM, CUSTOMER, GATED_ITEM, GATED_PLAN, GLOBEX_CUSTOMER, GLOBEX_KEY, ITEM, Running,
    SESSION, send,
};

fn with(token: &str) -> Value {
    json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM })
}

#[tokio::test]
async fn a_bind_token_binds_once() {
    let it = Running::start().await;
    let token = it.bind_token(it.key(), CUSTOMER).await;
    let first = it.checkout(with(&token)).await.json();
    assert_eq!(first.get("bound"), Some(&json!(true)));
    assert_eq!(
        first.pointer("/customer/name"),
        Some(&json!("Nordwind Logistics ApS"))
    );
    let replay = it.checkout(with(&token)).await;
    assert_eq!(replay.status, 200);
    assert_eq!(replay.json().get("bound"), Some(&json!(false)));
    assert_eq!(replay.json().get("customer"), Some(&Value::Null));
}

#[tokio::test]
async fn of_many_checkouts_with_one_token_one_is_bound() {
    let it = Running::start().await;
    let token = it.bind_token(it.key(), CUSTOMER).await;
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        racers.spawn(send(it.portal_post(SESSION).json(&with(&token))));
    }
    let answers = racers.join_all().await;
    let is_bound = |answer: &&support::Answer| answer.json().get("bound") == Some(&json!(true));
    assert_eq!(answers.iter().filter(is_bound).count(), 1);
}

#[tokio::test]
async fn a_bind_token_lives_sixty_seconds() {
    let it = Running::start().await;
    for (age, is_bound) in [(59, true), (60, false), (3600, false)] {
        let token = it.bind_token(it.key(), CUSTOMER).await;
        it.wait(age);
        let session = it.checkout(with(&token)).await;
        assert_eq!(session.status, 200);
        assert_eq!(session.json().get("bound"), Some(&json!(is_bound)), "{age}");
    }
}

#[tokio::test]
async fn no_token_or_a_forged_one_goes_on_anonymously() {
    let it = Running::start().await;
    let forged = "Yk3pQ9sV2nR7tW1xZ4cB8mL6dF0aH5jE2gN9uK3pQ7s";
    let catalog = it.catalog_token(&json!({ "customerId": CUSTOMER })).await;
    for token in [
        Value::Null,
        json!(forged),
        json!(""),
        json!("x"),
        json!(catalog),
        json!(it.key()),
    ] {
        let body = json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM });
        let session = it.checkout(body).await;
        assert_eq!(session.status, 200);
        assert_eq!(session.json().get("bound"), Some(&json!(false)));
    }
}

#[tokio::test]
async fn a_token_of_another_tenant_is_rejected_and_stays_good_at_home() {
    let it = Running::start().await;
    let token = it.bind_token(GLOBEX_KEY, GLOBEX_CUSTOMER).await;
    let away = it.checkout(with(&token)).await;
    assert_eq!(
        (away.status, away.get("code").as_str()),
        (403, "BIND_REJECTED")
    );
    let body = json!({
        "bindToken": token,
        "vanity": "cloud",
        "planItemId": "660e8400-e29b-41d4-a716-446655440211",
    });
    let home = it
        .portal_post(SESSION)
        .header("host", "globex.portal.localhost");
    let home = send(home.json(&body)).await;
    assert_eq!(home.json().get("bound"), Some(&json!(true)));
}

#[tokio::test]
async fn a_token_for_another_intent_is_rejected() {
    let it = Running::start().await;
    let customer = CUSTOMER.parse().unwrap();
    let mint = |intent| it.sandbox.mint_token("acme", customer, intent).unwrap();
    let login = it.checkout(with(&mint(Intent::SsoHandoff))).await;
    assert_eq!(
        (login.status, login.get("code").as_str()),
        (403, "BIND_REJECTED")
    );
    let bind = it.checkout(with(&mint(Intent::CheckoutBind))).await;
    assert_eq!(bind.json().get("bound"), Some(&json!(true)));
}

#[tokio::test]
async fn a_mistake_does_not_use_the_token_up() {
    let it = Running::start().await;
    let token = it.bind_token(it.key(), CUSTOMER).await;
    let mistakes = [
        (json!({ "bindToken": token, "vanity": "pro-plan" }), 400),
        (
            json!({ "bindToken": token, "vanity": "none", "planItemId": ITEM }),
            404,
        ),
        (
            json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": CTA_ITEM }),
            404,
        ),
        (
            json!({ "bindToken": token, "planId": GATED_PLAN, "planItemId": GATED_ITEM }),
            401,
        ),
    ];
    for (body, status) in mistakes {
        assert_eq!(it.checkout(body).await.status, status);
    }
    let session = it.checkout(with(&token)).await.json();
    assert_eq!(session.get("bound"), Some(&json!(true)));
}

#[tokio::test]
async fn a_gated_plan_needs_its_catalog_token() {
    let it = Running::start().await;
    let body = json!({ "planId": GATED_PLAN, "planItemId": GATED_ITEM });
    let good = it.catalog_token(&json!({ "customerId": CUSTOMER })).await;
    let other = it.catalog_token(&json!({})).await;
    for (token, status) in [(good.as_str(), 200), (other.as_str(), 403), ("forged", 401)] {
        let request = it.portal_post(SESSION).bearer_auth(token).json(&body);
        assert_eq!(send(request).await.status, status);
    }
}

#[tokio::test]
async fn a_bound_checkout_makes_one_subscription() {
    let it = Running::start().await;
    let token = it.bind_token(it.key(), CUSTOMER).await;
    let id = it.checkout(with(&token)).await.get("sessionId");
    let path = format!("{SESSION}/{id}/confirm");
    let wrong = send(
        it.portal_post(&path)
            .json(&json!({ "startDate": "tomorrow" })),
    )
    .await;
    assert_eq!(wrong.wrong_fields(), ["startDate"]);
    // What a bound buyer sends about itself is not read.
    let body = json!({ "startDate": it.day(60), "email": "x", "name": "Somebody Else" });
    let first = send(it.portal_post(&path).json(&body)).await;
    assert_eq!(first.get("status"), "CONFIRMED", "{}", first.text);
    let again = send(it.portal_post(&path).json(&body)).await;
    assert_eq!(again.get("subscriptionId"), first.get("subscriptionId"));

    let made = it.sandbox.subscriptions();
    assert_eq!(made.len(), 1);
    let made = made.first().unwrap();
    assert_eq!(made.id.to_string(), first.get("subscriptionId"));
    assert_eq!(made.customer_id.to_string(), CUSTOMER);
    assert_eq!(made.start_date.to_string(), it.day(60));
    assert_eq!(made.client_reference_id.as_deref(), Some("order_1"));
}

#[tokio::test]
async fn an_anonymous_checkout_waits_for_the_buyers_mail() {
    let it = Running::start().await;
    let body = json!({ "vanity": "pro-plan", "planItemId": ITEM });
    let id = it.checkout(body).await.get("sessionId");
    let path = format!("{SESSION}/{id}/confirm");
    for bad in [json!({}), json!({ "email": "x" }), json!({ "email": 1 })] {
        let answer = send(it.portal_post(&path).json(&bad)).await;
        assert_eq!(answer.wrong_fields(), ["email"]);
    }
    let body = json!({ "email": "buyer@mail.example", "name": "", "vatNumber": "" });
    let answer = send(it.portal_post(&path).json(&body)).await;
    assert_eq!(answer.get("status"), "PENDING_VERIFICATION");
    assert_eq!(answer.json().get("subscriptionId"), None);
    assert!(it.sandbox.subscriptions().is_empty());
}

#[tokio::test]
async fn a_session_is_its_tenants_own_and_ends() {
    let it = Running::start().await;
    let body = json!({ "vanity": "pro-plan", "planItemId": ITEM });
    let id = it.checkout(body).await.get("sessionId");
    let path = format!("{SESSION}/{id}/confirm");
    let details = json!({ "email": "buyer@mail.example" });
    let elsewhere = it
        .portal_post(&path)
        .header("host", "globex.portal.localhost");
    assert_eq!(send(elsewhere.json(&details)).await.status, 404);
    let unknown = it.portal_post(&format!("{SESSION}/none/confirm"));
    assert_eq!(
        send(unknown.json(&details)).await.get("code"),
        "CHECKOUT_SESSION_NOT_FOUND"
    );
    it.wait(3600);
    assert_eq!(send(it.portal_post(&path).json(&details)).await.status, 404);
}

#[tokio::test]
async fn only_the_portals_own_pages_may_check_out() {
    let it = Running::start().await;
    let body = json!({ "vanity": "pro-plan", "planItemId": ITEM });
    let cases = [
        ("origin", it.sandbox.portal().to_owned(), 200),
        ("origin", it.sandbox.partner().to_owned(), 403),
        ("origin", "null".to_owned(), 403),
        ("sec-fetch-site", "same-origin".to_owned(), 200),
        ("sec-fetch-site", "cross-site".to_owned(), 403),
    ];
    for (name, value, status) in cases {
        let request = it.portal_post(SESSION).header(name, &value);
        let answer = send(request.json(&body)).await;
        assert_eq!(answer.status, status, "{name}: {value}");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn a_bad_start_names_its_fields() {
    let it = Running::start().await;
    let cases: Vec<(Value, &[&str])> = vec![
        (json!({}), &["vanity", "planId", "planItemId"]),
        (
            json!({ "vanity": "pro-plan", "planId": GATED_PLAN, "planItemId": ITEM }),
            &["vanity", "planId"],
        ),
        (
            json!({ "bindToken": 1, "vanity": "pro-plan", "planItemId": "x" }),
            &["bindToken", "planItemId"],
        ),
    ];
    for (body, fields) in cases {
        let answer = it.checkout(body).await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.wrong_fields(), fields);
    }
}

#[tokio::test]
async fn the_frame_never_sees_the_partners_reference() {
    let it = Running::start().await;
    let token = it.bind_token(it.key(), CUSTOMER).await;
    let session = it.checkout(with(&token)).await;
    let path = format!("{SESSION}/{}/confirm", session.get("sessionId"));
    let confirmed = send(it.portal_post(&path).json(&json!({}))).await;
    assert_eq!(confirmed.get("status"), "CONFIRMED");
    for answer in [session, confirmed] {
        assert!(!answer.text.contains("order_1"), "{}", answer.text);
    }
    // It was there to be seen.
    let made = it.sandbox.subscriptions();
    let reference = made.first().unwrap().client_reference_id.as_deref();
    assert_eq!(reference, Some("order_1"));
}

/// A session for `CUSTOMER`, and the path of its confirmation.
async fn bound_session(it: &Running) -> (Value, String) {
    let token = it.bind_token(it.key(), CUSTOMER).await;
    let session = it.checkout(with(&token)).await;
    let path = format!("{SESSION}/{}/confirm", session.get("sessionId"));
    (session.json(), path)
}

#[tokio::test]
async fn a_buyer_has_one_subscription_to_an_item_unless_they_ask_for_another() {
    let it = Running::start().await;
    // Two tabs: both have begun before either is confirmed.
    let (first, first_path) = bound_session(&it).await;
    let (second, second_path) = bound_session(&it).await;
    for session in [&first, &second] {
        assert_eq!(session.get("isHeld"), Some(&json!(false)));
    }
    let confirm = async |path: &str, body: Value| send(it.portal_post(path).json(&body)).await;
    let done = confirm(&first_path, json!({})).await;
    assert_eq!(done.get("status"), "CONFIRMED");
    for body in [json!({}), json!({ "again": false })] {
        let refused = confirm(&second_path, body).await;
        assert_eq!(
            (refused.status, refused.get("code").as_str()),
            (409, "ALREADY_SUBSCRIBED")
        );
    }
    assert_eq!(it.sandbox.subscriptions().len(), 1);
    // The confirmation that was first has still the same answer.
    let again = confirm(&first_path, json!({})).await;
    assert_eq!(again.get("subscriptionId"), done.get("subscriptionId"));

    let (third, _) = bound_session(&it).await;
    assert_eq!(third.get("isHeld"), Some(&json!(true)));
    let wanted = confirm(&second_path, json!({ "again": true })).await;
    assert_eq!(wanted.get("status"), "CONFIRMED");
    assert_ne!(wanted.get("subscriptionId"), done.get("subscriptionId"));
    assert_eq!(it.sandbox.subscriptions().len(), 2);
}

#[tokio::test]
async fn a_start_date_is_from_today_to_a_year_from_now() {
    let it = Running::start().await;
    let (_, path) = bound_session(&it).await;
    let bad = [
        "1999-01-01".to_owned(),
        "2199-01-01".to_owned(),
        it.day(-2),
        it.day(370),
    ];
    for date in bad {
        let answer = send(it.portal_post(&path).json(&json!({ "startDate": date }))).await;
        assert_eq!(answer.wrong_fields(), ["startDate"], "{date}");
    }
    assert!(it.sandbox.subscriptions().is_empty());
    // Today west of Greenwich may be yesterday here.
    for days in [-1, 0, 1, 364] {
        let (_, path) = bound_session(&it).await;
        let body = json!({ "startDate": it.day(days), "again": true });
        let answer = send(it.portal_post(&path).json(&body)).await;
        assert_eq!(answer.get("status"), "CONFIRMED", "{days}: {}", answer.text);
    }
}

#[tokio::test]
async fn the_mail_of_a_checkout_can_be_sent_again_and_its_link_ends_it_once() {
    let it = Running::start().await;
    let body = json!({ "vanity": "pro-plan", "planItemId": ITEM, "language": "da" });
    let id = it.checkout(body).await.get("sessionId");
    let resend = async || send(it.portal_post(&format!("{SESSION}/{id}/resend"))).await;
    // Nothing was sent yet.
    assert_eq!(resend().await.get("code"), "CHECKOUT_SESSION_NOT_FOUND");
    let confirm = it.portal_post(&format!("{SESSION}/{id}/confirm"));
    send(confirm.json(&json!({ "email": "kim@buyer.example" }))).await;
    assert_eq!(resend().await.status, 204);
    let mail = it.sandbox.mail();
    let [first, second] = mail.as_slice() else {
        panic!("{mail:?}");
    };
    assert_eq!((&first.link, &first.to), (&second.link, &second.to));
    assert_eq!(first.subject, "Bekræft dit abonnement på Team");
    for mail in [first, second] {
        it.pay(&mail.link).await;
    }
    assert_eq!(it.sandbox.subscriptions().len(), 1);
    let foreign = it.portal_post(&format!("{SESSION}/{id}/resend"));
    let foreign = send(foreign.header("origin", it.sandbox.partner())).await;
    assert_eq!(foreign.get("code"), "CROSS_ORIGIN");
    assert_eq!(it.sandbox.mail().len(), 2);
}
