//! The portal for who comes by themselves: signing in and out, what they have,
//! and the ways on from a mailed link.
#![allow(clippy::unwrap_used)]

mod support;

use reqwest::{Method, RequestBuilder};
use serde_json::json;
use support::{Answer, ITEM, Running, SESSION, send};

const KIM: &str = "kim@buyer.example";

/// Checks out anonymously, in `language`, and gives the link that was mailed.
async fn link(it: &Running, language: &str) -> String {
    let order = json!({ "vanity": "pro-plan", "planItemId": ITEM, "language": language });
    let id = it.checkout(order).await.get("sessionId");
    let confirm = it.portal_post(&format!("{SESSION}/{id}/confirm"));
    send(confirm.json(&json!({ "email": KIM }))).await;
    it.sandbox.mail().last().unwrap().link.clone()
}

async fn follow(it: &Running, link: &str) -> Answer {
    send(it.request(Method::GET, link.to_owned())).await
}

fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie");
    set.split_once(';').unwrap_or_default().0.to_owned()
}

fn form(request: RequestBuilder, body: &str) -> RequestBuilder {
    let kind = "application/x-www-form-urlencoded";
    request.header("content-type", kind).body(body.to_owned())
}

async fn sign_in(it: &Running, path: &str, email: &str, password: &str) -> Answer {
    let body = format!("email={}&password={password}", email.replace('@', "%40"));
    send(form(it.portal_post(path), &body)).await
}

async fn get(it: &Running, path: &str, cookie: &str) -> Answer {
    let url = format!("{}{path}", it.sandbox.portal());
    send(it.request(Method::GET, url).header("cookie", cookie)).await
}

#[tokio::test]
async fn the_verified_page_leads_to_the_subscription_and_the_shop() {
    let it = Running::start().await;
    let page = follow(&it, &link(&it, "en").await).await;
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
    let subscription = get(&it, &path, &cookie(&page)).await;
    assert_eq!(subscription.status, 200);
    assert!(subscription.text.contains(KIM));
}

#[tokio::test]
async fn who_has_the_plan_already_gets_another_only_if_they_say_so() {
    let it = Running::start().await;
    let [first, second] = [link(&it, "en").await, link(&it, "en").await];
    follow(&it, &first).await;
    let held = follow(&it, &second).await;
    assert!(held.text.contains("data-testid=\"already-held\""));
    let id = it.sandbox.subscriptions().last().unwrap().id;
    assert!(held.text.contains(&format!("/subscriptions/{id}")));
    assert_eq!(it.sandbox.subscriptions().len(), 1);

    let path = second.strip_prefix(it.sandbox.portal()).unwrap();
    let foreign = it.portal_post(path).header("origin", it.sandbox.partner());
    assert_eq!(send(foreign).await.get("code"), "CROSS_ORIGIN");
    assert_eq!(it.sandbox.subscriptions().len(), 1);
    for _ in 0..2 {
        let again = send(it.portal_post(path)).await;
        assert!(again.text.contains("data-testid=\"subscribed\""));
        assert_eq!(it.sandbox.subscriptions().len(), 2);
    }
}

#[tokio::test]
async fn the_portal_shows_what_who_is_signed_in_has() {
    let it = Running::start().await;
    let away = it.portal_get("/").await;
    assert_eq!((away.status, away.header("location")), (303, "/login"));
    let verified = follow(&it, &link(&it, "en").await).await;
    // Of others, nothing.
    it.subscribe(&it.day(0)).await;
    let home = get(&it, "/", &cookie(&verified)).await;
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
    follow(&it, &link(&it, "en").await).await;
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
        assert_eq!(get(&it, &wanted, &cookie(&entered)).await.status, 200);
    }
    let foreign = it
        .portal_post("/login")
        .header("origin", it.sandbox.partner());
    let body = "email=kim%40buyer.example&password=sandbox";
    assert_eq!(send(form(foreign, body)).await.get("code"), "CROSS_ORIGIN");

    let signed_in = cookie(&sign_in(&it, "/login", KIM, "sandbox").await);
    let out = it.portal_post("/signout").header("cookie", &signed_in);
    let out = send(out).await;
    assert_eq!((out.status, out.header("location")), (303, "/login"));
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    // The session itself is over, not only the cookie.
    assert_eq!(get(&it, "/", &signed_in).await.status, 303);
}

#[tokio::test]
async fn a_change_of_plan_shows_prices_and_is_told_once() {
    let it = Running::start().await;
    let verified = follow(&it, &link(&it, "en").await).await;
    let signed_in = cookie(&verified);
    let id = it.sandbox.subscriptions().last().unwrap().id;
    let path = format!("/subscriptions/{id}");
    let dialog = get(&it, &format!("{path}?change={ITEM}"), &signed_in)
        .await
        .text;
    for price in [
        "EUR 49 per month",
        "EUR 149 per month",
        "takes effect at once",
    ] {
        assert!(dialog.contains(price), "{price}: {dialog}");
    }
    let scale = "planItemId=550e8400-e29b-41d4-a716-446655440212";
    let change = it.portal_post(&format!("{path}/change"));
    let changed = send(form(change, scale).header("cookie", &signed_in)).await;
    let both = format!("{signed_in}; {}", cookie(&changed));
    let told = get(&it, &path, &both).await;
    assert!(told.text.contains("Your plan is changed to Scale."));
    assert!(told.header("set-cookie").contains("Max-Age=0"));
    let later = get(&it, &path, &signed_in).await.text;
    assert!(later.contains(">Scale<") && !later.contains("Your plan is changed"));
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

/// Whether `piece` is `text` with something in the place of its placeholder.
fn is(piece: &str, text: &str) -> bool {
    match text.split_once('{') {
        None => piece == text,
        Some((before, rest)) => {
            let after = rest.split_once('}').unwrap().1;
            !after.contains('{') && piece.starts_with(before) && piece.ends_with(after)
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
        let [first, second] = [link(&it, language).await, link(&it, language).await];
        assert_eq!(first.contains("lang=da"), language == "da");
        let mut pages = vec![follow(&it, &first).await, follow(&it, &second).await];
        let signed_in = cookie(pages.first().unwrap());
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
            pages.push(get(&it, &lang(path), cookie).await);
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
    assert_eq!(seen_in_english, 13);
}
