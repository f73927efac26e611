//! Subscriptions as a partner's backend reads them.
#![allow(clippy::unwrap_used)]

mod support;

use serde_json::{Value, json};
use support::{CUSTOMER, GLOBEX_KEY, ITEM, PUBLIC_PLAN, Running, SUBSCRIPTIONS};

const ALL_SCOPES: &str = "lbk_test_acme_all_scopes";
const READ_ONLY: &str = "lbk_test_acme_subscriptions";

fn by(reference: &str) -> String {
    format!("{SUBSCRIPTIONS}?partnerReferenceId={reference}")
}

fn count(answer: &support::Answer) -> usize {
    let json = answer.json();
    json.get("subscriptions").unwrap().as_array().unwrap().len()
}

#[tokio::test]
async fn one_is_found_by_the_partners_reference_or_its_id() {
    let it = Running::start().await;
    let id = it.subscribe(&it.day(0)).await.get("subscriptionId");
    let found = it.api_get(READ_ONLY, &by("order_1")).await;
    assert_eq!(found.status, 200, "{}", found.text);
    let one = it
        .api_get(READ_ONLY, &format!("{SUBSCRIPTIONS}/{id}"))
        .await;
    let mut expected = json!({
        "subscriptionId": id,
        "status": "STARTED",
        "customerId": CUSTOMER,
        "planId": PUBLIC_PLAN,
        "planVersionId": "550e8400-e29b-41d4-a716-446655440201",
        "planItemId": ITEM,
        "sourceSubscriptionId": "550e8400-e29b-41d4-a716-446655440311",
        "startDate": it.day(0),
        "partnerReferenceId": "order_1",
    });
    let created_at = one
        .json()
        .pointer("/subscription/createdAt")
        .unwrap()
        .clone();
    assert!(created_at.as_str().unwrap().ends_with('Z'));
    let fields = expected.as_object_mut().unwrap();
    fields.insert("createdAt".to_owned(), created_at);
    assert_eq!(one.json(), json!({ "subscription": expected }));
    assert_eq!(found.json(), json!({ "subscriptions": [expected] }));
    // Nothing else carries another reference; without one, all are read.
    assert_eq!(count(&it.api_get(READ_ONLY, &by("order_2")).await), 0);
    assert_eq!(count(&it.api_get(ALL_SCOPES, SUBSCRIPTIONS).await), 1);
    let seen = it.look("/tenants/acme/subscriptions").await;
    let reference = seen.pointer("/subscriptions/0/partnerReferenceId");
    assert_eq!(reference, Some(&json!("order_1")));
}

#[tokio::test]
async fn one_without_a_reference_has_null() {
    let it = Running::start().await;
    let details = json!({ "email": "kim@buyer.example" });
    it.pay(&it.mailed_link("en", &details).await).await;
    let all = it.api_get(READ_ONLY, SUBSCRIPTIONS).await.json();
    let reference = all.pointer("/subscriptions/0/partnerReferenceId");
    assert_eq!(reference, Some(&Value::Null));
}

#[tokio::test]
async fn reading_needs_its_scope() {
    let it = Running::start().await;
    for key in ["lbk_test_acme_catalog", "lbk_test_acme_sso"] {
        for path in [
            SUBSCRIPTIONS.to_owned(),
            format!("{SUBSCRIPTIONS}/{CUSTOMER}"),
        ] {
            let answer = it.api_get(key, &path).await;
            assert_eq!(
                (answer.status, answer.get("code").as_str()),
                (403, "INSUFFICIENT_SCOPE")
            );
            assert!(answer.text.contains("subscriptions-read"));
        }
    }
    // And opens nothing else.
    let plans = it.api_get(READ_ONLY, support::PLANS).await;
    assert_eq!(plans.status, 403);
}

#[tokio::test]
async fn a_tenants_subscriptions_are_its_own() {
    let it = Running::start().await;
    let id = it.subscribe(&it.day(0)).await.get("subscriptionId");
    assert_eq!(count(&it.api_get(GLOBEX_KEY, &by("order_1")).await), 0);
    let one = it
        .api_get(GLOBEX_KEY, &format!("{SUBSCRIPTIONS}/{id}"))
        .await;
    assert_eq!(
        (one.status, one.get("code").as_str()),
        (404, "SUBSCRIPTION_NOT_FOUND")
    );
}

#[tokio::test]
async fn a_wrong_parameter_is_named() {
    let it = Running::start().await;
    let long = "x".repeat(201);
    let cases = [
        (by(""), "partnerReferenceId"),
        (by("a%20b"), "partnerReferenceId"),
        (by(&long), "partnerReferenceId"),
        (by("a&partnerReferenceId=b"), "partnerReferenceId"),
        (format!("{SUBSCRIPTIONS}/x"), "subscriptionId"),
    ];
    for (path, field) in cases {
        let answer = it.api_get(READ_ONLY, &path).await;
        assert_eq!(
            (answer.status, answer.wrong_fields()),
            (400, vec![field.to_owned()]),
            "{path}"
        );
    }
}
