//! Scenarios: what a partner writes for a test of their own, and what is
//! wrong with it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use ledgerbee_sandbox::{Config, Sandbox};
use serde_json::json;
use support::{PLANS, RESOLVE, Running};

/// The least a scenario needs to sell something.
const SMALL: &str = r#"
default_tenant = "shop"

[partner]
api_key = "lbk_test_shop"
customer_id = "00000000-0000-4000-8000-000000000010"
email = "kim@buyer.example"
signup_group = "00000000-0000-4000-8000-000000000020"

[[tenant]]
slug = "shop"
name = "Shop"
partner_origins = ["http://localhost:5173", "{partner}"]

[[tenant.key]]
value = "lbk_test_shop"
scopes = ["portal-catalog-read", "portal-provision", "portal-sso-mint"]

[[tenant.webhook]]
url = "http://localhost:5173/hooks"
secret = "whsec_dGhlIHBhcnRuZXIncyBvd24gc2VjcmV0"

[[tenant.group]]
id = "00000000-0000-4000-8000-000000000020"
name = "All"

[[tenant.customer]]
id = "00000000-0000-4000-8000-000000000010"
number = "1"
name = "Buyer A/S"
customer_type = "BUSINESS"
country = "DK"
vat_zone = "domestic"
group = "00000000-0000-4000-8000-000000000020"

[[tenant.plan]]
id = "00000000-0000-4000-8000-000000000100"
version_id = "00000000-0000-4000-8000-000000000200"
vanity = "basic"
name = { en = "Basic", da = "Basis" }
description = { en = "", da = "" }
currency = "DKK"
rules = [{ allow_all = true }]

[[tenant.plan.item]]
id = "00000000-0000-4000-8000-000000000300"
item_type = "SUBSCRIPTION"
name = { en = "Basic", da = "Basis" }
description = { en = "", da = "" }
features = { en = [], da = [] }
price_minor = 100
source_subscription_id = "00000000-0000-4000-8000-000000000400"
"#;

fn config(scenario: String) -> Config {
    Config {
        scenario: scenario.into(),
        ..Config::default()
    }
}

#[tokio::test]
async fn a_small_scenario_is_a_whole_ledgerbee() {
    let it = Running::with(config(SMALL.to_owned())).await;
    assert_eq!(it.key(), "lbk_test_shop");
    let plans = it.api_get(it.key(), PLANS).await.json();
    assert_eq!(plans.pointer("/plans/0/plan/vanity"), Some(&json!("basic")));
    let page = it.portal_get("/embed/basic").await;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("frame-ancestors http://localhost:5173 http://localhost:"));
}

#[tokio::test]
async fn rules_are_the_scenarios_own() {
    let rules = r#"rules = [{ countries = ["NO"] }, { customer_types = ["PRIVATE_PERSON"] }]"#;
    let it = Running::with(config(
        SMALL.replace("rules = [{ allow_all = true }]", rules),
    ))
    .await;
    for (hints, count) in [
        (json!({}), 0),
        (
            json!({ "countryCode": "DK", "customerType": "BUSINESS" }),
            0,
        ),
        (
            json!({ "countryCode": "NO", "customerType": "BUSINESS" }),
            1,
        ),
        (
            json!({ "countryCode": "DK", "customerType": "PRIVATE_PERSON" }),
            1,
        ),
    ] {
        let answer = it.api(it.key(), RESOLVE, &hints).await.json();
        assert_eq!(
            answer.get("plans").unwrap().as_array().unwrap().len(),
            count,
            "{hints}"
        );
    }
    // With a slug, but not for everybody: no public page.
    assert_eq!(it.portal_get("/embed/basic").await.status, 404);
}

#[tokio::test]
async fn each_fault_is_told_with_its_place() {
    let plan = "tenant shop: plan 00000000-0000-4000-8000-000000000100";
    let item = &format!("{plan}: item 00000000-0000-4000-8000-000000000300");
    let group = r#"signup_group = "00000000-0000-4000-8000-000000000020""#;
    let cases = [
        (
            r#"default_tenant = "shop""#,
            r#"default_tenant = "none""#,
            "default_tenant names no tenant",
        ),
        (
            r#"slug = "shop""#,
            r#"slug = "Shop.evil""#,
            "slug must be of",
        ),
        ("email = \"kim", "email = \"", "partner: email is none"),
        (
            r#"customer_id = "00000000-0000-4000-8000-000000000010""#,
            r#"customer_id = "00000000-0000-4000-8000-000000000011""#,
            "partner: customer_id names no customer",
        ),
        (
            group,
            r#"signup_group = "00000000-0000-4000-8000-000000000021""#,
            "partner: signup_group names no group",
        ),
        (
            "[\"http://localhost:5173\"",
            "[\"https://*\"",
            "tenant shop: https://* is no origin",
        ),
        ("portal-sso-mint", "portal-everything", "portal-everything"),
        (
            "http://localhost:5173/hooks",
            "ftp://x/hooks",
            "tenant shop: webhook ftp://x/hooks",
        ),
        ("whsec_dGhl", "whsec_%%%", "a webhook secret is whsec_"),
        (
            "whsec_dGhlIHBhcnRuZXIncyBvd24gc2VjcmV0",
            "whsec_dGhl",
            "a webhook secret is whsec_",
        ),
        (r#"country = "DK""#, r#"country = "dk""#, "country is none"),
        (r#"vanity = "basic""#, r#"vanity = "by-id""#, plan),
        (
            r#"vanity = "basic""#,
            r#"vanity = "00000000-0000-4000-8000-000000000100""#,
            plan,
        ),
        (
            r#"currency = "DKK""#,
            r#"currency = "kr.""#,
            "currency must be",
        ),
        (
            "{ allow_all = true }",
            r#"{ groups = ["00000000-0000-4000-8000-000000000021"] }"#,
            "a rule names no group",
        ),
        (
            "{ allow_all = true }",
            r#"{ countries = ["XX"] }"#,
            "a rule names no country",
        ),
        (
            "{ allow_all = true }",
            "{ allow_everybody = true }",
            "allow_everybody",
        ),
        ("price_minor = 100", "", item),
        (
            "price_minor = 100",
            "price_minor = 100\ncta_link = \"/x\"",
            item,
        ),
        (
            "item_type = \"SUBSCRIPTION\"",
            "item_type = \"CUSTOM_CTA\"",
            item,
        ),
        ("name = \"Shop\"", "name = \"Shop\"\nnmae = 1", "nmae"),
        (
            "[partner]",
            "[clock]\nstart = \"soon\"\n[partner]",
            "start = \"soon\"",
        ),
    ];
    for (from, to, told) in cases {
        assert!(SMALL.contains(from), "{from}");
        let scenario = SMALL.replacen(from, to, 1);
        let error = Sandbox::start(config(scenario)).await.expect_err(to);
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
        let text = error.to_string();
        assert!(
            text.starts_with("scenario: ") && text.contains(told),
            "{to}: {text}"
        );
    }
}

#[tokio::test]
async fn nothing_may_be_there_twice() {
    let tenant = SMALL.split_once("[[tenant]]").unwrap().1;
    let other = |name: &str| tenant.replacen("slug = \"shop\"", &format!("slug = \"{name}\""), 1);
    let customer = tenant.split_once("[[tenant.customer]]").unwrap().1;
    let customer = customer.split_once("[[tenant.plan]]").unwrap().0;
    let fresh = customer.replacen("000000000010", "000000000011", 1);
    let cases = [
        (
            format!("{SMALL}\n[[tenant]]{}", other("shop")),
            "slug shop is there twice",
        ),
        // Whose key it is would depend on the order.
        (
            format!("{SMALL}\n[[tenant]]{}", other("other")),
            "a key is there twice",
        ),
        (
            SMALL.replacen(
                "[[tenant.plan]]",
                &format!("[[tenant.customer]]{customer}[[tenant.plan]]"),
                1,
            ),
            "customer 00000000-0000-4000-8000-000000000010 is there twice",
        ),
        (
            SMALL.replacen(
                "[[tenant.plan]]",
                &format!("[[tenant.customer]]{fresh}[[tenant.plan]]"),
                1,
            ),
            "customer number 1 is there twice",
        ),
    ];
    for (scenario, told) in cases {
        let error = Sandbox::start(config(scenario)).await.expect_err(told);
        let text = error.to_string();
        assert!(text.contains(told), "{text}");
        assert!(!text.contains("lbk_"), "{text}");
    }
}
