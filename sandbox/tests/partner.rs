//! The partner's site: its pages and its thin backend.
#![allow(clippy::unwrap_used)]

mod support;

use ledgerbee_sandbox::Config;
use serde_json::{Value, json};
use support::{CUSTOMER, GATED_PLAN, ITEM, Running, is_opaque, send};

const PAGES: [&str; 8] = [
    "/",
    "/anonymous.html",
    "/bound.html",
    "/gated.html",
    "/funnel.html",
    "/custom-cta.html",
    "/signup?next=checkout",
    "/checkout.html",
];

#[tokio::test]
async fn pages_name_the_running_portal_and_hold_no_key() {
    let it = Running::start().await;
    for path in PAGES {
        let page = it.partner_get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(!page.text.contains("portal.ledgerbee.com"), "{path}");
        assert!(!page.text.contains("lbk_"), "{path}");
        let embeds = page.text.contains("data-ledgerbee-pricing");
        let script = format!("{}/embed.js", it.sandbox.portal());
        assert!(!embeds || page.text.contains(&script), "{path}");
    }
}

#[tokio::test]
async fn another_tenants_address_becomes_its_own_portal() {
    let www = std::env::temp_dir().join(format!("sandbox-www-{}", std::process::id()));
    std::fs::create_dir_all(&www).unwrap();
    let html = "https://globex.portal.ledgerbee.com/embed/cloud https://other.portal.ledgerbee.com";
    std::fs::write(www.join("index.html"), html).unwrap();
    std::fs::write(www.join("page.js"), html).unwrap();
    std::fs::write(www.join("secret.pem"), html).unwrap();
    let it = Running::with(Config {
        www: www.clone(),
        ..Config::default()
    })
    .await;
    let page = it.partner_get("/").await.text;
    let script = it.partner_get("/page.js").await.text;
    let secret = it.partner_get("/secret.pem").await.status;
    std::fs::remove_dir_all(&www).unwrap();
    let globex = it.sandbox.portal_of("globex");
    assert!(globex.starts_with("http://globex.portal.localhost:"));
    assert_eq!(
        page,
        format!("{globex}/embed/cloud https://other.portal.ledgerbee.com")
    );
    assert_eq!(script, html);
    assert_eq!(secret, 404);
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let it = Running::start().await;
    for path in [
        "/none.html",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets",
    ] {
        assert_eq!(it.partner_get(path).await.status, 404, "{path}");
    }
    let script = it.partner_get("/assets/events.js").await;
    assert_eq!(
        script.header("content-type"),
        "text/javascript; charset=utf-8"
    );
}

#[tokio::test]
async fn the_backend_mints_a_fresh_bind_token_at_each_call() {
    let it = Running::start().await;
    let mint = || send(it.partner_post("/your-backend/bind-token"));
    let (first, second) = (mint().await, mint().await);
    assert_eq!(first.status, 200);
    let token = first.get("checkoutBindToken");
    assert!(is_opaque(&token));
    assert_ne!(token, second.get("checkoutBindToken"));
    let body = json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM });
    let session = it.checkout(body).await.json();
    assert_eq!(
        session.pointer("/customer/vatNumber"),
        Some(&json!("DK12345678"))
    );
}

/// What a page could read off its own site is a token, never who it stands for.
#[tokio::test]
async fn no_customer_id_reaches_a_page() {
    let it = Running::start().await;
    for path in PAGES {
        assert!(
            !it.partner_get(path).await.text.contains(CUSTOMER),
            "{path}"
        );
    }
    for (path, name) in [
        ("/your-backend/bind-token", "checkoutBindToken"),
        ("/your-backend/catalog-token", "catalogToken"),
    ] {
        let answer = send(it.partner_post(path)).await.json();
        let fields: Vec<&String> = answer.as_object().unwrap().keys().collect();
        assert_eq!(fields, [name], "{path}");
    }
    let token = it.bind_token(it.key(), CUSTOMER).await;
    let body = json!({ "bindToken": token, "vanity": "pro-plan", "planItemId": ITEM });
    let session = it.checkout(body).await;
    assert_eq!(session.json().get("bound"), Some(&json!(true)));
    assert!(!session.text.contains(CUSTOMER), "{}", session.text);
}

#[tokio::test]
async fn the_backends_catalog_token_opens_the_gated_plan() {
    let it = Running::start().await;
    let answer = send(it.partner_post("/your-backend/catalog-token")).await;
    let token = answer.get("catalogToken");
    assert_eq!(it.read_plan(GATED_PLAN, &token).await.status, 200);
}

#[tokio::test]
async fn who_signs_up_is_bound_from_then_on() {
    let it = Running::start().await;
    let body = json!({ "company": "Fjord Foods ApS", "email": "owner@fjord.example" });
    let signed_up = send(it.partner_post("/your-backend/signup").json(&body)).await;
    assert_eq!(signed_up.status, 200, "{}", signed_up.text);
    let cookie = signed_up.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    let pair = cookie.split_once(';').unwrap().0.to_owned();

    let name_for = async |cookie: &str| {
        let mint = it.partner_post("/your-backend/bind-token");
        let token = send(mint.header("cookie", cookie)).await;
        let body = json!({
            "bindToken": token.get("checkoutBindToken"),
            "vanity": "pro-plan",
            "planItemId": ITEM,
        });
        let session = it.checkout(body).await.json();
        let name = session.pointer("/customer/name").and_then(Value::as_str);
        name.unwrap_or_default().to_owned()
    };
    assert_eq!(name_for(&pair).await, "Fjord Foods ApS");
    assert_eq!(
        name_for("partner_session=forged").await,
        "Nordwind Logistics ApS"
    );

    let out = it.partner_post("/your-backend/signout");
    assert_eq!(send(out.header("cookie", &pair)).await.status, 200);
    assert_eq!(name_for(&pair).await, "Nordwind Logistics ApS");
}

#[tokio::test]
async fn a_bad_sign_up_names_its_fields() {
    let it = Running::start().await;
    let body = json!({ "company": "", "email": "x" });
    let answer = send(it.partner_post("/your-backend/signup").json(&body)).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.wrong_fields(), ["company", "email"]);
}

#[tokio::test]
async fn an_api_that_says_no_is_a_bad_gateway() {
    let default = Config::default();
    let key = "lbk_test_partner_lost_key";
    // The partner holds a key that the tenant does not know.
    let scenario = default
        .scenario
        .replacen("lbk_test_acme_all_scopes", key, 1);
    let it = Running::with(Config {
        scenario: scenario.into(),
        ..default
    })
    .await;
    for path in ["/your-backend/bind-token", "/your-backend/catalog-token"] {
        let answer = send(it.partner_post(path)).await;
        assert_eq!(
            (answer.status, answer.get("code").as_str()),
            (502, "LEDGERBEE_FAILED")
        );
        assert!(!answer.text.contains(key) && !answer.text.contains(CUSTOMER));
    }
}

/// A name that somebody else has pointed here would make the backend's tokens
/// readable to that somebody's pages.
#[tokio::test]
async fn the_backend_answers_under_its_own_names_only() {
    let it = Running::with(Config {
        frame_ancestors_extra: vec!["https://shop.example:8443".to_owned()],
        ..Config::default()
    })
    .await;
    let port = it.sandbox.partner().rsplit_once(':').unwrap().1;
    let cases = [
        (format!("localhost:{port}"), true),
        (format!("LOCALHOST:{port}"), true),
        (format!("127.0.0.1:{port}"), true),
        (format!("[::1]:{port}"), true),
        ("shop.example:8443".to_owned(), true),
        (format!("evil.example:{port}"), false),
        (format!("localhost.evil.example:{port}"), false),
        (format!("127.0.0.1.evil.example:{port}"), false),
        ("shop.example.evil.example".to_owned(), false),
        (String::new(), false),
    ];
    for (host, is_own) in cases {
        for path in ["bind-token", "catalog-token", "signout"] {
            let request = it.partner_post(&format!("/your-backend/{path}"));
            let answer = send(request.header("host", &host)).await;
            assert_eq!(
                answer.status,
                if is_own { 200 } else { 403 },
                "{host} {path}"
            );
            assert_eq!(answer.get("code"), if is_own { "" } else { "FOREIGN_HOST" });
        }
    }
}
