//! As strict as the real thing: tenants apart, single use under load, keys out
//! of every page, headers.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};
use support::{
    CUSTOMER, GATED_PLAN, GLOBEX_CUSTOMER, GLOBEX_KEY, GROUPS, ITEM, PLANS, PROVISION, RESOLVE,
    Running, SESSION, send,
};
use tokio::sync::Barrier;

const REDEEMS: usize = 200;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_200_redeems_at_once_one_is_bound() {
    let it = Running::start().await;
    for _ in 0..3 {
        let token = it.bind_token(it.key(), CUSTOMER).await;
        let order = json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM });
        let gate = Arc::new(Barrier::new(REDEEMS));
        let mut racers = tokio::task::JoinSet::new();
        for _ in 0..REDEEMS {
            let (request, gate) = (it.portal_post(SESSION).json(&order), gate.clone());
            racers.spawn(async move {
                gate.wait().await;
                send(request).await
            });
        }
        let answers = racers.join_all().await;
        assert_eq!(answers.len(), REDEEMS);
        assert!(answers.iter().all(|answer| answer.status == 200));
        let is_bound = |answer: &&support::Answer| answer.json().get("bound") == Some(&json!(true));
        assert_eq!(answers.iter().filter(is_bound).count(), 1);
        let names = answers.iter().filter(|it| it.text.contains("Nordwind"));
        assert_eq!(names.count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_second_click_makes_no_second_subscription() {
    let it = Running::start().await;
    let token = it.bind_token(it.key(), CUSTOMER).await;
    let order = json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM });
    let id = it.checkout(order).await.get("sessionId");
    let mut clicks = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let confirm = it.portal_post(&format!("{SESSION}/{id}/confirm"));
        clicks.spawn(send(confirm.json(&json!({}))));
    }
    let ids: Vec<String> = clicks
        .join_all()
        .await
        .iter()
        .map(|answer| answer.get("subscriptionId"))
        .collect();
    assert!(
        ids.iter()
            .all(|id| Some(id) == ids.first() && !id.is_empty())
    );
    assert_eq!(it.sandbox.subscriptions().len(), 1);
}

#[tokio::test]
async fn a_number_is_given_to_one_customer_only() {
    let it = Running::start().await;
    let order = json!({ "email": "a@b.example", "customer": {
        "customerNumber": "race", "name": "A", "customerType": "BUSINESS", "countryCode": "DK",
        "vatZone": "domestic", "customerGroupId": support::GROUP,
    } });
    let url = format!("{}{PROVISION}", it.sandbox.api());
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let request = it
            .request(Method::POST, url.clone())
            .header("x-api-key", it.key());
        racers.spawn(send(request.json(&order)));
    }
    let answers = racers.join_all().await;
    assert!(
        answers
            .iter()
            .all(|it| it.status == 200 && it.text == answers.first().unwrap().text)
    );
}

/// What one tenant's key, host or token gives of another: nothing.
#[tokio::test]
async fn tenants_are_apart() {
    let it = Running::start().await;
    let acme = [
        "Acme",
        "Nordwind",
        "Freja",
        "Design partner",
        "550e8400-e29b-41d4-a716-4466554401",
    ];
    let reads = [
        it.api_get(GLOBEX_KEY, PLANS).await,
        it.api_get(GLOBEX_KEY, GROUPS).await,
        it.api_get(GLOBEX_KEY, &format!("{PLANS}/{GATED_PLAN}"))
            .await,
        it.api(GLOBEX_KEY, RESOLVE, &json!({ "planIds": [GATED_PLAN] }))
            .await,
        it.api(
            GLOBEX_KEY,
            RESOLVE,
            &json!({ "customerId": GLOBEX_CUSTOMER }),
        )
        .await,
        it.api(GLOBEX_KEY, RESOLVE, &json!({ "customerId": CUSTOMER }))
            .await,
        it.api(
            GLOBEX_KEY,
            PROVISION,
            &json!({ "customerId": CUSTOMER, "email": "a@b.example" }),
        )
        .await,
    ];
    for read in reads {
        for name in acme {
            assert!(!read.text.contains(name), "{name}: {}", read.text);
        }
    }
    // A customer's number is the tenant's own: in another it is new.
    let same_number = json!({ "email": "a@b.example", "customer": {
        "customerNumber": "10010", "name": "Another", "customerType": "BUSINESS",
        "countryCode": "DE", "vatZone": "eu",
        "customerGroupId": "660e8400-e29b-41d4-a716-446655440020",
    } });
    let made = it.api(GLOBEX_KEY, PROVISION, &same_number).await;
    assert_eq!(made.status, 200);
    assert_ne!(made.get("customerId"), CUSTOMER);
    // So is a portal user, whose address may be the same.
    let order = json!({ "customerId": CUSTOMER, "email": "a@b.example" });
    let here = it.api(it.key(), PROVISION, &order).await;
    assert_ne!(here.get("portalUserId"), made.get("portalUserId"));

    let catalog = it.catalog_token(&json!({ "customerId": CUSTOMER })).await;
    let url = format!("{}/api/embed/plans/{GATED_PLAN}", it.sandbox.portal());
    for (host, status) in [
        ("globex.portal.localhost", 401),
        ("acme.portal.localhost", 200),
    ] {
        let read = it.request(Method::GET, url.clone()).header("host", host);
        assert_eq!(
            send(read.bearer_auth(&catalog)).await.status,
            status,
            "{host}"
        );
    }
    let slug = it.request(
        Method::GET,
        format!("{}/api/embed/vanity/pro-plan", it.sandbox.portal()),
    );
    assert_eq!(
        send(slug.header("host", "globex.portal.localhost"))
            .await
            .status,
        404
    );
}

/// Every answer that a browser gets, as far as links and imports lead.
#[tokio::test]
async fn no_page_holds_a_key_or_a_secret() {
    let it = Running::start().await;
    let (partner, portal, api) = (it.sandbox.partner(), it.sandbox.portal(), it.sandbox.api());
    let mut wanted = vec![
        format!("{partner}/"),
        format!("{partner}/your-backend/me"),
        format!("{partner}/your-backend/orders"),
        format!("{portal}/"),
        format!("{portal}/embed/pro-plan"),
        format!("{portal}/embed/by-id/{GATED_PLAN}"),
        format!("{portal}/api/embed/vanity/pro-plan"),
        format!("{api}/docs/"),
        format!("{api}/openapi.json"),
        format!("{api}/health"),
        format!("{api}/operator/tenants"),
    ];
    let mut seen: Vec<String> = Vec::new();
    while let Some(url) = wanted.pop() {
        if seen.contains(&url) {
            continue;
        }
        let page = send(it.request(Method::GET, url.clone())).await;
        // The API's own description names the demo's key, to try it out with.
        let is_description = url == format!("{api}/openapi.json");
        let named = if is_description { it.key() } else { "no key" };
        assert!(!holds_secret(&page.text.replace(named, "")), "{url}");
        let origin: String = url.split('/').take(3).collect::<Vec<_>>().join("/");
        for (mark, end) in [("href=\"/", '"'), ("src=\"/", '"'), ("from './", '\'')] {
            for rest in page.text.split(mark).skip(1) {
                let path = rest.split(end).next().unwrap_or_default();
                let folder = if mark.ends_with("./") { "assets/" } else { "" };
                wanted.push(format!("{origin}/{folder}{path}"));
            }
        }
        seen.push(url);
    }
    // It has gone somewhere: the partner's pages and the portal's modules.
    assert!(
        seen.iter().filter(|url| url.starts_with(partner)).count() > 8,
        "{seen:?}"
    );
    assert!(
        seen.iter().filter(|url| url.starts_with(portal)).count() > 8,
        "{seen:?}"
    );
    assert!(holds_secret(&format!("<p>{}</p>", it.key())));
}

fn holds_secret(text: &str) -> bool {
    text.contains("lbk_") || text.contains("whsec_")
}

#[tokio::test]
async fn every_answer_has_safe_headers() {
    let it = Running::start().await;
    let (partner, portal, api) = (it.sandbox.partner(), it.sandbox.portal(), it.sandbox.api());
    let none = "'none'";
    let cases = [
        (format!("{api}{PLANS}"), none),
        (format!("{api}/nowhere"), none),
        (format!("{api}/docs/"), none),
        (format!("{api}/openapi.json"), none),
        (format!("{api}/operator/tenants"), none),
        (format!("{portal}/api/nowhere"), none),
        (format!("{portal}/embed/pro-plan"), partner),
        (format!("{portal}/embed/none"), partner),
        (format!("{portal}/embed/by-id/{GATED_PLAN}"), partner),
        (format!("{partner}/"), none),
        (format!("{partner}/your-backend/me"), none),
        (format!("{partner}/nowhere"), none),
    ];
    for (url, ancestors) in cases {
        let answer = send(it.request(Method::GET, url.clone())).await;
        let policy = answer.header("content-security-policy");
        let (_, last) = policy.rsplit_once("frame-ancestors ").unwrap();
        assert_eq!(last, ancestors, "{url}");
        assert!(
            !policy.contains('*') && !policy.contains("unsafe-eval"),
            "{url}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{url}");
        assert!(!answer.header("referrer-policy").is_empty(), "{url}");
        assert!(
            ["no-store", "no-cache"].contains(&answer.header("cache-control")),
            "{url}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "", "{url}");
        assert_eq!(answer.header("server"), "", "{url}");
    }
}

#[tokio::test]
async fn no_other_site_reads_an_answer() {
    let it = Running::start().await;
    for path in [PLANS, RESOLVE, "/operator/tenants", "/health"] {
        let url = format!("{}{path}", it.sandbox.api());
        for method in [Method::OPTIONS, Method::GET] {
            let ask = it
                .request(method, url.clone())
                .header("origin", it.sandbox.partner());
            let ask = ask.header("access-control-request-method", "POST");
            let answer = send(ask.header("access-control-request-headers", "x-api-key")).await;
            let headers = answer.headers.keys();
            assert!(
                !headers
                    .into_iter()
                    .any(|name| name.as_str().starts_with("access-control"))
            );
        }
    }
}

#[tokio::test]
async fn a_refusal_says_nothing_of_what_was_sent() {
    let it = Running::start().await;
    let secret = "lbk_live_0123456789abcdef";
    let cases = [
        it.api_get(secret, PLANS).await,
        it.api(secret, RESOLVE, &json!({})).await,
        it.read_plan(GATED_PLAN, secret).await,
        it.api(
            it.key(),
            PROVISION,
            &json!({ "email": secret, "customerId": secret }),
        )
        .await,
        it.checkout(json!({ "bindToken": secret, "vanity": secret, "planItemId": ITEM }))
            .await,
    ];
    for answer in cases {
        assert!(answer.status >= 400, "{}", answer.text);
        assert!(!answer.text.contains(secret), "{}", answer.text);
        assert_ne!(answer.json(), Value::Null);
    }
}
