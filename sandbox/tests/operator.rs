//! What operators switch, and who may act as one.
#![allow(clippy::unwrap_used)]

mod support;

use ledgerbee_sandbox::{Config, Sandbox};
use reqwest::Method;
use serde_json::{Value, json};
use support::{CUSTOMER, GATED_ITEM, GATED_PLAN, GLOBEX_KEY, ITEM, PROVISION, Running, send};

async fn advance(it: &Running, seconds: &Value) -> support::Answer {
    let body = json!({ "advanceSeconds": seconds });
    send(it.operate(Method::POST, "/clock").json(&body)).await
}

#[tokio::test]
async fn time_passes_when_an_operator_says_so() {
    let it = Running::start().await;
    let before = it.sandbox.now();
    let bind = it.bind_token(it.key(), CUSTOMER).await;
    let catalog = it.catalog_token(&json!({ "customerId": CUSTOMER })).await;
    let answer = advance(&it, &json!(61)).await;
    assert_eq!(answer.status, 200);
    assert_eq!(it.sandbox.now().duration_since(before).as_secs(), 61);
    assert_eq!(it.look("/clock").await, answer.json());

    let order = json!({ "bindToken": bind, "vanity": "pro-plan", "planItemId": ITEM });
    assert_eq!(
        it.checkout(order).await.json().get("bound"),
        Some(&json!(false))
    );
    assert_eq!(it.read_plan(GATED_PLAN, &catalog).await.status, 200);
    advance(&it, &json!(1800 - 61)).await;
    assert_eq!(it.read_plan(GATED_PLAN, &catalog).await.status, 401);
}

#[tokio::test]
async fn time_does_not_go_back_or_to_its_end() {
    let it = Running::start().await;
    for seconds in [
        json!(-1),
        json!(0.5),
        json!("60"),
        Value::Null,
        json!(u64::MAX),
    ] {
        let answer = advance(&it, &seconds).await;
        assert_eq!(answer.status, 400, "{seconds}");
        assert_eq!(answer.wrong_fields(), ["advanceSeconds"]);
    }
    assert_eq!(advance(&it, &json!(0)).await.status, 200);
}

#[tokio::test]
async fn the_allowlist_is_what_the_portal_says_to_browsers() {
    let it = Running::start().await;
    let ancestors = async |host: &str| {
        let url = format!("{}/embed/x", it.sandbox.portal());
        let page = send(it.request(Method::GET, url).header("host", host)).await;
        let policy = page.header("content-security-policy").to_owned();
        policy.split_once("frame-ancestors ").unwrap().1.to_owned()
    };
    let (acme, globex) = ("acme.portal.localhost", "globex.portal.localhost");
    assert_eq!(ancestors(acme).await, it.sandbox.partner());
    let change = json!({ "partnerOrigins": ["https://shop.example", "{partner}"] });
    let changed = send(it.operate(Method::PATCH, "/tenants/acme").json(&change)).await;
    assert_eq!(
        changed.json().get("partnerOrigins"),
        change.get("partnerOrigins")
    );
    let both = format!("https://shop.example {}", it.sandbox.partner());
    assert_eq!(ancestors(acme).await, both);
    // Another tenant's list is its own.
    assert_eq!(ancestors(globex).await, it.sandbox.partner());

    let nobody = json!({ "partnerOrigins": [] });
    send(it.operate(Method::PATCH, "/tenants/acme").json(&nobody)).await;
    assert_eq!(ancestors(acme).await, "'none'");
    assert_eq!(ancestors("nobody.portal.localhost").await, "'none'");
}

#[tokio::test]
async fn an_allowlist_takes_origins_only() {
    let it = Running::start().await;
    let before = it.look("/tenants").await;
    for bad in [
        json!("https://shop.example"),
        json!(["*"]),
        json!(["https://shop.example/"]),
        json!(["https://shop.example; script-src *"]),
        json!([1]),
    ] {
        let change = json!({ "partnerOrigins": bad, "isLicensed": false });
        let answer = send(it.operate(Method::PATCH, "/tenants/acme").json(&change)).await;
        assert_eq!(answer.wrong_fields(), ["partnerOrigins"], "{change}");
    }
    assert_eq!(it.look("/tenants").await, before);
}

#[tokio::test]
async fn in_frame_checkout_can_be_switched_off() {
    let it = Running::start().await;
    let gated = format!("/embed/checkout/by-id/{GATED_PLAN}/{GATED_ITEM}");
    let cards = format!("/embed/by-id/{GATED_PLAN}");
    for (is_allowed, status) in [(false, 404), (true, 200)] {
        let change = json!({ "allowInFrameCheckout": is_allowed });
        send(it.operate(Method::PATCH, "/tenants/acme").json(&change)).await;
        assert_eq!(it.portal_get(&gated).await.status, status);
        assert_eq!(it.portal_get(&cards).await.status, 200);
    }
}

#[tokio::test]
async fn provisioning_grants_one_person_access_once() {
    let it = Running::start().await;
    for email in ["Jane.Doe@acme.example", "jane.doe@acme.example"] {
        let order = json!({ "customerId": CUSTOMER, "email": email });
        assert_eq!(it.api(it.key(), PROVISION, &order).await.status, 200);
    }
    let users = it.look("/tenants/acme/portal-users").await;
    let users = users.get("portalUsers").unwrap().as_array().unwrap();
    assert_eq!(users.len(), 1);
    assert_eq!(
        users.first().unwrap().get("customerIds"),
        Some(&json!([CUSTOMER]))
    );
    let globex = it.look("/tenants/globex/portal-users").await;
    assert_eq!(globex, json!({ "portalUsers": [] }));
}

#[tokio::test]
async fn only_who_sits_at_the_machine_is_an_operator() {
    let it = Running::start().await;
    let api = it.sandbox.api().to_owned();
    let partner = it.sandbox.partner().to_owned();
    let cases = [
        ("origin", api.as_str(), 200),
        ("origin", partner.as_str(), 403),
        ("origin", "https://evil.example", 403),
        ("origin", "null", 403),
        ("sec-fetch-site", "same-origin", 200),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "cross-site", 403),
        // A name that its owner has pointed to this machine.
        ("host", "rebound.example", 403),
        ("host", "localhost:1", 200),
    ];
    let body = json!({ "advanceSeconds": 1 });
    for (name, value, status) in cases {
        let request = it.operate(Method::POST, "/clock").header(name, value);
        let answer = send(request.json(&body)).await;
        assert_eq!(answer.status, status, "{name}: {value}");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    let read = it
        .operate(Method::GET, "/tenants")
        .header("host", "rebound.example");
    assert_eq!(send(read).await.status, 403);
    // A form needs no leave to be sent across sites; its type does.
    let form = it.operate(Method::POST, "/clock").body("advanceSeconds=1");
    assert_eq!(send(form).await.wrong_fields(), ["Content-Type"]);
}

#[tokio::test]
async fn operators_see_no_key_and_no_secret() {
    let it = Running::start().await;
    it.subscribe(&it.day(0)).await;
    let mut paths = vec!["/clock".to_owned(), "/tenants".to_owned()];
    for record in ["customers", "portal-users", "subscriptions", "deliveries"] {
        paths.push(format!("/tenants/acme/{record}"));
    }
    for path in paths {
        let answer = send(it.operate(Method::GET, &path)).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.text.contains("lbk_") && !answer.text.contains("whsec_"));
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let it = Running::start().await;
    let body = json!({ "isPublished": true });
    for (method, path, code) in [
        (
            Method::PATCH,
            "/tenants/nobody".to_owned(),
            "TENANT_NOT_FOUND",
        ),
        (
            Method::GET,
            "/tenants/nobody/customers".to_owned(),
            "TENANT_NOT_FOUND",
        ),
        (
            Method::PATCH,
            format!("/tenants/globex/plans/{GATED_PLAN}"),
            "PORTAL_PLAN_NOT_FOUND",
        ),
        (
            Method::PATCH,
            "/tenants/acme/plans/x".to_owned(),
            "PORTAL_PLAN_NOT_FOUND",
        ),
        (Method::GET, "/nowhere".to_owned(), "NOT_FOUND"),
    ] {
        let answer = send(it.operate(method, &path).json(&body)).await;
        assert_eq!(
            (answer.status, answer.get("code").as_str()),
            (404, code),
            "{path}"
        );
    }
    assert_eq!(
        it.api_get(GLOBEX_KEY, "/operator/nowhere").await.status,
        404
    );
}

#[tokio::test]
async fn a_scenario_may_set_the_clock() {
    let default = Config::default();
    for (frozen, ticks) in [(true, false), (false, true)] {
        let clock = format!("[clock]\nstart = \"2030-01-31T23:59:59Z\"\nfrozen = {frozen}\n");
        let scenario = default
            .scenario
            .replacen("[partner]", &format!("{clock}[partner]"), 1);
        let config = Config {
            scenario: scenario.into(),
            ..Config::default()
        };
        let sandbox = Sandbox::start(config).await.unwrap();
        let first = sandbox.now();
        assert!(first.to_string().starts_with("2030-01-31T23:59:59"));
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        assert_eq!(sandbox.now() > first, ticks);
    }
}

async fn screen(it: &Running) -> support::Answer {
    send(it.operate(Method::GET, "")).await
}

#[tokio::test]
async fn the_screen_shows_the_mail_with_its_link() {
    let it = Running::start().await;
    let empty = screen(&it).await;
    assert_eq!(empty.status, 200);
    assert!(empty.text.contains("No mail yet"));
    assert!(!empty.text.contains("<script") && !empty.text.contains("lbk_"));
    assert!(
        empty
            .header("content-security-policy")
            .contains("frame-ancestors 'none'")
    );

    let order = json!({ "vanity": "pro-plan", "planItemId": ITEM });
    let id = it.checkout(order).await.get("sessionId");
    let confirm = it.portal_post(&format!("{}/{id}/confirm", support::SESSION));
    send(confirm.json(&json!({ "email": "kim@buyer.example", "name": "<b>Kim" }))).await;
    let full = screen(&it).await.text;
    let link = it.sandbox.mail().first().unwrap().link.clone();
    assert!(full.contains(&format!("href=\"{link}\"")));
    assert!(full.contains("kim@buyer.example") && !full.contains("No mail yet"));
    assert!(!full.contains("<b>Kim"));
}

#[tokio::test]
async fn the_screen_saves_the_switch_and_the_allowlist() {
    let it = Running::start().await;
    let post = |slug: &str, form: &'static str| {
        let request = it.operate(Method::POST, &format!("/tenants/{slug}/switches"));
        let kind = "application/x-www-form-urlencoded";
        request.header("content-type", kind).body(form)
    };
    let ancestors = async || {
        let frame = it.portal_get("/embed/pro-plan?target=inline").await;
        let policy = frame.header("content-security-policy").to_owned();
        let list = policy.split_once("frame-ancestors ").unwrap().1.to_owned();
        (list, frame.text.contains("data-target=\"inline\""))
    };
    assert_eq!(ancestors().await, (it.sandbox.partner().to_owned(), true));

    // No box is ticked.
    let saved = send(post(
        "acme",
        "partnerOrigins=https%3A%2F%2Fshop.example%0D%0A",
    ))
    .await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (303, "/operator#acme")
    );
    assert_eq!(
        ancestors().await,
        ("https://shop.example".to_owned(), false)
    );
    assert!(screen(&it).await.text.contains("https://shop.example"));
    send(post(
        "acme",
        "allowInFrameCheckout=on&partnerOrigins=%7Bpartner%7D",
    ))
    .await;
    assert_eq!(ancestors().await, (it.sandbox.partner().to_owned(), true));

    let before = it.look("/tenants").await;
    let wrong = send(post("acme", "partnerOrigins=shop.example%3B")).await;
    // What is wrong stands at the field, which keeps what was entered.
    assert_eq!(wrong.status, 400);
    assert!(wrong.text.contains("data-testid=\"fault\""));
    assert!(wrong.text.contains(">shop.example;</textarea>"));
    assert_eq!(send(post("nobody", "partnerOrigins=")).await.status, 404);
    let foreign = post("acme", "partnerOrigins=").header("origin", "https://evil.example");
    assert_eq!(send(foreign).await.status, 403);
    assert_eq!(it.look("/tenants").await, before);
}

#[tokio::test]
async fn the_screen_lets_time_pass() {
    let it = Running::start().await;
    let before = it.sandbox.now();
    let post = |body: &str| {
        let kind = "application/x-www-form-urlencoded";
        let request = it.operate(Method::POST, "/clock/advance");
        request.header("content-type", kind).body(body.to_owned())
    };
    let passed = send(post("advanceSeconds=86400")).await;
    assert_eq!(
        (passed.status, passed.header("location")),
        (303, "/operator#clock")
    );
    assert_eq!(it.sandbox.now().duration_since(before).as_hours(), 24);
    for bad in [
        "advanceSeconds=-1",
        "advanceSeconds=soon",
        "advanceSeconds=99999999999",
        "",
    ] {
        let refused = send(post(bad)).await;
        assert_eq!(refused.wrong_fields(), ["advanceSeconds"], "{bad}");
    }
    let foreign = post("advanceSeconds=1").header("origin", "https://evil.example");
    assert_eq!(send(foreign).await.status, 403);
    assert_eq!(it.sandbox.now().duration_since(before).as_hours(), 24);
}
