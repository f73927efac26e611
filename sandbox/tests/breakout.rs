//! The checkout that has left its frame: its locator, whose it is, and where it
//! leads back to.
#![allow(clippy::unwrap_used)]

mod support;

use reqwest::Method;
use serde_json::{Value, json};
use support::{Answer, CUSTOMER, GATED_ITEM, GATED_PLAN, ITEM, Running, send};

/// Breaks out of a frame, bound to `CUSTOMER` if so wished; gives the path of
/// the checkout's page.
async fn break_out(it: &Running, is_bound: bool, return_url: &str) -> String {
    let mut order = json!({
        "vanity": "pro-plan", "planItemId": ITEM, "breakOut": { "returnUrl": return_url },
    });
    if is_bound {
        let token = it.bind_token(it.key(), CUSTOMER).await;
        order
            .as_object_mut()
            .unwrap()
            .insert("bindToken".to_owned(), token.into());
    }
    let answer = it.checkout(order).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    // Nothing of the buyer's is in the answer that the frame gets.
    assert_eq!(answer.json().as_object().unwrap().len(), 1);
    answer.get("checkoutUrl")
}

async fn get(it: &Running, path: &str, cookie: &str) -> Answer {
    let url = format!("{}{path}", it.sandbox.portal());
    send(it.request(Method::GET, url).header("cookie", cookie)).await
}

/// The cookie of the browser that opens `path` first.
async fn opened(it: &Running, path: &str) -> String {
    let page = get(it, path, "").await;
    assert_eq!(page.status, 200);
    let cookie = page.header("set-cookie");
    assert!(cookie.contains("HttpOnly"), "{cookie}");
    assert!(cookie.contains(&format!("Path={path}")), "{cookie}");
    cookie.split_once(';').unwrap().0.to_owned()
}

async fn confirm(it: &Running, path: &str, cookie: &str, details: &Value) -> Answer {
    let request = it.portal_post(&format!("{path}/confirm"));
    send(request.header("cookie", cookie).json(details)).await
}

#[tokio::test]
async fn a_break_out_keeps_the_binding_and_returns_with_the_subscription() {
    let it = Running::start().await;
    let back = format!("{}/pricing?ref=1", it.sandbox.partner());
    let path = break_out(&it, true, &back).await;
    let cookie = opened(&it, &path).await;
    let session = get(&it, &format!("{path}/session"), &cookie).await.json();
    assert_eq!(
        session.pointer("/customer/name"),
        Some(&json!("Nordwind Logistics ApS"))
    );
    assert_eq!(session.get("planItemId"), Some(&json!(ITEM)));

    let end = confirm(&it, &path, &cookie, &json!({ "startDate": it.day(0) })).await;
    let all = it.sandbox.subscriptions();
    assert_eq!(all.len(), 1);
    let made = all.first().unwrap();
    assert_eq!(made.client_reference_id.as_deref(), Some("order_1"));
    assert_eq!(made.customer_id.to_string(), CUSTOMER);
    assert_eq!(
        end.get("returnTo"),
        format!("{back}&subscriptionId={}", made.id)
    );
}

#[tokio::test]
async fn a_break_out_that_has_only_sent_a_link_returns_pending() {
    let it = Running::start().await;
    let back = format!("{}/pricing", it.sandbox.partner());
    let path = break_out(&it, false, &back).await;
    let cookie = opened(&it, &path).await;
    let session = get(&it, &format!("{path}/session"), &cookie).await.json();
    assert_eq!(session.get("customer"), Some(&Value::Null));
    let end = confirm(
        &it,
        &path,
        &cookie,
        &json!({ "email": "kim@buyer.example" }),
    )
    .await;
    assert_eq!(end.get("status"), "PENDING_VERIFICATION");
    assert_eq!(end.get("returnTo"), format!("{back}?checkout=pending"));
    assert!(it.sandbox.subscriptions().is_empty());
    assert_eq!(it.sandbox.mail().len(), 1);
    // Once it is paid, the page the buyer came from is told of the subscription.
    let link = it.sandbox.mail().last().unwrap().link.clone();
    let (_, page) = it.pay(&link).await;
    let id = it.sandbox.subscriptions().last().unwrap().id;
    let onwards = format!("href=\"{back}?subscriptionId={id}\"");
    assert!(page.text.contains(&onwards), "{}", page.text);
}

#[tokio::test]
async fn a_locator_opens_for_the_first_browser_only() {
    let it = Running::start().await;
    let path = break_out(&it, true, "").await;
    let cookie = opened(&it, &path).await;
    assert_eq!(get(&it, &path, &cookie).await.status, 200);
    for stranger in ["", "checkout_session=x"] {
        let page = get(&it, &path, stranger).await;
        assert_eq!(page.status, 404);
        assert!(page.text.contains("data-testid=\"checkout-taken\""));
        let session = get(&it, &format!("{path}/session"), stranger).await;
        assert_eq!(session.get("code"), "CHECKOUT_SESSION_NOT_FOUND");
        assert!(!session.text.contains("Nordwind"));
        assert_eq!(confirm(&it, &path, stranger, &json!({})).await.status, 404);
    }
    assert!(it.sandbox.subscriptions().is_empty());
}

#[tokio::test]
async fn a_locator_that_nobody_follows_ends() {
    let it = Running::start().await;
    let path = break_out(&it, true, "").await;
    it.wait(5 * 60);
    let page = get(&it, &path, "").await;
    assert_eq!(page.status, 404);
    assert!(page.text.contains("data-testid=\"checkout-expired\""));
    assert!(
        page.text
            .contains(&format!("href=\"{}\"", it.sandbox.partner()))
    );
    // A locator is one tenant's.
    let other = break_out(&it, true, "").await;
    let url = format!("{}{other}", it.sandbox.portal());
    let request = it
        .request(Method::GET, url)
        .header("host", "globex.portal.localhost");
    assert_eq!(send(request).await.status, 404);
    assert_eq!(get(&it, &other, "").await.status, 200);
}

#[tokio::test]
async fn a_break_out_returns_to_pages_of_partners_only() {
    let it = Running::start().await;
    for bad in [
        "https://evil.example/",
        "javascript:alert(1)",
        "/relative",
        "http://user:secret@localhost/",
        "",
    ] {
        let path = break_out(&it, true, bad).await;
        let cookie = opened(&it, &path).await;
        let end = confirm(&it, &path, &cookie, &json!({ "again": true })).await;
        assert_eq!(end.get("status"), "CONFIRMED", "{bad}");
        assert_eq!(end.json().get("returnTo"), None, "{bad}");
    }
}

/// The portal's own session outweighs what a page says of the buyer.
#[tokio::test]
async fn who_is_signed_in_as_somebody_else_is_not_bound() {
    let it = Running::start().await;
    let details = json!({ "email": "kim@buyer.example" });
    let (sign_in, _) = it.verify(&it.mailed_link("en", &details).await).await;

    let path = break_out(&it, true, "").await;
    let first = get(&it, &path, &sign_in).await;
    let cookie = first
        .header("set-cookie")
        .split_once(';')
        .unwrap()
        .0
        .to_owned();
    let session = get(&it, &format!("{path}/session"), &cookie).await.json();
    assert_eq!(session.get("customer"), Some(&Value::Null));
    assert_eq!(session.get("isBindRejected"), Some(&json!(true)));
}

#[tokio::test]
async fn a_gated_plan_does_not_break_out() {
    let it = Running::start().await;
    let order = json!({ "planId": GATED_PLAN, "planItemId": GATED_ITEM, "breakOut": {} });
    let answer = it.checkout(order).await;
    assert_eq!(
        (answer.status, answer.wrong_fields()),
        (400, vec!["breakOut".to_owned()])
    );
}

/// A page of the portal's own may be framed by nobody, partners included.
#[tokio::test]
async fn a_checkout_of_its_own_is_framed_by_nobody() {
    let it = Running::start().await;
    let path = break_out(&it, false, "").await;
    for path in [path.as_str(), "/checkout/opening"] {
        let page = get(&it, path, "").await;
        let policy = page.header("content-security-policy");
        assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
    }
    let frame = it.portal_get("/embed/pro-plan").await;
    assert!(
        frame
            .header("content-security-policy")
            .ends_with(it.sandbox.partner())
    );
}

/// The switch that an operator sets: without it, a button leads out of the frame.
#[tokio::test]
async fn cards_break_out_where_no_checkout_may_stand_in_a_frame() {
    let it = Running::start().await;
    let frame = "/embed/pro-plan?target=inline&theme=dark&lang=da&returnUrl=https://shop.example/";
    let target = async || it.portal_get(frame).await.text;
    let shown = target().await;
    assert!(shown.contains("data-target=\"inline\""));
    assert!(shown.contains("data-theme=\"dark\"") && shown.contains("lang=\"da\""));
    assert!(shown.contains("data-return-url=\"https://shop.example/\""));
    let switch = json!({ "allowInFrameCheckout": false });
    send(it.operate(Method::PATCH, "/tenants/acme").json(&switch)).await;
    assert!(target().await.contains("data-target=\"blank\""));
}

/// An hour later the page goes on, with the customer it was bound to.
#[tokio::test]
async fn a_checkout_that_has_expired_is_taken_up_again_by_its_browser() {
    let it = Running::start().await;
    let path = break_out(&it, true, "").await;
    let cookie = opened(&it, &path).await;
    let renew = async |cookie: &str| {
        let request = it.portal_post(&format!("{path}/renew"));
        send(request.header("cookie", cookie)).await
    };
    it.wait(61 * 60);
    let late = confirm(&it, &path, &cookie, &json!({})).await;
    assert_eq!(late.get("code"), "CHECKOUT_SESSION_NOT_FOUND");
    for stranger in ["", "checkout_session=x"] {
        assert_eq!(renew(stranger).await.status, 404);
    }
    // What other checkouts do meanwhile takes nothing away.
    break_out(&it, false, "").await;
    assert_eq!(renew(&cookie).await.status, 204);
    let session = get(&it, &format!("{path}/session"), &cookie).await.json();
    assert_eq!(
        session.pointer("/customer/name"),
        Some(&json!("Nordwind Logistics ApS"))
    );
    let end = confirm(&it, &path, &cookie, &json!({})).await;
    assert_eq!(end.get("status"), "CONFIRMED");
    it.wait(26 * 60 * 60);
    assert_eq!(renew(&cookie).await.status, 404);
}
