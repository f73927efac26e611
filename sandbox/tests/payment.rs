//! The payment window, where an anonymous checkout ends: paid, declined or
//! closed, once for each checkout.
#![allow(clippy::unwrap_used)]

mod support;

use reqwest::Method;
use serde_json::json;
use support::{Answer, CUSTOMER, ITEM, Running, form, send};

const KIM: &str = "kim@buyer.example";
/// The cookie of a signed-in buyer, and the path of their payment.
type Buyer = (String, String);

async fn buyer(it: &Running, language: &str) -> Buyer {
    let details = json!({ "email": KIM, "startDate": it.day(3) });
    it.verify(&it.mailed_link(language, &details).await).await
}

/// The address of the payment window.
fn window(it: &Running, (_, path): &Buyer) -> String {
    let path = path.replacen("/payment/", "/pay/", 1);
    format!("{}{path}", it.sandbox.payment())
}

async fn look_at(it: &Running, buyer: &Buyer) -> Answer {
    send(it.request(Method::GET, window(it, buyer))).await
}

fn shows(page: &Answer, test_id: &str) -> bool {
    page.text.contains(&format!("data-testid=\"{test_id}\""))
}

#[tokio::test]
async fn a_mailed_link_leads_to_the_payment_window_and_paying_subscribes() {
    let it = Running::start().await;
    let kim = buyer(&it, "en").await;
    let onwards = it.portal_get_as(&kim.0, &kim.1).await;
    assert_eq!(
        (onwards.status, onwards.header("location")),
        (303, window(&it, &kim).as_str())
    );
    // To have looked at it is not to have paid.
    assert_eq!(look_at(&it, &kim).await.status, 200);
    assert!(it.sandbox.subscriptions().is_empty());

    let paid = it.settle(&kim, "pay").await;
    assert!(shows(&paid, "subscribed"));
    let all = it.sandbox.subscriptions();
    assert_eq!(all.len(), 1);
    let made = all.first().unwrap();
    assert_eq!(made.plan_item_id.to_string(), ITEM);
    assert_eq!(made.start_date.to_string(), it.day(3));
    // The window has nothing left to do.
    let later = look_at(&it, &kim).await;
    let back = format!("{}{}", it.sandbox.portal(), kim.1);
    assert_eq!(
        (later.status, later.header("location")),
        (303, back.as_str())
    );
}

/// In both languages, with what is bought and nothing of who buys it.
#[tokio::test]
async fn the_window_says_that_it_is_a_stand_in_and_what_is_paid() {
    let it = Running::start().await;
    let date: jiff::civil::Date = it.day(3).parse().unwrap();
    let english = date.strftime("%-d %B %Y").to_string();
    for (language, texts) in [
        (
            "en",
            [
                "This page stands in for the payment provider's window. It asks for no card, and no money moves.",
                "Acme Analytics",
                "Acme Analytics: Team",
                "€49 per month",
                "Not included",
                "Pay €49",
            ],
        ),
        (
            "da",
            [
                "Siden står i stedet for betalingsudbyderens vindue. Den beder ikke om et kort, og der flyttes ingen penge.",
                "Acme Analytics",
                "Acme Analytics: Team",
                "49\u{a0}€ pr. måned",
                "Ikke inkluderet",
                "Betal 49\u{a0}€",
            ],
        ),
    ] {
        let page = look_at(&it, &buyer(&it, language).await).await;
        let text = page.text.replace("&#39;", "'");
        for wanted in texts {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
        assert_eq!(text.contains(&english), language == "en");
        assert!(text.contains(&format!("lang=\"{language}\"")));
        assert!(!text.contains("<script") && !text.contains("<input"));
        assert!(!text.contains(KIM) && !text.contains("Kim"));
    }
}

#[tokio::test]
async fn the_window_is_at_an_origin_of_its_own_and_framed_by_nobody() {
    let it = Running::start().await;
    let origins = [it.sandbox.partner(), it.sandbox.portal(), it.sandbox.api()];
    assert!(!origins.contains(&it.sandbox.payment()));
    let page = look_at(&it, &buyer(&it, "en").await).await;
    let policy = page.header("content-security-policy");
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
    assert!(policy.contains(&format!("form-action 'self' {};", it.sandbox.portal())));
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("set-cookie"), "");
}

#[tokio::test]
async fn a_declined_or_closed_payment_has_a_way_on() {
    for (answer, notice) in [("decline", "payment-declined"), ("close", "payment-closed")] {
        let it = Running::start().await;
        let kim = buyer(&it, "en").await;
        let page = it.settle(&kim, answer).await;
        assert_eq!(page.status, 200);
        assert!(
            shows(&page, notice) && shows(&page, "to-shop"),
            "{}",
            page.text
        );
        assert!(
            page.text
                .contains(&format!("href=\"{}\"", window(&it, &kim)))
        );
        assert!(it.sandbox.subscriptions().is_empty());
        // A partner is told of nothing that was not paid.
        let told = it.look("/tenants/acme/deliveries").await;
        assert_eq!(told, json!({ "deliveries": [] }));

        let again = look_at(&it, &kim).await;
        assert_eq!(again.status, 200);
        assert_eq!(shows(&again, "last-declined"), answer == "decline");
        assert!(shows(&it.settle(&kim, "pay").await, "subscribed"));
        assert_eq!(it.sandbox.subscriptions().len(), 1);
    }
}

#[tokio::test]
async fn a_payment_makes_one_subscription_whatever_comes_after() {
    let it = Running::start().await;
    let link = it.mailed_link("en", &json!({ "email": KIM })).await;
    let kim = it.verify(&link).await;
    // Of many clicks at once, too.
    let mut clicks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let post = form(it.request(Method::POST, window(&it, &kim)), "answer=pay");
        clicks.spawn(send(post));
    }
    for click in clicks.join_all().await {
        assert_eq!(click.status, 303);
    }
    for answer in ["pay", "decline", "close"] {
        assert!(
            shows(&it.settle(&kim, answer).await, "subscribed"),
            "{answer}"
        );
    }
    // The link leads to the same payment again.
    let (_, again) = it.verify(&link).await;
    assert_eq!(again, kim.1);
    assert_eq!(it.sandbox.subscriptions().len(), 1);
}

#[tokio::test]
async fn only_the_window_itself_settles_a_payment() {
    let it = Running::start().await;
    let kim = buyer(&it, "en").await;
    let post = |body: &str| form(it.request(Method::POST, window(&it, &kim)), body);
    let portal = it.sandbox.portal().to_owned();
    for (name, value) in [
        ("origin", portal.as_str()),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let foreign = send(post("answer=pay").header(name, value)).await;
        assert_eq!(foreign.get("code"), "CROSS_ORIGIN", "{name}: {value}");
    }
    for body in ["", "answer=", "answer=refund", "pay"] {
        assert_eq!(send(post(body)).await.wrong_fields(), ["answer"], "{body}");
    }
    assert!(it.sandbox.subscriptions().is_empty());
    let own = it.sandbox.payment().to_owned();
    assert_eq!(
        send(post("answer=pay").header("origin", own)).await.status,
        303
    );
    assert_eq!(it.sandbox.subscriptions().len(), 1);
}

#[tokio::test]
async fn what_is_no_payment_says_so() {
    let it = Running::start().await;
    for path in [
        "/pay/none",
        "/pay/550e8400-e29b-41d4-a716-446655440999",
        "/",
    ] {
        let url = format!("{}{path}", it.sandbox.payment());
        let page = send(it.request(Method::GET, url)).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(shows(&page, "payment-gone") && shows(&page, "stand-in"));
    }
    let url = format!("{}/pay/{CUSTOMER}", it.sandbox.payment());
    let post = send(form(it.request(Method::POST, url), "answer=pay")).await;
    assert_eq!(post.status, 404);
    assert!(it.sandbox.subscriptions().is_empty());
}

#[tokio::test]
async fn a_payment_is_shown_to_its_buyer_only() {
    let it = Running::start().await;
    let kim = buyer(&it, "da").await;
    let details = json!({ "email": "ida@buyer.example" });
    let ida = it.verify(&it.mailed_link("en", &details).await).await;
    let other = it.portal_get_as(&ida.0, &kim.1).await;
    assert_eq!(other.status, 404);
    assert!(shows(&other, "link-expired"));
    let url = format!("{}{}", it.sandbox.portal(), kim.1);
    let globex = it.request(Method::GET, url).header("cookie", &kim.0);
    let globex = send(globex.header("host", "globex.portal.localhost")).await;
    assert!(globex.header("location").starts_with("/login"));

    // Who has been signed out signs in, and is led on.
    let away = it.portal_get(&kim.1).await;
    assert_eq!(away.status, 303);
    let login = away.header("location").to_owned();
    let body = format!("email={}&password=sandbox", KIM.replace('@', "%40"));
    let entered = send(form(it.portal_post(&login), &body)).await;
    assert_eq!(entered.header("location"), kim.1);
    let onwards = it.portal_get_as(&entered.cookie(), &kim.1).await;
    assert_eq!(onwards.header("location"), window(&it, &kim));
}

#[tokio::test]
async fn a_payment_ends_after_a_day() {
    let it = Running::start().await;
    let kim = buyer(&it, "en").await;
    it.wait(24 * 3600 - 1);
    assert_eq!(look_at(&it, &kim).await.status, 200);
    it.wait(1);
    assert!(shows(&look_at(&it, &kim).await, "payment-gone"));
    let post = form(it.request(Method::POST, window(&it, &kim)), "answer=pay");
    assert_eq!(send(post).await.status, 404);
    assert!(it.sandbox.subscriptions().is_empty());
}

/// A buyer whom the partner knows has agreed on how to pay: there is no window.
#[tokio::test]
async fn a_bound_checkout_asks_for_no_payment() {
    let it = Running::start().await;
    let confirmed = it.subscribe(&it.day(0)).await;
    assert_eq!(confirmed.get("status"), "CONFIRMED");
    assert_eq!(it.sandbox.subscriptions().len(), 1);
    assert!(it.sandbox.mail().is_empty());
}
