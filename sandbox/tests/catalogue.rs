//! The reads of a partner's backend: the whole catalogue, one plan, the groups.
#![allow(clippy::unwrap_used)]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::{
    Answer, DANISH_PLAN, GATED_PLAN, GLOBEX_KEY, GROUP, GROUPS, PLANS, PROVISION, PUBLIC_PLAN,
    Running, send,
};

const GLOBEX_PLAN: &str = "660e8400-e29b-41d4-a716-446655440101";
const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";

fn one(plan: &str) -> String {
    format!("{PLANS}/{plan}")
}

fn ids(list: &Answer) -> Vec<String> {
    let json = list.json();
    let plans = json.get("plans").and_then(Value::as_array).unwrap();
    let id = |entry: &Value| {
        entry
            .pointer("/plan/planId")
            .unwrap()
            .as_str()
            .map(str::to_owned)
    };
    plans.iter().filter_map(id).collect()
}

async fn set_state(it: &Running, plan: &str, state: &Value) {
    let path = format!("/tenants/acme/plans/{plan}");
    let answer = send(it.operate(Method::PATCH, &path).json(state)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[tokio::test]
async fn the_list_holds_every_plan_in_catalogue_order() {
    let it = Running::start().await;
    let list = it.api_get(it.key(), PLANS).await;
    assert_eq!(list.status, 200);
    // Gated ones too: nobody is asked for whom.
    assert_eq!(ids(&list), [PUBLIC_PLAN, GATED_PLAN, DANISH_PLAN]);
    let json = list.json();
    let orders: Vec<u64> = json
        .get("plans")
        .and_then(Value::as_array)
        .unwrap()
        .iter()
        .map(|entry| entry.get("displayOrder").unwrap().as_u64().unwrap())
        .collect();
    assert!(orders.is_sorted());
    // No token comes with it.
    assert_eq!(json.as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn an_entry_wraps_a_card_and_each_has_its_display_order() {
    let it = Running::start().await;
    let read = it.api_get(it.key(), &one(GATED_PLAN)).await;
    assert_eq!(read.status, 200);
    let json = read.json();
    let entry = json.get("plan").unwrap();
    assert_eq!(entry.get("displayOrder"), Some(&json!(2)));
    assert_eq!(entry.get("isLegacyForVisitor"), Some(&json!(false)));
    let orders: Vec<&Value> = [0, 1]
        .iter()
        .filter_map(|at| entry.pointer(&format!("/plan/items/{at}/displayOrder")))
        .collect();
    assert_eq!(orders, [&json!(1), &json!(2)]);
    assert_eq!(
        entry.pointer("/plan/name"),
        Some(&json!("Design partner pricing"))
    );
    // It is the same entry as in the list.
    let list = it.api_get(it.key(), PLANS).await.json();
    assert_eq!(list.pointer("/plans/1"), Some(entry));
}

#[tokio::test]
async fn only_a_public_plan_has_a_vanity() {
    let it = Running::start().await;
    let vanity = async |plan: &str| {
        let read = it.api_get(it.key(), &one(plan)).await.json();
        read.pointer("/plan/plan/vanity").unwrap().clone()
    };
    assert_eq!(vanity(PUBLIC_PLAN).await, "pro-plan");
    assert_eq!(vanity(GATED_PLAN).await, Value::Null);
    assert_eq!(vanity(DANISH_PLAN).await, Value::Null);
    // Its slug opens a page, and is public only as long as the plan is.
    assert_eq!(it.portal_get("/embed/pro-plan").await.status, 200);
    set_state(&it, PUBLIC_PLAN, &json!({ "isActive": false })).await;
    assert_eq!(vanity(PUBLIC_PLAN).await, Value::Null);
    assert_eq!(it.portal_get("/embed/pro-plan").await.status, 404);
}

#[tokio::test]
async fn a_call_to_action_has_no_price_and_no_subscription() {
    let it = Running::start().await;
    let read = it.api_get(it.key(), &one(PUBLIC_PLAN)).await.json();
    let items = read
        .pointer("/plan/plan/items")
        .unwrap()
        .as_array()
        .unwrap();
    let types: Vec<&Value> = items
        .iter()
        .filter_map(|item| item.get("itemType"))
        .collect();
    assert_eq!(types, ["SUBSCRIPTION", "SUBSCRIPTION", "CUSTOM_CTA"]);
    for item in items {
        let is_cta = item.get("itemType") == Some(&json!("CUSTOM_CTA"));
        for name in ["priceMinor", "sourceSubscriptionId", "interval"] {
            assert_eq!(item.get(name).unwrap().is_null(), is_cta, "{name}");
        }
        for name in ["ctaPresetKey", "ctaLink"] {
            assert_eq!(item.get(name).unwrap().is_null(), !is_cta, "{name}");
        }
    }
}

#[tokio::test]
async fn what_is_archived_or_not_published_is_not_listed() {
    let it = Running::start().await;
    // By its id, an archived plan can still be read; one that is not
    // published can't.
    let cases = [
        (json!({ "isActive": false }), 200),
        (json!({ "isActive": true, "isPublished": false }), 404),
        (json!({ "isActive": false, "isPublished": false }), 404),
    ];
    for (state, status) in cases {
        set_state(&it, GATED_PLAN, &state).await;
        let list = it.api_get(it.key(), PLANS).await;
        assert_eq!(ids(&list), [PUBLIC_PLAN, DANISH_PLAN], "{state}");
        let read = it.api_get(it.key(), &one(GATED_PLAN)).await;
        assert_eq!(read.status, status, "{state}");
        let code = if status == 404 {
            "PORTAL_PLAN_NOT_FOUND"
        } else {
            ""
        };
        assert_eq!(read.get("code"), code, "{state}");
    }
    set_state(
        &it,
        GATED_PLAN,
        &json!({ "isActive": true, "isPublished": true }),
    )
    .await;
    assert_eq!(ids(&it.api_get(it.key(), PLANS).await).len(), 3);
}

#[tokio::test]
async fn an_id_that_the_tenant_does_not_have_is_not_found() {
    let it = Running::start().await;
    for plan in [UNKNOWN, GLOBEX_PLAN] {
        let read = it.api_get(it.key(), &one(plan)).await;
        assert_eq!(
            (read.status, read.get("code").as_str()),
            (404, "PORTAL_PLAN_NOT_FOUND")
        );
    }
    let home = it.api_get(GLOBEX_KEY, &one(GLOBEX_PLAN)).await;
    assert_eq!(home.status, 200);
}

#[tokio::test]
async fn cards_come_in_the_language_asked_for() {
    let it = Running::start().await;
    let cases = [
        ("", "10 seats"),
        ("?language=en", "10 seats"),
        ("?language=da", "10 pladser"),
    ];
    for (query, seats) in cases {
        for (path, card) in [(PLANS.to_owned(), "/plans/0"), (one(PUBLIC_PLAN), "/plan")] {
            let read = it.api_get(it.key(), &format!("{path}{query}")).await;
            let feature = format!("{card}/plan/items/0/features/0");
            assert_eq!(
                read.json().pointer(&feature),
                Some(&json!(seats)),
                "{path}{query}"
            );
        }
    }
}

#[tokio::test]
async fn every_wrong_parameter_is_named() {
    let it = Running::start().await;
    let cases: [(String, &[&str]); 6] = [
        (format!("{PLANS}?language=de"), &["language"]),
        (format!("{PLANS}?language="), &["language"]),
        (format!("{PLANS}?language=en&language=da"), &["language"]),
        (format!("{}?language=DA", one(PUBLIC_PLAN)), &["language"]),
        (one("pro-plan"), &["planId"]),
        (
            format!("{}?language=xx", one("%ff")),
            &["planId", "language"],
        ),
    ];
    for (path, fields) in cases {
        let answer = it.api_get(it.key(), &path).await;
        assert_eq!(
            (answer.status, answer.get("code").as_str()),
            (400, "VALIDATION_ERROR"),
            "{path}"
        );
        assert_eq!(answer.wrong_fields(), fields, "{path}");
    }
}

#[tokio::test]
async fn reads_open_to_the_scope_and_licence_they_need() {
    let it = Running::start().await;
    let cases = [
        (PLANS.to_owned(), "lbk_test_acme_catalog", 200, ""),
        (one(PUBLIC_PLAN), "lbk_test_acme_catalog", 200, ""),
        (
            PLANS.to_owned(),
            "lbk_test_acme_sso",
            403,
            "INSUFFICIENT_SCOPE",
        ),
        (
            one(PUBLIC_PLAN),
            "lbk_test_acme_sso",
            403,
            "INSUFFICIENT_SCOPE",
        ),
        (
            PLANS.to_owned(),
            "lbk_test_initech_unlicensed",
            403,
            "LICENSE.REQUIRED",
        ),
        (
            one(PUBLIC_PLAN),
            "lbk_test_initech_unlicensed",
            403,
            "LICENSE.REQUIRED",
        ),
        (PLANS.to_owned(), "lbk_test_nobody", 401, "API_KEY_INVALID"),
        // Groups belong to customers, not to the portal.
        (GROUPS.to_owned(), "lbk_test_acme_catalog", 200, ""),
        (GROUPS.to_owned(), "lbk_test_acme_sso", 200, ""),
        (GROUPS.to_owned(), "lbk_test_initech_unlicensed", 200, ""),
        (GROUPS.to_owned(), "lbk_test_nobody", 401, "API_KEY_INVALID"),
    ];
    for (path, key, status, code) in cases {
        let answer = it.api_get(key, &path).await;
        assert_eq!(
            (answer.status, answer.get("code").as_str()),
            (status, code),
            "{path} {key}"
        );
    }
}

#[tokio::test]
async fn a_licence_that_ends_closes_the_catalogue() {
    let it = Running::start().await;
    for (is_licensed, status) in [(false, 403), (true, 200)] {
        let change = json!({ "isLicensed": is_licensed });
        send(it.operate(Method::PATCH, "/tenants/acme").json(&change)).await;
        assert_eq!(it.api_get(it.key(), PLANS).await.status, status);
    }
}

#[tokio::test]
async fn neither_a_key_nor_a_catalog_token_is_a_bearer_token_here() {
    let it = Running::start().await;
    let catalog = it.catalog_token(&json!({})).await;
    for path in [PLANS.to_owned(), one(PUBLIC_PLAN), GROUPS.to_owned()] {
        let url = format!("{}{path}", it.sandbox.api());
        for bearer in [it.key(), &catalog] {
            let ask = || it.request(Method::GET, url.clone()).bearer_auth(bearer);
            assert_eq!(send(ask()).await.status, 401, "{path}");
            let with_key = ask().header("x-api-key", it.key());
            assert_eq!(send(with_key).await.status, 401, "{path}");
        }
        assert_eq!(it.api_get(&catalog, &path).await.status, 401, "{path}");
        assert_eq!(it.api_get(it.key(), &path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_group_of_the_list_takes_new_customers_and_no_other_does() {
    let it = Running::start().await;
    let groups = it.api_get(it.key(), GROUPS).await.json();
    assert_eq!(
        groups,
        json!({ "groups": [
            { "id": GROUP, "name": "Design partners" },
            { "id": "550e8400-e29b-41d4-a716-446655440021", "name": "Standard" },
        ] })
    );
    let order = |group: &str| {
        json!({ "email": "a@b.example", "customer": {
            "customerNumber": "1", "name": "A", "customerType": "BUSINESS",
            "countryCode": "DK", "vatZone": "domestic", "customerGroupId": group,
        } })
    };
    // Another tenant's group is none.
    for (group, status, code) in [
        (
            "660e8400-e29b-41d4-a716-446655440020",
            404,
            "CUSTOMER_GROUP_NOT_FOUND",
        ),
        (GROUP, 200, ""),
    ] {
        let answer = it.api(it.key(), PROVISION, &order(group)).await;
        assert_eq!((answer.status, answer.get("code").as_str()), (status, code));
    }
}
