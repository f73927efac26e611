//! The curl commands of the vendor's guides and API reference, with only host
//! and key replaced, run by curl.
#![allow(clippy::unwrap_used)]

mod support;

use std::process::Stdio;

use ledgerbee_sandbox::Config;
use serde_json::{Value, json};
use support::endpoint::Endpoint;
use support::{GATED_PLAN, ITEM, Running, SESSION, is_opaque, send};
use tokio::process::Command;

const HOST: &str = "https://api.ledgerbee.com";

const LIST: &str = r#"
curl https://api.ledgerbee.com/api/v1/portal/plans?language=en \
  -H "x-api-key: $LEDGERBEE_API_KEY"
"#;

const GET: &str = r#"
curl https://api.ledgerbee.com/api/v1/portal/plans/550e8400-e29b-41d4-a716-446655440100 \
  -H "x-api-key: $LEDGERBEE_API_KEY"
"#;

const RESOLVE: &str = r#"
curl -X POST https://api.ledgerbee.com/api/v1/portal/plans/resolve \
  -H "x-api-key: $LEDGERBEE_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{ "customerId": "550e8400-e29b-41d4-a716-446655440010", "language": "en" }'
"#;

const PROVISION: &str = r#"
curl -X POST https://api.ledgerbee.com/api/v1/portal-sso/provision \
  -H "x-api-key: $LEDGERBEE_API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "customerId": "550e8400-e29b-41d4-a716-446655440010",
    "email": "jane.doe@acme.example",
    "mintCheckoutBindToken": true,
    "clientReferenceId": "order_7f3a9c21"
  }'
"#;

const REFERENCE_LIST: &str = r"
curl https://api.ledgerbee.com/api/v1/portal/plans \
  --header 'x-api-key: <api-key>'
";

const REFERENCE_RESOLVE: &str = r#"
curl https://api.ledgerbee.com/api/v1/portal/plans/resolve \
  --request POST \
  --header 'Content-Type: application/json' \
  --header 'x-api-key: <api-key>' \
  --data '{ "customerId": "550e8400-e29b-41d4-a716-446655440010", "buyerEmail": "buyer@partner.example", "countryCode": "DK", "customerType": "BUSINESS", "planIds": [ "550e8400-e29b-41d4-a716-446655440100" ], "language": "en" }'
"#;

/// What the fulfilment guide names for a webhook that was lost.
const RECOVER: &str = r#"
curl "https://api.ledgerbee.com/api/v1/subscriptions?partnerReferenceId=order_7f3a9c21" \
  -H "x-api-key: $LEDGERBEE_API_KEY"
"#;

/// Runs `command` against the sandbox and gives its status and body.
async fn run(it: &Running, command: &str, key: &str) -> (u16, Value) {
    let script = command
        .trim()
        .replace(HOST, it.sandbox.api())
        .replace("<api-key>", key)
        .replacen("curl ", "curl -sS -w '\\n%{http_code}' ", 1);
    let done = Command::new("bash")
        .args(["-c", &script])
        .env("LEDGERBEE_API_KEY", key)
        .env("no_proxy", "localhost")
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    let fault = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{script}: {fault}");
    let (body, status) = text.rsplit_once('\n').unwrap();
    (status.parse().unwrap(), serde_json::from_str(body).unwrap())
}

fn plan_ids(answer: &Value) -> Vec<&str> {
    let plans = answer.get("plans").and_then(Value::as_array).unwrap();
    let ids = plans
        .iter()
        .filter_map(|entry| entry.pointer("/plan/planId"));
    ids.filter_map(Value::as_str).collect()
}

fn text<'a>(answer: &'a Value, name: &str) -> &'a str {
    answer.get(name).and_then(Value::as_str).unwrap()
}

#[tokio::test]
async fn the_catalogue_reads_work_as_printed() {
    let it = Running::start().await;
    for command in [LIST, REFERENCE_LIST] {
        let (status, answer) = run(&it, command, it.key()).await;
        assert_eq!(status, 200);
        assert_eq!(plan_ids(&answer).len(), 3);
    }
    let (status, answer) = run(&it, GET, it.key()).await;
    assert_eq!(status, 200);
    let id = answer.pointer("/plan/plan/planId").and_then(Value::as_str);
    assert_eq!(id, Some(GATED_PLAN));
}

#[tokio::test]
async fn resolve_works_as_printed() {
    let it = Running::start().await;
    let (status, answer) = run(&it, RESOLVE, it.key()).await;
    assert_eq!(status, 200);
    assert_eq!(plan_ids(&answer).len(), 3);
    assert!(is_opaque(text(&answer, "catalogToken")));
    assert!(text(&answer, "expiresAt").ends_with('Z'));

    let (status, answer) = run(&it, REFERENCE_RESOLVE, it.key()).await;
    assert_eq!(status, 200);
    assert_eq!(plan_ids(&answer), [GATED_PLAN]);
    let token = text(&answer, "catalogToken");
    assert_eq!(it.read_plan(GATED_PLAN, token).await.status, 200);
}

#[tokio::test]
async fn provision_works_as_printed_and_again() {
    let it = Running::start().await;
    let (status, first) = run(&it, PROVISION, it.key()).await;
    assert_eq!(status, 200);
    assert!(is_opaque(text(&first, "checkoutBindToken")));
    assert!(text(&first, "checkoutBindExpiresAt").ends_with('Z'));
    let (_, second) = run(&it, PROVISION, it.key()).await;
    assert_eq!(text(&second, "customerId"), text(&first, "customerId"));
    assert_ne!(
        text(&second, "checkoutBindToken"),
        text(&first, "checkoutBindToken")
    );
}

/// The line of our own documentation.
fn documented() -> String {
    let page = include_str!("../../docs/sandbox.md");
    let (_, rest) = page
        .split_once("curl \"$API/api/v1/subscriptions?")
        .unwrap();
    let (line, _) = rest.split_once('\n').unwrap();
    format!("curl \"{HOST}/api/v1/subscriptions?{line}")
}

/// The endpoint fails on every webhook. What it would have told is read by the
/// partner's own reference, from the command that minted the token on.
#[tokio::test]
async fn a_lost_webhook_is_recovered_by_the_partners_reference() {
    let endpoint = Endpoint::start(&[500; 100]).await;
    let it = Running::with(Config {
        scenario: endpoint.scenario().into(),
        ..Config::default()
    })
    .await;
    let none = run(&it, RECOVER, it.key()).await;
    assert_eq!(none, (200, json!({ "subscriptions": [] })));
    let (_, minted) = run(&it, PROVISION, it.key()).await;
    let order = json!({
        "bindToken": text(&minted, "checkoutBindToken"), "vanity": "pro-plan", "planItemId": ITEM,
    });
    let session = it.checkout(order).await.get("sessionId");
    let confirm = it.portal_post(&format!("{SESSION}/{session}/confirm"));
    let confirmed = send(confirm.json(&json!({}))).await;
    let id = confirmed.get("subscriptionId");
    let told = endpoint.calls(1).await.first().unwrap().json();

    for command in [RECOVER, &documented()] {
        let (status, answer) = run(&it, command, it.key()).await;
        assert_eq!(status, 200, "{command}");
        let found = answer.get("subscriptions").unwrap().as_array().unwrap();
        assert_eq!(found.len(), 1);
        let found = found.first().unwrap();
        assert_eq!(text(found, "subscriptionId"), id);
        // Everything that the webhook holds.
        for (name, value) in told.get("data").unwrap().as_object().unwrap() {
            assert_eq!(found.get(name), Some(value), "{name}");
        }
    }
    let one = RECOVER.replace("?partnerReferenceId=order_7f3a9c21", &format!("/{id}"));
    let (status, answer) = run(&it, &one, it.key()).await;
    assert_eq!(status, 200);
    let reference = answer.pointer("/subscription/partnerReferenceId");
    assert_eq!(reference, Some(&json!("order_7f3a9c21")));
}

#[tokio::test]
async fn with_another_key_none_of_them_works() {
    let it = Running::start().await;
    for command in [
        LIST,
        GET,
        RESOLVE,
        PROVISION,
        REFERENCE_LIST,
        REFERENCE_RESOLVE,
        RECOVER,
    ] {
        let (status, answer) = run(&it, command, "lbk_test_nobody").await;
        assert_eq!((status, text(&answer, "code")), (401, "API_KEY_INVALID"));
    }
}
