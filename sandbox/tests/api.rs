//! The public API: who may call it, what it takes, what it gives.
#![allow(clippy::unwrap_used)]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::{
    CUSTOMER, DANISH_PLAN, GATED_PLAN, GLOBEX_CUSTOMER, GROUP, OTHER_CUSTOMER, PROVISION,
    PUBLIC_PLAN, RESOLVE, Running, is_opaque, send,
};

fn order() -> Value {
    json!({ "customerId": CUSTOMER, "email": "jane.doe@acme.example" })
}

/// A good order for a new customer, with `change` on top of the customer.
fn new_customer(change: &Value) -> Value {
    let mut customer = json!({
        "customerNumber": "30001",
        "name": "Fjord Foods ApS",
        "customerType": "BUSINESS",
        "countryCode": "DK",
        "vatZone": "domestic",
        "customerGroupId": GROUP,
    });
    for (name, value) in change.as_object().unwrap() {
        customer
            .as_object_mut()
            .unwrap()
            .insert(name.clone(), value.clone());
    }
    json!({ "email": "owner@fjord.example", "customer": customer })
}

#[tokio::test]
async fn keys_open_what_their_scopes_allow() {
    let it = Running::start().await;
    let cases = [
        (PROVISION, "lbk_test_acme_all_scopes", 200, ""),
        (PROVISION, "lbk_test_acme_sso", 200, ""),
        (
            PROVISION,
            "lbk_test_acme_provision",
            403,
            "INSUFFICIENT_SCOPE",
        ),
        (
            PROVISION,
            "lbk_test_acme_catalog",
            403,
            "INSUFFICIENT_SCOPE",
        ),
        (
            PROVISION,
            "lbk_test_initech_unlicensed",
            403,
            "LICENSE.REQUIRED",
        ),
        (PROVISION, "lbk_test_nobody", 401, "API_KEY_INVALID"),
        (RESOLVE, "lbk_test_acme_all_scopes", 200, ""),
        (RESOLVE, "lbk_test_acme_catalog", 200, ""),
        (RESOLVE, "lbk_test_acme_sso", 403, "INSUFFICIENT_SCOPE"),
        (
            RESOLVE,
            "lbk_test_initech_unlicensed",
            403,
            "LICENSE.REQUIRED",
        ),
        (RESOLVE, "", 401, "API_KEY_INVALID"),
    ];
    for (path, key, status, code) in cases {
        let answer = it.api(key, path, &order()).await;
        assert_eq!(
            (answer.status, answer.get("code").as_str()),
            (status, code),
            "{path} {key}"
        );
    }
}

#[tokio::test]
async fn a_key_goes_in_its_own_header() {
    let it = Running::start().await;
    let catalog_token = it.catalog_token(&json!({})).await;
    let url = format!("{}{RESOLVE}", it.sandbox.api());
    let ask = || it.request(Method::POST, url.clone()).json(&json!({}));
    let none = send(ask()).await;
    assert_eq!(
        (none.status, none.get("code").as_str()),
        (401, "API_KEY_MISSING")
    );
    let refused = [
        ask().bearer_auth(it.key()),
        ask().bearer_auth(&catalog_token),
        ask().bearer_auth(it.key()).header("x-api-key", it.key()),
        ask().header("x-api-key", &catalog_token),
    ];
    for request in refused {
        let answer = send(request).await;
        assert_eq!(answer.status, 401);
        assert_ne!(answer.get("code"), "");
    }
}

#[tokio::test]
async fn provision_gives_a_bind_token_only_when_asked() {
    let it = Running::start().await;
    let plain = it.api(it.key(), PROVISION, &order()).await;
    assert_eq!(plain.status, 200);
    assert_eq!(plain.get("customerId"), CUSTOMER);
    assert_eq!(plain.json().get("checkoutBindToken"), None);

    let mut asking = order();
    asking
        .as_object_mut()
        .unwrap()
        .insert("mintCheckoutBindToken".to_owned(), json!(true));
    let minted = it.api(it.key(), PROVISION, &asking).await;
    assert!(is_opaque(&minted.get("checkoutBindToken")));
    let expiry = minted.get("checkoutBindExpiresAt");
    assert!(expiry.parse::<jiff::Timestamp>().is_ok() && expiry.ends_with('Z'));
    assert_eq!(minted.get("portalUserId"), plain.get("portalUserId"));
}

#[tokio::test]
async fn provision_creates_a_customer_once_and_never_changes_it() {
    let it = Running::start().await;
    let first = it.api(it.key(), PROVISION, &new_customer(&json!({}))).await;
    assert_eq!(first.status, 200, "{}", first.text);
    let again = new_customer(&json!({ "name": "Another Name" }));
    let second = it.api(it.key(), PROVISION, &again).await;
    assert_eq!(second.get("customerId"), first.get("customerId"));

    let token = it.bind_token(it.key(), &first.get("customerId")).await;
    let session = it
        .checkout(json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": support::ITEM }))
        .await;
    let customer = session.json().get("customer").cloned().unwrap();
    assert_eq!(customer.get("name"), Some(&json!("Fjord Foods ApS")));
    // Without an address of its own, the customer has the portal user's.
    assert_eq!(customer.get("email"), Some(&json!("owner@fjord.example")));
}

#[tokio::test]
async fn customers_are_found_in_their_own_tenant_only() {
    let it = Running::start().await;
    for path in [PROVISION, RESOLVE] {
        for unknown in [GLOBEX_CUSTOMER, "00000000-0000-4000-8000-000000000000"] {
            let body = json!({ "customerId": unknown, "email": "a@b.example" });
            let answer = it.api(it.key(), path, &body).await;
            assert_eq!(
                (answer.status, answer.get("code").as_str()),
                (404, "CUSTOMER_NOT_FOUND")
            );
        }
    }
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let it = Running::start().await;
    let cases: Vec<(&str, Value, &[&str])> = vec![
        (PROVISION, json!({}), &["email", "customerId", "customer"]),
        (PROVISION, json!({ "customerId": CUSTOMER }), &["email"]),
        (
            PROVISION,
            json!({ "customerId": 7, "email": "x", "mintCheckoutBindToken": "yes", "clientReferenceId": "a b" }),
            &[
                "email",
                "customerId",
                "mintCheckoutBindToken",
                "clientReferenceId",
            ],
        ),
        (
            PROVISION,
            json!({ "customerId": CUSTOMER, "customer": {}, "email": "a@b.example" }),
            &[
                "customer.customerNumber",
                "customer.name",
                "customer.customerType",
                "customer.countryCode",
                "customer.vatZone",
                "customer.customerGroupId",
                "customerId",
                "customer",
            ],
        ),
        (
            PROVISION,
            json!({ "customer": [], "email": "a@b.example" }),
            &["customer"],
        ),
        (
            PROVISION,
            new_customer(&json!({ "vatZone": "EU" })),
            &["customer.vatZone"],
        ),
        (
            PROVISION,
            new_customer(&json!({ "customerType": "business" })),
            &["customer.customerType"],
        ),
        (
            PROVISION,
            new_customer(&json!({ "countryCode": "Denmark" })),
            &["customer.countryCode"],
        ),
        (
            PROVISION,
            new_customer(&json!({ "customerGroupId": "Standard" })),
            &["customer.customerGroupId"],
        ),
        (
            PROVISION,
            new_customer(&json!({ "email": "none", "address": { "city": 1 } })),
            &["customer.email", "customer.address.city"],
        ),
        (
            PROVISION,
            json!({ "customerId": CUSTOMER, "email": "a@b.example", "clientReferenceId": "x".repeat(201) }),
            &["clientReferenceId"],
        ),
        (
            RESOLVE,
            json!({ "customerId": "x", "buyerEmail": 1, "countryCode": "dk", "customerType": "x", "planIds": ["x"], "language": "de" }),
            &[
                "customerId",
                "buyerEmail",
                "countryCode",
                "customerType",
                "planIds",
                "language",
            ],
        ),
        (RESOLVE, json!([]), &["body"]),
        (RESOLVE, json!("text"), &["body"]),
    ];
    for (path, body, fields) in cases {
        let answer = it.api(it.key(), path, &body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(answer.get("code"), "VALIDATION_ERROR");
        assert_eq!(answer.wrong_fields(), fields, "{body}");
    }
}

#[tokio::test]
async fn what_is_no_json_is_a_named_fault() {
    let it = Running::start().await;
    let long = format!(r#"{{"x":"{}"}}"#, "x".repeat(1_000_000));
    let deep = "[".repeat(100_000);
    let cases: [(&str, Option<&str>, &[u8], &str); 8] = [
        ("malformed", Some("application/json"), b"{", "body"),
        ("empty", Some("application/json"), b"", "body"),
        (
            "no UTF-8",
            Some("application/json"),
            b"{\"a\":\"\xff\"}",
            "body",
        ),
        (
            "too long",
            Some("application/json"),
            long.as_bytes(),
            "body",
        ),
        (
            "too deep",
            Some("application/json"),
            deep.as_bytes(),
            "body",
        ),
        ("no type", None, b"{}", "Content-Type"),
        (
            "form",
            Some("application/x-www-form-urlencoded"),
            b"a=b",
            "Content-Type",
        ),
        ("text", Some("text/plain"), b"{}", "Content-Type"),
    ];
    for (name, kind, body, field) in cases {
        let url = format!("{}{RESOLVE}", it.sandbox.api());
        let mut request = it
            .request(Method::POST, url)
            .header("x-api-key", it.key())
            .body(body.to_vec());
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let answer = send(request).await;
        assert_eq!(answer.status, 400, "{name}");
        assert_eq!(answer.wrong_fields(), [field], "{name}");
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_have_a_code() {
    let it = Running::start().await;
    let ask = |method, path: &str| it.request(method, format!("{}{path}", it.sandbox.api()));
    let lost = send(ask(Method::GET, "/api/v1/nowhere")).await;
    assert_eq!((lost.status, lost.get("code").as_str()), (404, "NOT_FOUND"));
    let wrong = send(ask(Method::DELETE, RESOLVE)).await;
    assert_eq!(
        (wrong.status, wrong.get("code").as_str()),
        (405, "METHOD_NOT_ALLOWED")
    );
    assert_eq!(wrong.header("allow"), "POST");
}

#[tokio::test]
async fn resolve_gives_each_buyer_what_the_rules_allow() {
    let it = Running::start().await;
    let cases: Vec<(Value, &[&str])> = vec![
        (
            json!({ "customerId": CUSTOMER }),
            &[PUBLIC_PLAN, GATED_PLAN, DANISH_PLAN],
        ),
        (json!({ "customerId": OTHER_CUSTOMER }), &[PUBLIC_PLAN]),
        (json!({}), &[PUBLIC_PLAN]),
        (
            json!({ "countryCode": "DK", "customerType": "BUSINESS" }),
            &[PUBLIC_PLAN, DANISH_PLAN],
        ),
        (json!({ "countryCode": "DK" }), &[PUBLIC_PLAN]),
        (
            json!({ "countryCode": "SE", "customerType": "BUSINESS" }),
            &[PUBLIC_PLAN],
        ),
        // The customer's own record outweighs the hints.
        (
            json!({ "customerId": OTHER_CUSTOMER, "countryCode": "DK", "customerType": "BUSINESS" }),
            &[PUBLIC_PLAN],
        ),
        // Raw rule attributes are not taken from the wire.
        (json!({ "customerGroupId": GROUP }), &[PUBLIC_PLAN]),
        (
            json!({ "customerId": CUSTOMER, "planIds": [GATED_PLAN] }),
            &[GATED_PLAN],
        ),
        (json!({ "planIds": [GATED_PLAN] }), &[]),
    ];
    for (query, expected) in cases {
        let answer = it.api(it.key(), RESOLVE, &query).await;
        assert_eq!(answer.status, 200);
        assert!(is_opaque(&answer.get("catalogToken")));
        let json = answer.json();
        let plans = json.get("plans").and_then(Value::as_array).unwrap();
        let ids: Vec<&str> = plans
            .iter()
            .filter_map(|entry| entry.pointer("/plan/planId")?.as_str())
            .collect();
        assert_eq!(ids, expected, "{query}");
    }
}

#[tokio::test]
async fn cards_are_in_the_language_asked_for() {
    let it = Running::start().await;
    for (language, seats) in [("en", "10 seats"), ("da", "10 pladser")] {
        let query = json!({ "planIds": [PUBLIC_PLAN], "language": language });
        let json = it.api(it.key(), RESOLVE, &query).await.json();
        let card = json.pointer("/plans/0/plan").unwrap();
        assert_eq!(card.get("vanity"), Some(&json!("pro-plan")));
        assert_eq!(card.pointer("/items/0/features/0"), Some(&json!(seats)));
        let last = card.pointer("/items/2").unwrap();
        assert_eq!(last.get("itemType"), Some(&json!("CUSTOM_CTA")));
        assert_eq!(last.get("priceMinor"), Some(&Value::Null));
        assert_eq!(last.get("sourceSubscriptionId"), Some(&Value::Null));
    }
    let query = json!({ "customerId": CUSTOMER, "planIds": [GATED_PLAN] });
    let json = it.api(it.key(), RESOLVE, &query).await.json();
    assert_eq!(json.pointer("/plans/0/plan/vanity"), Some(&Value::Null));
}

#[tokio::test]
async fn who_acts_for_a_customer_changes_nothing_it_may_see() {
    let it = Running::start().await;
    let plans = async |query: Value| {
        let answer = it.api(it.key(), RESOLVE, &query).await;
        assert_eq!(answer.status, 200);
        answer.json().get("plans").cloned().unwrap()
    };
    let email = "freja.lind@mail.example";
    let acting = plans(json!({ "customerId": CUSTOMER, "buyerEmail": email })).await;
    assert_eq!(acting, plans(json!({ "customerId": CUSTOMER })).await);
    assert_eq!(
        plans(json!({ "buyerEmail": email })).await,
        plans(json!({})).await
    );
}

#[tokio::test]
async fn what_is_not_for_sale_is_not_resolved() {
    let it = Running::start().await;
    let gated = async || {
        let query = json!({ "customerId": CUSTOMER, "planIds": [GATED_PLAN] });
        let answer = it.api(it.key(), RESOLVE, &query).await.json();
        answer.get("plans").unwrap().as_array().unwrap().len()
    };
    for (state, count) in [
        (json!({ "isActive": false }), 0),
        (json!({ "isActive": true, "isPublished": false }), 0),
        (json!({ "isPublished": true }), 1),
    ] {
        let path = format!("/tenants/acme/plans/{GATED_PLAN}");
        send(it.operate(Method::PATCH, &path).json(&state)).await;
        assert_eq!(gated().await, count, "{state}");
    }
}

#[tokio::test]
async fn a_vat_zone_is_one_of_four_in_lower_case() {
    let it = Running::start().await;
    let cases = [
        ("domestic", 200),
        ("eu", 200),
        ("abroad", 200),
        ("domestic_without_vat", 200),
        ("DOMESTIC", 400),
        ("domesticWithoutVat", 400),
        ("", 400),
    ];
    for (zone, status) in cases {
        let number = format!("zone-{zone}");
        let order = new_customer(&json!({ "vatZone": zone, "customerNumber": number }));
        assert_eq!(
            it.api(it.key(), PROVISION, &order).await.status,
            status,
            "{zone}"
        );
    }
}
