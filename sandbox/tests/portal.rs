//! The portal's pages, its headers, and the read of a gated plan.
#![allow(clippy::unwrap_used)]

mod support;

use ledgerbee_sandbox::Config;
use reqwest::Method;
use serde_json::json;
use support::{
    CTA_ITEM, CUSTOMER, DANISH_PLAN, GATED_ITEM, GATED_PLAN, GLOBEX_CUSTOMER, GLOBEX_KEY, ITEM,
    PUBLIC_PLAN, RESOLVE, Running, send,
};

#[tokio::test]
async fn surfaces_are_pages_and_what_is_missing_says_so() {
    let it = Running::start().await;
    let cases = [
        ("/embed/pro-plan".to_owned(), 200),
        ("/embed/pro-plan?lang=xx&theme=x&target=x".to_owned(), 200),
        ("/embed/pro-plan?lang=en&lang=da".to_owned(), 200),
        (format!("/embed/checkout/pro-plan/{ITEM}"), 200),
        (format!("/embed/by-id/{GATED_PLAN}"), 200),
        (
            format!("/embed/checkout/by-id/{GATED_PLAN}/{GATED_ITEM}"),
            200,
        ),
        // Nothing tells whether a gated plan exists.
        (
            "/embed/by-id/00000000-0000-4000-8000-000000000000".to_owned(),
            200,
        ),
        ("/embed/none".to_owned(), 404),
        // A slug is never a uuid, and a gated plan has no slug.
        (format!("/embed/{PUBLIC_PLAN}"), 404),
        (format!("/embed/{GATED_PLAN}"), 404),
        ("/embed/by-id/pro-plan".to_owned(), 404),
        (format!("/embed/checkout/pro-plan/{CTA_ITEM}"), 404),
        (format!("/embed/checkout/pro-plan/{GATED_ITEM}"), 404),
        ("/embed/checkout/pro-plan/x".to_owned(), 404),
        ("/embed/%ff".to_owned(), 404),
        ("/nowhere".to_owned(), 404),
    ];
    for (path, status) in cases {
        let page = it.portal_get(&path).await;
        assert_eq!(page.status, status, "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        // A page that is not found runs nothing that could send a message.
        assert_eq!(page.text.contains("<script"), status == 200, "{path}");
    }
}

#[tokio::test]
async fn pages_carry_their_policy_and_no_secret() {
    let extra = "http://localhost:1";
    let it = Running::with(Config {
        frame_ancestors_extra: vec![extra.to_owned()],
        ..Config::default()
    })
    .await;
    let partner = it.sandbox.partner();
    for path in [
        "/embed/pro-plan".to_owned(),
        format!("/embed/by-id/{GATED_PLAN}"),
    ] {
        let page = it.portal_get(&path).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'; script-src 'self'"));
        assert!(policy.ends_with(&format!("frame-ancestors {partner} {extra}")));
        assert!(!policy.contains("unsafe"));
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(!page.text.contains("lbk_"));
        assert!(!page.text.contains("Design partner"));
    }
}

#[tokio::test]
async fn the_host_names_the_tenant() {
    let it = Running::start().await;
    let cases = [
        ("globex.portal.localhost", "/embed/cloud", 200),
        ("GLOBEX.portal.localhost:4401", "/embed/cloud", 200),
        ("globex.portal.ledgerbee.com", "/embed/cloud", 200),
        ("globex.portal.localhost", "/embed/pro-plan", 404),
        ("acme.portal.ledgerbee.com", "/embed/pro-plan", 200),
        ("billing.partner.example", "/embed/pro-plan", 200),
        ("nobody.portal.localhost", "/embed/pro-plan", 404),
    ];
    for (host, path, status) in cases {
        let url = format!("{}{path}", it.sandbox.portal());
        let page = send(it.request(Method::GET, url).header("host", host)).await;
        assert_eq!(page.status, status, "{host}{path}");
    }
}

#[tokio::test]
async fn a_catalog_token_opens_its_plans_for_half_an_hour() {
    let it = Running::start().await;
    let token = it.catalog_token(&json!({ "customerId": CUSTOMER })).await;
    for age in [0, 1000, 799] {
        it.wait(age);
        let read = it.read_plan(GATED_PLAN, &token).await;
        assert_eq!(read.status, 200);
        assert_eq!(
            read.json().pointer("/plan/plan/planId"),
            Some(&json!(GATED_PLAN))
        );
    }
    it.wait(1);
    assert_eq!(it.read_plan(GATED_PLAN, &token).await.status, 401);
}

#[tokio::test]
async fn a_catalog_token_opens_nothing_else() {
    let it = Running::start().await;
    let narrow = it
        .catalog_token(&json!({ "customerId": CUSTOMER, "planIds": [PUBLIC_PLAN] }))
        .await;
    let globex = it
        .api(
            GLOBEX_KEY,
            RESOLVE,
            &json!({ "customerId": GLOBEX_CUSTOMER }),
        )
        .await
        .get("catalogToken");
    let bind = it.bind_token(it.key(), CUSTOMER).await;
    let cases = [
        (PUBLIC_PLAN, narrow.as_str(), 200),
        (GATED_PLAN, narrow.as_str(), 403),
        ("00000000-0000-4000-8000-000000000000", narrow.as_str(), 403),
        ("x", narrow.as_str(), 403),
        (GATED_PLAN, globex.as_str(), 401),
        (GATED_PLAN, bind.as_str(), 401),
        (GATED_PLAN, it.key(), 401),
        (GATED_PLAN, "", 401),
    ];
    for (plan, token, status) in cases {
        let read = it.read_plan(plan, token).await;
        assert_eq!(read.status, status, "{plan}");
        assert_eq!(read.get("code").is_empty(), status == 200);
    }
    let bare = it
        .portal_get(&format!("/api/embed/plans/{GATED_PLAN}"))
        .await;
    assert_eq!(bare.status, 401);
}

#[tokio::test]
async fn a_plan_gone_since_is_told_from_a_bad_token() {
    let it = Running::start().await;
    let token = it.catalog_token(&json!({ "customerId": CUSTOMER })).await;
    let plan = GATED_PLAN.parse().unwrap();
    assert!(it.sandbox.set_plan_published("acme", plan, false));
    let gone = it.read_plan(GATED_PLAN, &token).await;
    assert_eq!(
        (gone.status, gone.get("code").as_str()),
        (410, "PORTAL_PLAN_GONE")
    );
    assert!(it.sandbox.set_plan_published("acme", plan, true));
    assert_eq!(it.read_plan(GATED_PLAN, &token).await.status, 200);
    assert!(!it.sandbox.set_plan_published("globex", plan, false));
}

#[tokio::test]
async fn the_embed_script_is_open_to_every_page() {
    let dist = std::env::temp_dir().join(format!("sandbox-dist-{}", std::process::id()));
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::write(dist.join("embed.js"), "/* built */").unwrap();
    std::fs::write(dist.join("inspector.js"), "/* overlay */").unwrap();
    let it = Running::with(Config {
        dist: dist.clone(),
        ..Config::default()
    })
    .await;
    let built = it.portal_get("/embed.js").await;
    let inspector = it.portal_get("/inspector.js").await;
    let missing = it.portal_get("/embed.compat.js").await;
    std::fs::remove_dir_all(&dist).unwrap();
    assert_eq!((built.status, built.text.as_str()), (200, "/* built */"));
    assert_eq!(
        (inspector.status, inspector.text.as_str()),
        (200, "/* overlay */")
    );
    assert_eq!(
        built.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert_eq!(missing.status, 404);
    assert!(missing.text.contains("npm run build"));
    for answer in [built, inspector, missing] {
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            "cross-origin"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[tokio::test]
async fn every_module_the_frame_imports_is_served() {
    let it = Running::start().await;
    let mut wanted = vec!["frame.js".to_owned()];
    let mut seen = Vec::new();
    while let Some(name) = wanted.pop() {
        if seen.contains(&name) {
            continue;
        }
        let module = it.portal_get(&format!("/assets/{name}")).await;
        assert_eq!(module.status, 200, "{name}");
        let imports = module.text.split("from './").skip(1);
        wanted.extend(imports.filter_map(|rest| Some(rest.split_once('\'')?.0.to_owned())));
        seen.push(name);
    }
    assert!(seen.len() > 5);
    assert_eq!(it.portal_get("/assets/frame.css").await.status, 200);
    assert_eq!(it.portal_get("/assets/none.js").await.status, 404);
}

#[tokio::test]
async fn the_api_answers_in_json_also_when_it_says_no() {
    let it = Running::start().await;
    let lost = it.portal_get("/api/nowhere").await;
    assert_eq!((lost.status, lost.get("code").as_str()), (404, "NOT_FOUND"));
    let wrong = it.portal_get("/api/checkout/session").await;
    assert_eq!(
        (wrong.status, wrong.get("code").as_str()),
        (405, "METHOD_NOT_ALLOWED")
    );
    let plan = it.portal_get("/api/embed/vanity/pro-plan?lang=da").await;
    assert_eq!(plan.status, 200);
    assert_eq!(
        it.portal_get("/api/embed/vanity/none").await.get("code"),
        "PORTAL_PLAN_NOT_FOUND"
    );
}

#[tokio::test]
async fn a_gated_frame_never_breaks_out() {
    let it = Running::start().await;
    for target in ["_top", "_blank", "callback", "inline"] {
        let gated = format!("/embed/by-id/{GATED_PLAN}?target={target}");
        let page = it.portal_get(&gated).await.text;
        assert!(page.contains("data-target=\"inline\""), "{target}");
    }
    let public = it.portal_get("/embed/pro-plan?target=_top").await.text;
    assert!(public.contains("data-target=\"top\""));
}

/// The token was minted for a plan that its buyer may no longer see.
#[tokio::test]
async fn a_buyer_whose_rule_is_met_no_more_sees_nothing() {
    let it = Running::start().await;
    let hints = json!({ "countryCode": "DK", "customerType": "BUSINESS" });
    let token = it.catalog_token(&hints).await;
    assert_eq!(it.read_plan(DANISH_PLAN, &token).await.status, 200);
    let archive = |is_active: bool| {
        let path = format!("/tenants/acme/plans/{DANISH_PLAN}");
        it.operate(Method::PATCH, &path)
            .json(&json!({ "isActive": is_active }))
    };
    send(archive(false)).await;
    assert_eq!(it.read_plan(DANISH_PLAN, &token).await.status, 410);
    send(archive(true)).await;
    assert_eq!(it.read_plan(DANISH_PLAN, &token).await.status, 200);
}

/// The read knows the buyer by the token, not by the browser.
#[tokio::test]
async fn a_cookie_opens_no_gated_plan() {
    let it = Running::start().await;
    let token = it.catalog_token(&json!({ "customerId": CUSTOMER })).await;
    let url = format!("{}/api/embed/plans/{GATED_PLAN}", it.sandbox.portal());
    for name in ["portal_session", "catalog_token", "authorization"] {
        let read = it.request(Method::GET, url.clone());
        let read = read.header("cookie", format!("{name}={token}"));
        assert_eq!(send(read).await.status, 401, "{name}");
    }
    assert_eq!(it.read_plan(GATED_PLAN, &token).await.status, 200);
}
