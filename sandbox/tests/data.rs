//! `--data`: what is still there after a restart, and what is not.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};

use ledgerbee_sandbox::{Config, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};
use support::endpoint::{Endpoint, SECRET};
use support::{CUSTOMER, GATED_PLAN, GROUP, ITEM, PROVISION, Running, send};

/// A data file that nothing has written to, of the test `name`.
fn fresh(name: &str) -> PathBuf {
    let file = format!("sandbox-data-{name}-{}.db", std::process::id());
    let path = std::env::temp_dir().join(file);
    remove(&path);
    path
}

fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        // Not all of them are always there.
        let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
    }
}

async fn start(path: &Path) -> Running {
    Running::with(Config {
        data: Some(path.to_owned()),
        ..Config::default()
    })
    .await
}

fn new_customer(number: &str) -> Value {
    json!({ "email": "owner@fjord.example", "customer": {
        "customerNumber": number, "name": "Fjord Foods ApS", "customerType": "BUSINESS",
        "countryCode": "DK", "vatZone": "domestic", "customerGroupId": GROUP,
        "address": { "postalCode": "8000" },
    } })
}

#[tokio::test]
async fn everything_is_still_there_after_a_restart() {
    let path = fresh("restart");
    let it = start(&path).await;
    let made = it.api(it.key(), PROVISION, &new_customer("77")).await;
    let subscribed = it.subscribe(&it.day(0)).await;
    let bind = it.bind_token(it.key(), &made.get("customerId")).await;
    let spent = it.bind_token(it.key(), CUSTOMER).await;
    let order =
        |token: &str| json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM });
    it.checkout(order(&spent)).await;
    let catalog = it.catalog_token(&json!({ "customerId": CUSTOMER })).await;
    let session = it.checkout(order("")).await.get("sessionId");
    let change = json!({ "partnerOrigins": ["https://shop.example"] });
    send(it.operate(Method::PATCH, "/tenants/acme").json(&change)).await;
    let archive = format!(
        "/tenants/globex/plans/{}",
        "660e8400-e29b-41d4-a716-446655440101"
    );
    send(
        it.operate(Method::PATCH, &archive)
            .json(&json!({ "isActive": false })),
    )
    .await;
    let tenants = async |it: &Running| {
        let text = it.look("/tenants").await.to_string();
        // Its port is another in each run.
        text.replace(it.sandbox.partner(), "(the partner)")
    };
    let before = tenants(&it).await;
    it.sandbox.stop().await;

    let it = start(&path).await;
    assert_eq!(tenants(&it).await, before);
    let again = it.api(it.key(), PROVISION, &new_customer("77")).await;
    assert_eq!(again.text, made.text);
    let subscriptions = it.sandbox.subscriptions();
    assert_eq!(subscriptions.len(), 1);
    assert_eq!(
        subscriptions.first().unwrap().id.to_string(),
        subscribed.get("subscriptionId")
    );
    assert_eq!(it.read_plan(GATED_PLAN, &catalog).await.status, 200);
    let confirm = it.portal_post(&format!("{}/{session}/confirm", support::SESSION));
    let confirmed = send(confirm.json(&json!({ "email": "buyer@mail.example" }))).await;
    assert_eq!(confirmed.get("status"), "PENDING_VERIFICATION");
    for (token, is_bound) in [(&bind, true), (&bind, false), (&spent, false)] {
        let session = it.checkout(order(token)).await.json();
        assert_eq!(session.get("bound"), Some(&json!(is_bound)));
    }
    it.sandbox.stop().await;
    remove(&path);
}

#[tokio::test]
async fn time_that_has_passed_stays_passed() {
    let path = fresh("time");
    let it = start(&path).await;
    let day = json!({ "advanceSeconds": 24 * 3600 });
    send(it.operate(Method::POST, "/clock").json(&day)).await;
    let before = it.sandbox.now();
    it.sandbox.stop().await;
    let it = start(&path).await;
    assert!(it.sandbox.now() >= before);
    it.sandbox.stop().await;
    remove(&path);
}

#[tokio::test]
async fn a_webhook_that_was_not_taken_is_sent_after_a_restart() {
    let path = fresh("webhook");
    let endpoint = Endpoint::start(&[503, 503]).await;
    let default = Config::default();
    let webhook = format!(
        "[[tenant.webhook]]\nurl = \"{}\"\nsecret = \"{SECRET}\"\n\n[[tenant.group]]",
        endpoint.url
    );
    let config = Config {
        data: Some(path.clone()),
        scenario: default
            .scenario
            .replacen("[[tenant.group]]", &webhook, 1)
            .into(),
        ..default
    };
    let it = Running::with(config.clone()).await;
    it.subscribe(&it.day(0)).await;
    endpoint.calls(2).await;
    it.sandbox.stop().await;
    let sandbox = Sandbox::start(config).await.unwrap();
    let calls = endpoint.calls(4).await;
    let ids: Vec<&str> = calls.iter().map(|call| call.id()).collect();
    assert_eq!(ids.first_chunk::<2>(), ids.last_chunk::<2>());
    sandbox.stop().await;
    remove(&path);
}

#[tokio::test]
async fn without_a_file_nothing_is_kept() {
    let it = Running::start().await;
    it.subscribe(&it.day(0)).await;
    it.sandbox.stop().await;
    assert!(Running::start().await.sandbox.subscriptions().is_empty());
}

#[tokio::test]
async fn a_file_in_use_or_of_something_else_is_an_error() {
    let path = fresh("use");
    let it = start(&path).await;
    let config = || Config {
        data: Some(path.clone()),
        ..Config::default()
    };
    assert!(Sandbox::start(config()).await.is_err());
    it.sandbox.stop().await;
    assert!(Sandbox::start(config()).await.is_ok());
    remove(&path);
    std::fs::write(&path, "this is no database, but long enough to be one").unwrap();
    assert!(Sandbox::start(config()).await.is_err());
    remove(&path);
}

#[tokio::test]
async fn a_file_holds_no_token() {
    let path = fresh("secrets");
    let it = start(&path).await;
    let secrets = [
        it.bind_token(it.key(), CUSTOMER).await,
        it.catalog_token(&json!({})).await,
        it.checkout(json!({ "vanity": "pro-plan", "planItemId": ITEM }))
            .await
            .get("sessionId"),
        it.key().to_owned(),
        "whsec_".to_owned(),
    ];
    for suffix in ["", "-wal"] {
        let bytes = std::fs::read(format!("{}{suffix}", path.display())).unwrap();
        for secret in &secrets {
            let mut windows = bytes.windows(secret.len());
            assert!(!windows.any(|it| it == secret.as_bytes()), "{suffix}");
        }
    }
    it.sandbox.stop().await;
    remove(&path);
}
