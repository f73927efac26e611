//! The API's own description.
#![allow(clippy::unwrap_used)]

mod support;

use reqwest::Method;
use serde_json::Value;
use support::{GROUPS, PLANS, PROVISION, RESOLVE, Running, SUBSCRIPTIONS, send};

async fn document(it: &Running) -> Value {
    let url = format!("{}/openapi.json", it.sandbox.api());
    let answer = send(it.request(Method::GET, url)).await;
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json()
}

#[tokio::test]
async fn it_names_what_the_api_serves_and_nothing_else() {
    let it = Running::start().await;
    let document = document(&it).await;
    let mut served = Vec::new();
    for (path, operations) in document.get("paths").unwrap().as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            served.push(format!("{method} {path}"));
        }
    }
    served.sort();
    assert_eq!(
        served,
        [
            format!("get {GROUPS}"),
            format!("get {PLANS}"),
            format!("get {PLANS}/{{planId}}"),
            format!("get {SUBSCRIPTIONS}"),
            format!("get {SUBSCRIPTIONS}/{{subscriptionId}}"),
            format!("post {PROVISION}"),
            format!("post {RESOLVE}"),
        ]
    );
}

#[tokio::test]
async fn every_operation_takes_a_key_and_says_how_it_refuses() {
    let it = Running::start().await;
    let document = document(&it).await;
    let key = document
        .pointer("/components/securitySchemes/apiKey")
        .unwrap();
    assert_eq!(key.get("name").unwrap(), "x-api-key");
    assert_eq!(key.get("in").unwrap(), "header");
    let said = key.get("description").unwrap().as_str().unwrap();
    assert!(said.contains(it.key()), "{said}");
    for operations in document.get("paths").unwrap().as_object().unwrap().values() {
        for operation in operations.as_object().unwrap().values() {
            assert!(operation.pointer("/security/0/apiKey").is_some());
            let answers = operation.get("responses").unwrap();
            for status in ["200", "401"] {
                assert!(answers.get(status).is_some(), "{operation}");
            }
        }
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let it = Running::start().await;
    let document = document(&it).await;
    let text = document.to_string();
    let mut count = 0;
    for rest in text.split("\"$ref\":\"#").skip(1) {
        let path = rest.split('"').next().unwrap();
        assert!(document.pointer(path).is_some(), "{path}");
        count += 1;
    }
    assert!(count > 10);
}

#[tokio::test]
async fn the_viewer_loads_from_here_only() {
    let it = Running::start().await;
    let page = |path: &str| it.request(Method::GET, format!("{}/docs/{path}", it.sandbox.api()));
    let index = send(page("")).await;
    assert_eq!(index.status, 200);
    assert!(!index.text.contains("//cdn") && !index.text.contains("https://"));
    for name in [
        "swagger-ui.css",
        "swagger-ui-bundle.js",
        "swagger-ui-standalone-preset.js",
        "swagger-initializer.js",
    ] {
        assert!(index.text.contains(name), "{name}");
        assert_eq!(send(page(name)).await.status, 200, "{name}");
    }
    let start = send(page("swagger-initializer.js")).await;
    assert!(start.text.contains("'/openapi.json'"));
    let key = format!("preauthorizeApiKey('apiKey', \"{}\")", it.key());
    assert!(start.text.contains(&key), "{}", start.text);
    assert_eq!(send(page("none.js")).await.status, 404);
}
