//! The portal for who comes by themselves: signing in and out, what they have,
//! and the ways on from a mailed link.
#![allow(clippy::unwrap_used)]

mod support;

use reqwest::Method;
use serde_json::json;
use support::{Answer, ITEM, Running, form, send};

const KIM: &str = "kim@buyer.example";
const SCALE: &str = "550e8400-e29b-41d4-a716-446655440212";

/// The link that a checkout in `language` has mailed.
async fn link(it: &Running, language: &str) -> String {
    it.mailed_link(language, &json!({ "email": KIM })).await
}

async fn sign_in(it: &Running, path: &str, email: &str, password: &str) -> Answer {
    let body = format!("email={}&password={password}", email.replace('@', "%40"));
    send(form(it.portal_post(path), &body)).await
}

#[tokio::test]
async fn the_paid_page_leads_to_the_subscription_and_the_shop() {
    let it = Running::start().await;
    let (cookie, page) = it.pay(&link(&it, "en").await).await;
    let id = it.sandbox.subscriptions().last().unwrap().id;
    assert!(page.text.contains("Acme Analytics"));
    let path = format!("/subscriptions/{id}");
    assert!(
        page.text.contains(&format!("href=\"{path}\"")),
        "{}",
        page.text
    );
    assert!(
        page.text
            .contains(&format!("href=\"{}\"", it.sandbox.partner()))
    );
    let subscription = it.portal_get_as(&cookie, &path).await;
    assert_eq!(subscription.status, 200);
    assert!(subscription.text.contains(KIM));
}

#[tokio::test]
async fn who_has_the_plan_already_gets_another_only_if_they_say_so() {
    let it = Running::start().await;
    let [first, second] = [link(&it, "en").await, link(&it, "en").await];
    // Both payment windows are open before anything is paid.
    let [first, second] = [it.verify(&first).await, it.verify(&second).await];
    it.settle(&first, "pay").await;
    let held = it.settle(&second, "pay").await;
    assert!(held.text.contains("data-testid=\"already-held\""));
    let id = it.sandbox.subscriptions().last().unwrap().id;
    assert!(held.text.contains(&format!("/subscriptions/{id}")));
    assert_eq!(it.sandbox.subscriptions().len(), 1);

    let (cookie, path) = &second;
    let again = || it.portal_post(path).header("cookie", cookie);
    let foreign = again().header("origin", it.sandbox.partner());
    assert_eq!(send(foreign).await.get("code"), "CROSS_ORIGIN");
    let stranger = send(it.portal_post(path)).await;
    assert!(stranger.header("location").starts_with("/login?to="));
    assert!(
        it.settle(&second, "pay")
            .await
            .text
            .contains("already-held")
    );
    for _ in 0..2 {
        let window = send(again()).await;
        assert!(window.header("location").starts_with(it.sandbox.payment()));
        let page = it.settle(&second, "pay").await;
        assert!(page.text.contains("data-testid=\"subscribed\""));
        assert_eq!(it.sandbox.subscriptions().len(), 2);
    }
}

#[tokio::test]
async fn the_portal_shows_what_who_is_signed_in_has() {
    let it = Running::start().await;
    let away = it.portal_get("/").await;
    assert_eq!((away.status, away.header("location")), (303, "/login"));
    let (cookie, _) = it.pay(&link(&it, "en").await).await;
    // Of others, nothing.
    it.subscribe(&it.day(0)).await;
    let home = it.portal_get_as(&cookie, "/").await;
    let all = it.sandbox.subscriptions();
    assert_eq!(all.len(), 2);
    for (subscription, is_shown) in all.iter().zip([true, false]) {
        let path = format!("/subscriptions/{}", subscription.id);
        assert_eq!(home.text.contains(&path), is_shown, "{}", home.text);
    }
}

#[tokio::test]
async fn people_sign_in_with_the_demo_password_and_out_again() {
    let it = Running::start().await;
    it.pay(&link(&it, "en").await).await;
    for (email, password) in [
        (KIM, "wrong"),
        (KIM, ""),
        ("nobody@buyer.example", "sandbox"),
    ] {
        let refused = sign_in(&it, "/login", email, password).await;
        assert_eq!(refused.status, 401);
        assert_eq!(refused.header("set-cookie"), "");
        assert!(
            refused
                .text
                .contains("No account has this e-mail address and password.")
        );
        assert!(refused.text.contains(&format!("value=\"{email}\"")));
    }
    let id = it.sandbox.subscriptions().last().unwrap().id;
    let wanted = format!("/subscriptions/{id}");
    let cases = [
        ("/login".to_owned(), "/"),
        (
            format!("/login?to=%2Fsubscriptions%2F{id}"),
            wanted.as_str(),
        ),
        ("/login?to=https%3A%2F%2Fevil.example".to_owned(), "/"),
        ("/login?to=%2F%2Fevil.example".to_owned(), "/"),
    ];
    for (path, to) in cases {
        let entered = sign_in(&it, &path, KIM, "sandbox").await;
        assert_eq!(
            (entered.status, entered.header("location")),
            (303, to),
            "{path}"
        );
        let shown = it.portal_get_as(&entered.cookie(), &wanted).await;
        assert_eq!(shown.status, 200);
    }
    let foreign = it
        .portal_post("/login")
        .header("origin", it.sandbox.partner());
    let body = "email=kim%40buyer.example&password=sandbox";
    assert_eq!(send(form(foreign, body)).await.get("code"), "CROSS_ORIGIN");

    let signed_in = sign_in(&it, "/login", KIM, "sandbox").await.cookie();
    let out = it.portal_post("/signout").header("cookie", &signed_in);
    let out = send(out).await;
    assert_eq!((out.status, out.header("location")), (303, "/login"));
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    // The session itself is over, not only the cookie.
    assert_eq!(it.portal_get_as(&signed_in, "/").await.status, 303);
}

/// A day in the words of the portal's English.
fn in_words(date: &str) -> String {
    let date: jiff::civil::Date = date.parse().unwrap();
    date.strftime("%-d %B %Y").to_string()
}

#[tokio::test]
async fn a_change_of_plan_shows_prices_and_is_told_once() {
    let it = Running::start().await;
    let (signed_in, _) = it.pay(&link(&it, "en").await).await;
    let id = it.sandbox.subscriptions().last().unwrap().id;
    let path = format!("/subscriptions/{id}");
    let dialog = it
        .portal_get_as(&signed_in, &format!("{path}?change={SCALE}"))
        .await;
    let today = in_words(&it.day(0));
    let facts = [
        ("Current price", "€49 per month"),
        ("New price", "€149 per month"),
        ("VAT", "Not included"),
        ("Takes effect", &today),
    ];
    let (_, dialog) = dialog.text.split_once("<dialog").unwrap();
    for (name, value) in facts {
        let (_, rest) = dialog.split_once(&format!("<dt>{name}</dt>")).unwrap();
        let (fact, _) = rest.split_once("</dd>").unwrap();
        assert!(fact.ends_with(&format!(">{value}")), "{name}: {fact}");
    }
    let change = async |item: &str| {
        let post = it.portal_post(&format!("{path}/change"));
        let post = form(post, &format!("planItemId={item}"));
        send(post.header("cookie", &signed_in)).await
    };
    // What the buyer has already is no change.
    let same = change(ITEM).await;
    assert_eq!((same.status, same.header("set-cookie")), (303, ""));
    let changed = change(SCALE).await;
    let both = format!("{signed_in}; {}", changed.cookie());
    let told = it.portal_get_as(&both, &path).await;
    let result = format!(
        "Your plan is changed to Scale. You pay €149 per month, without VAT, from {today}."
    );
    assert!(told.text.contains(&result), "{}", told.text);
    assert!(told.header("set-cookie").contains("Max-Age=0"));
    let later = it.portal_get_as(&signed_in, &path).await.text;
    assert!(later.contains(">Scale<") && !later.contains("Your plan is changed"));
}

/// Until a subscription has started, so has no change of it.
#[tokio::test]
async fn a_change_before_the_start_takes_effect_on_the_start_date() {
    let it = Running::start().await;
    let (start, late) = (it.day(9), it.day(20));
    let details = json!({ "email": KIM, "startDate": start });
    it.pay(&it.mailed_link("en", &details).await).await;
    let id = it.sandbox.subscriptions().last().unwrap().id;
    let dialog = format!("/subscriptions/{id}?change={SCALE}");
    for (days, from) in [(0, &start), (8, &start), (12, &late)] {
        // Nobody stays signed in for so long.
        it.wait(days * 24 * 3600);
        let entered = sign_in(&it, "/login", KIM, "sandbox").await;
        let page = it.portal_get_as(&entered.cookie(), &dialog).await;
        let day = in_words(from);
        assert!(
            page.text
                .contains(&format!("<dt>Takes effect</dt><dd>{day}</dd>")),
            "{from}"
        );
    }
}

/// The texts that a page of a language has for its scripts: the whole table.
async fn table(it: &Running, language: &str) -> serde_json::Map<String, serde_json::Value> {
    let page = it
        .portal_get(&format!("/embed/pro-plan?lang={language}"))
        .await;
    let (_, rest) = page.text.split_once("id=\"texts\">").unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    serde_json::from_str(json).unwrap()
}

/// What a page shows: its pieces of text outside of tags and data.
fn shown(page: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or_default();
        let text = text.trim().replace("&#39;", "'").replace("&amp;", "&");
        if !tag.starts_with("script") && !tag.starts_with("style") && !text.is_empty() {
            pieces.push(text);
        }
    }
    pieces
}

/// Whether `piece` is `text` with something in the place of its placeholders.
fn is(piece: &str, text: &str) -> bool {
    match text.split_once('{') {
        None => piece == text,
        Some((before, rest)) => {
            let (_, after) = rest.rsplit_once('}').unwrap();
            piece.starts_with(before) && piece.ends_with(after)
        }
    }
}

#[tokio::test]
async fn no_page_in_danish_shows_an_english_text_of_the_table() {
    let it = Running::start().await;
    let (en, da) = (table(&it, "en").await, table(&it, "da").await);
    assert!(en.len() > 60 && en.keys().eq(da.keys()));
    let english: Vec<&str> = en
        .iter()
        .filter(|(key, text)| da.get(*key) != Some(*text))
        .filter_map(|(_, text)| text.as_str())
        .collect();
    let mut seen_in_english = 0;
    for language in ["en", "da"] {
        let lang = |path: &str| {
            let mark = if path.contains('?') { '&' } else { '?' };
            format!("{path}{mark}lang={language}")
        };
        let details = json!({ "email": format!("{language}@buyer.example") });
        let link = async || it.mailed_link(language, &details).await;
        let [first, second] = [link().await, link().await];
        assert_eq!(first.contains("lang=da"), language == "da");
        let [first, second] = [it.verify(&first).await, it.verify(&second).await];
        let window_path = first.1.replacen("/payment/", "/pay/", 1);
        let window = async |path: &str| {
            let url = format!("{}{path}", it.sandbox.payment());
            send(it.request(Method::GET, url)).await
        };
        let mut pages = vec![window(&window_path).await, window(&lang("/pay/none")).await];
        pages.push(it.settle(&first, "close").await);
        pages.push(it.settle(&first, "decline").await);
        pages.push(window(&window_path).await);
        pages.push(it.settle(&first, "pay").await);
        pages.push(it.settle(&second, "pay").await);
        let signed_in = first.0.clone();
        let id = it.sandbox.subscriptions().last().unwrap().id;
        let path = format!("/subscriptions/{id}");
        let login = lang("/login");
        pages.push(sign_in(&it, &login, KIM, "wrong").await);
        let changed = format!("{signed_in}; plan_changed=1");
        for (path, cookie) in [
            ("/", signed_in.as_str()),
            ("/login", ""),
            (path.as_str(), changed.as_str()),
            (&format!("{path}?change={ITEM}"), signed_in.as_str()),
            ("/subscriptions/none", signed_in.as_str()),
            ("/embed/none", ""),
            ("/embed/pro-plan", ""),
            ("/verify/none", ""),
            ("/checkout/none", ""),
            ("/checkout/opening", ""),
        ] {
            pages.push(it.portal_get_as(cookie, &lang(path)).await);
        }
        for page in pages {
            assert!(
                page.text.contains(&format!("lang=\"{language}\"")),
                "{}",
                page.text
            );
            let texts = shown(&page.text);
            let found = texts
                .iter()
                .find(|piece| english.iter().any(|text| is(piece, text)));
            match language {
                "da" => assert_eq!(found, None, "{}", page.text),
                _ => seen_in_english += usize::from(found.is_some()),
            }
        }
    }
    // Each of the pages has such a text, so that the other language is looked at in earnest.
    assert_eq!(seen_in_english, 18);
}
