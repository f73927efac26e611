//! What a buyer meets in a checkout besides its end: errors at fields, failures, an hour that has
//! passed, and a page whose script comes late.

use serde_json::{Value, json};

use crate::access::nothing_serious;
use crate::flows::{CUSTOMER, FRAME, PARTNER_TEAM, TEAM, customer, details, sign_up, test_id};
use crate::harness::{Case, Outcome, Tab, fail, flow};
use crate::surfaces::{cards, heard, open};

const SCALE: &str = "550e8400-e29b-41d4-a716-446655440212";

pub(crate) fn cases() -> Vec<Case> {
    vec![
        flow!("entries_survive_back", entries),
        flow!("the_order_is_summed_up", summary),
        flow!("what_is_wrong_is_said_at_its_field", fields),
        flow!("what_failed_is_told_apart_and_tried_again", failures),
        flow!("a_plan_that_can_not_be_loaded_is_tried_again", load_failure),
        flow!(
            "an_expired_checkout_goes_on_with_what_was_typed",
            expired_anonymous
        ),
        flow!(
            "an_expired_checkout_is_confirmed_for_the_same_customer_only",
            expired_bound
        ),
        flow!("who_has_the_plan_is_told_before_they_confirm", held),
        flow!("a_sign_up_says_what_is_wrong", sign_up_failures),
        flow!("the_mail_is_named_and_sent_again", send_again),
        flow!("a_handoff_that_fails_says_so_and_runs_once", handoff),
        flow!(
            "a_frame_that_loaded_before_the_embed_is_heard",
            embed_comes_late
        ),
        flow!(
            "a_gated_frame_that_got_no_token_asks_again_when_it_is_greeted",
            gated_is_greeted
        ),
        flow!(
            "in_danish_no_step_shows_an_english_text_of_the_table",
            danish
        ),
    ]
}

/// The details of the first tier, in the window itself.
async fn begin(tab: &Tab<'_>, query: &str) -> Outcome {
    cards(tab, query).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    details(tab, false).await
}

async fn has_value(tab: &Tab<'_>, name: &str, value: &str) -> Outcome {
    tab.wait_for_page(&format!(
        "document.querySelector('input[name={name}]').value === '{value}'"
    ))
    .await
}

async fn entries(tab: &Tab<'_>) -> Outcome {
    begin(tab, "target=inline").await?;
    tab.fill("input[name=name]", "Frem ApS").await?;
    tab.fill("input[name=email]", "frem@buyer.example").await?;
    tab.click(&test_id("back")).await?;
    tab.click(&test_id(&format!("buy-{SCALE}"))).await?;
    details(tab, false).await?;
    has_value(tab, "name", "Frem ApS").await?;
    has_value(tab, "email", "frem@buyer.example").await?;
    // In this document only.
    let kept = tab
        .js("return JSON.stringify([localStorage.length, sessionStorage.length])")
        .await?;
    if kept != "[0,0]" {
        return fail(format!("storage holds {kept}"));
    }
    begin(tab, "target=inline").await?;
    has_value(tab, "name", "").await
}

/// What is bought stands above the button, in the buyer's language, and follows the start date.
async fn summary(tab: &Tab<'_>) -> Outcome {
    let names = [
        ("en", ["Plan", "Price", "Billing", "VAT", "Start date"]),
        ("da", ["Plan", "Pris", "Betaling", "Moms", "Startdato"]),
    ];
    let values = [
        ["Team", "€49 per month", "Every month", "Not included"],
        [
            "Team",
            "49\u{a0}€ pr. måned",
            "Hver måned",
            "Ikke inkluderet",
        ],
    ];
    for ((language, names), [plan, price, billing, vat]) in names.into_iter().zip(values) {
        begin(tab, &format!("target=inline&lang={language}")).await?;
        let locale = if language == "en" { "en-GB" } else { "da" };
        for limit in ["min", "max"] {
            let date = format!("return document.querySelector('input[name=startDate]').{limit}");
            let date = tab.js(&date).await?;
            set(tab, "startDate", date.as_str().unwrap_or_default()).await?;
            let day = tab
                .js(&format!(
                    "return new Intl.DateTimeFormat('{locale}', {{ dateStyle: 'long' }}).format(new Date({date} + 'T12:00'))"
                ))
                .await?;
            let day = day.as_str().unwrap_or_default();
            let rows = names.into_iter().zip([plan, price, billing, vat, day]);
            let wanted: Vec<_> = rows.flat_map(|(name, value)| [name, value]).collect();
            let shown = tab
                .js("return [...document.querySelectorAll('.order dt, .order dd')].map((it) => it.textContent)")
                .await?;
            if shown != json!(wanted) {
                return fail(format!("{shown} is not {wanted:?}"));
            }
        }
    }
    Ok(())
}

/// Waits for the text at a field, and for none at the others.
async fn is_wrong(tab: &Tab<'_>, name: &str, text: &str) -> Outcome {
    tab.wait_for_page(&format!(
        "document.getElementById('{name}-wrong').textContent === `{text}`
         && document.activeElement.name === '{name}'
         && document.activeElement.getAttribute('aria-describedby') === '{name}-wrong'
         && [...document.querySelectorAll('.wrong')].filter((it) => it.textContent !== '').length === 1"
    ))
    .await
}

/// Puts a value in the place of a field's own: drivers differ in where they type, and browsers in
/// what keys a date takes.
async fn set(tab: &Tab<'_>, name: &str, value: &str) -> Outcome {
    tab.js(&format!(
        "const it = document.querySelector('input[name={name}]');
         it.value = '{value}';
         it.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    ))
    .await?;
    Ok(())
}

async fn fields(tab: &Tab<'_>) -> Outcome {
    let before = tab.world.sandbox.mail().len();
    begin(tab, "target=inline").await?;
    tab.click(&test_id("confirm")).await?;
    is_wrong(tab, "email", "Enter your e-mail address.").await?;
    tab.fill("input[name=email]", "frem").await?;
    tab.click(&test_id("confirm")).await?;
    let wrong = "Enter an e-mail address such as kim@company.com.";
    is_wrong(tab, "email", wrong).await?;
    nothing_serious(tab).await?;
    set(tab, "email", "frem@buyer.example").await?;
    let range = "return (() => {
       const it = document.querySelector('input[name=startDate]');
       const day = (date) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(`${date}T12:00`));
       return `Choose a date from ${day(it.min)} to ${day(it.max)}.`;
     })()";
    let range = tab.js(range).await?;
    for date in ["1999-01-01", "2199-01-01", ""] {
        set(tab, "startDate", date).await?;
        tab.click(&test_id("confirm")).await?;
        is_wrong(tab, "startDate", range.as_str().unwrap_or_default()).await?;
    }
    if tab.world.sandbox.mail().len() != before {
        return fail("a mail was sent");
    }
    Ok(())
}

/// Has the frame's requests fail in this way, which is JavaScript; `null` lets them pass again.
async fn fail_with(tab: &Tab<'_>, answer: &str) -> Outcome {
    tab.js(&format!(
        "window.ownFetch ??= window.fetch;
         const answer = {answer};
         window.fetch = answer ?? window.ownFetch;"
    ))
    .await?;
    Ok(())
}

const OFFLINE: &str = "async () => { throw new TypeError('offline'); }";
const BAD_GATEWAY: &str = "async () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } })";
const GONE: &str =
    "async () => Response.json({ code: 'PORTAL_PLAN_GONE', message: '' }, { status: 410 })";
const FORBIDDEN: &str =
    "async () => Response.json({ code: 'SOME_REFUSAL', message: '' }, { status: 403 })";

async fn failures(tab: &Tab<'_>) -> Outcome {
    for (answer, reason, text, can_retry) in [
        (OFFLINE, "offline", "reach the server", true),
        (
            BAD_GATEWAY,
            "serverFailed",
            "nothing is ordered twice",
            true,
        ),
        (GONE, "planGone", "no longer available", false),
        (FORBIDDEN, "notAllowed", "with your account", false),
    ] {
        // When the checkout starts,
        cards(tab, "target=inline").await?;
        fail_with(tab, answer).await?;
        tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
        let notice = format!("[data-testid=checkout-failed][data-reason={reason}]");
        tab.find(&notice).await?;
        tab.wait_for_page(&format!(
            "document.querySelector('{notice}').textContent.includes('{text}')
             && (document.querySelector('[data-testid=retry]') !== null) === {can_retry}"
        ))
        .await?;
        if !can_retry {
            continue;
        }
        fail_with(tab, "null").await?;
        tab.click(&test_id("retry")).await?;
        details(tab, false).await?;
        // and when it is confirmed.
        tab.fill("input[name=email]", "igen@buyer.example").await?;
        fail_with(tab, answer).await?;
        tab.click(&test_id("confirm")).await?;
        tab.wait_for_page(&format!(
            "document.querySelector('[data-testid=failure]').textContent.includes('{text}')"
        ))
        .await?;
        has_value(tab, "email", "igen@buyer.example").await?;
        fail_with(tab, "null").await?;
        tab.click(&test_id("confirm")).await?;
        tab.find(&test_id("confirmation")).await?;
    }
    Ok(())
}

/// The partner's page hears of the plan once it is there.
async fn load_failure(tab: &Tab<'_>) -> Outcome {
    open(tab, "/gated.html").await?;
    // The plan is fetched only when its token has come.
    tab.js("let give;
         const token = new Promise((resolve) => { give = resolve; });
         window.LedgerBee.embed = { fetchCatalogToken: () => token };
         window.give = async () => {
           const answer = await fetch('/your-backend/catalog-token', { method: 'POST' });
           give((await answer.json()).catalogToken);
         };
         document.querySelector('iframe').src += '&again=1';")
        .await?;
    tab.enter(FRAME).await?;
    tab.wait_for_page(
        "document.querySelector('#app') !== null && location.search.includes('again=1')",
    )
    .await?;
    fail_with(tab, BAD_GATEWAY).await?;
    tab.leave().await?;
    tab.js("give()").await?;
    tab.enter(FRAME).await?;
    tab.find("[data-testid=load-failed][data-reason=serverFailed]")
        .await?;
    fail_with(tab, "null").await?;
    tab.click(&test_id("retry")).await?;
    tab.find(&test_id("cards")).await?;
    Ok(())
}

const AN_HOUR: u32 = 61 * 60;

async fn expired_anonymous(tab: &Tab<'_>) -> Outcome {
    begin(tab, "target=inline").await?;
    tab.fill("input[name=name]", "Sen ApS").await?;
    tab.fill("input[name=email]", "sen@buyer.example").await?;
    tab.let_pass(AN_HOUR).await?;
    tab.click(&test_id("confirm")).await?;
    tab.find("[data-testid=confirmation][data-status=PENDING_VERIFICATION]")
        .await?;
    match tab.world.sandbox.mail().last() {
        Some(mail) if mail.to == "sen@buyer.example" => Ok(()),
        other => fail(format!("the last mail is {other:?}")),
    }
}

/// An hour later the page names the same customer, or nobody.
async fn expired_bound(tab: &Tab<'_>) -> Outcome {
    for is_same in [true, false] {
        let before = tab.world.sandbox.subscriptions().len();
        open(tab, "/bound.html").await?;
        tab.enter(FRAME).await?;
        tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
        details(tab, true).await?;
        customer(tab, CUSTOMER).await?;
        tab.leave().await?;
        if !is_same {
            tab.js("window.LedgerBee.embed = { fetchBindToken: async () => null }")
                .await?;
        }
        tab.let_pass(AN_HOUR).await?;
        tab.enter(FRAME).await?;
        tab.click(&test_id("confirm")).await?;
        if is_same {
            tab.leave().await?;
            tab.wait_for_page("document.querySelector('#thanks')?.dataset.status === 'CONFIRMED'")
                .await?;
        } else {
            // Nothing is ordered for somebody who was not shown.
            details(tab, false).await?;
            // Who was at the end of the form is led to what is said above it.
            tab.wait_for_page(
                "document.activeElement.innerText.includes('Your checkout had expired')",
            )
            .await?;
        }
        let made = tab.world.sandbox.subscriptions().len();
        if made != before + usize::from(is_same) {
            return fail(format!("{before} subscriptions before, {made} after"));
        }
    }
    Ok(())
}

/// The plan that the window's own buyer takes twice.
async fn held(tab: &Tab<'_>) -> Outcome {
    let partner = tab.world.sandbox.partner();
    tab.visit(&format!("{partner}/signup")).await?;
    sign_up(tab, "Dobbelt ApS", "dobbelt@buyer.example").await?;
    tab.wait_for_page("location.pathname === '/'").await?;
    for (is_held, label) in [(false, "Confirm subscription"), (true, "Subscribe again")] {
        let before = tab.world.sandbox.subscriptions().len();
        open(tab, "/bound.html").await?;
        tab.enter(FRAME).await?;
        tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
        details(tab, true).await?;
        tab.wait_for_page(&format!(
            "(document.querySelector('[data-testid=already-held]') !== null) === {is_held}
             && document.querySelector('[data-testid=confirm]').textContent === '{label}'"
        ))
        .await?;
        nothing_serious(tab).await?;
        tab.click(&test_id("confirm")).await?;
        tab.leave().await?;
        tab.wait_for_page("document.querySelector('#thanks')?.dataset.status === 'CONFIRMED'")
            .await?;
        let made = tab.world.sandbox.subscriptions().len();
        if made != before + 1 {
            return fail(format!("{before} subscriptions before, {made} after"));
        }
    }
    Ok(())
}

/// The partner's own form: a field that is refused, then no connection, then a server that fails.
async fn sign_up_failures(tab: &Tab<'_>) -> Outcome {
    let partner = tab.world.sandbox.partner();
    tab.visit(&format!("{partner}/signup")).await?;
    sign_up(tab, "Galt ApS", "galt@buyer").await?;
    tab.wait_for_page(
        "document.querySelector('input[name=email]').validationMessage === 'Enter an e-mail address such as kim@company.com.'
         && document.querySelector('input[name=company]').validationMessage === ''",
    )
    .await?;
    set(tab, "email", "galt@buyer.example").await?;
    for (answer, text) in [
        (OFFLINE, "reach the server"),
        (BAD_GATEWAY, "create your account"),
    ] {
        fail_with(tab, answer).await?;
        tab.js("document.getElementById('signup').requestSubmit()")
            .await?;
        tab.wait_for_page(&format!(
            "document.getElementById('signup-failure').textContent.includes('{text}')"
        ))
        .await?;
    }
    fail_with(tab, "null").await?;
    tab.js("document.getElementById('signup').requestSubmit()")
        .await?;
    tab.wait_for_page("location.pathname === '/'").await
}

async fn send_again(tab: &Tab<'_>) -> Outcome {
    let address = "brev@buyer.example";
    open(tab, "/anonymous.html").await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    details(tab, false).await?;
    tab.fill("input[name=email]", address).await?;
    tab.click(&test_id("confirm")).await?;
    let named = format!(
        "document.querySelector('[data-testid=confirmation]')?.innerText.includes('{address}')"
    );
    tab.wait_for_page(&named).await?;
    tab.click(&test_id("send-again")).await?;
    tab.wait_for_page("document.querySelector('.again p').textContent.includes('again')")
        .await?;
    let sent = tab.world.sandbox.mail();
    let count = sent.iter().filter(|it| it.to == address).count();
    if count != 2 {
        return fail(format!("{count} mails"));
    }
    tab.leave().await?;
    tab.click("#thanks a").await?;
    tab.enter_window_besides().await?;
    tab.wait_for_page(&format!(
        "document.querySelector('[data-testid=mail]')?.innerText.includes('{address}')"
    ))
    .await
}

async fn handoff(tab: &Tab<'_>) -> Outcome {
    let partner = tab.world.sandbox.partner();
    tab.visit(&format!("{partner}/signup")).await?;
    sign_up(tab, "Videre ApS", "videre@buyer.example").await?;
    tab.wait_for_page("location.pathname === '/'").await?;
    open(tab, "/gated.html").await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{PARTNER_TEAM}"))).await?;
    details(tab, true).await?;
    tab.click(&test_id("confirm")).await?;
    tab.leave().await?;
    tab.wait_for_page("document.querySelector('#thanks')?.dataset.status === 'CONFIRMED'")
        .await?;
    open(tab, "/gated.html").await?;
    tab.enter(FRAME).await?;
    let button = test_id(&format!("open-{PARTNER_TEAM}"));
    tab.find(&button).await?;
    fail_with(tab, BAD_GATEWAY).await?;
    tab.click(&button).await?;
    tab.find("[data-testid=handoff-failed][data-reason=serverFailed]")
        .await?;
    nothing_serious(tab).await?;
    // Two clicks are one handoff, whose end waits for the test.
    fail_with(
        tab,
        "async (...request) => {
           window.handoffs = (window.handoffs ?? 0) + 1;
           await new Promise((resolve) => { window.goOn = resolve; });
           return Response.json({ code: 'NOTHING_TO_OPEN', message: '' }, { status: 403 });
         }",
    )
    .await?;
    tab.js(&format!(
        "for (const it of document.querySelectorAll('[data-action]')) it.click();
         document.querySelector('{button}').click();"
    ))
    .await?;
    tab.wait_for_page("document.querySelectorAll('[aria-busy]').length === 1")
        .await?;
    if tab.js("return window.handoffs").await? != 1 {
        return fail("more than one handoff");
    }
    tab.js("window.goOn()").await?;
    tab.find("[data-testid=handoff-failed][data-reason=notAllowed]")
        .await?;
    tab.wait_for_page("document.querySelector('[aria-busy]') === null")
        .await
}

/// The script of a page comes when its frame has said everything.
async fn embed_comes_late(tab: &Tab<'_>) -> Outcome {
    let portal = tab.world.sandbox.portal().to_owned();
    tab.visit(&format!("{}/index.html", tab.world.sandbox.partner()))
        .await?;
    tab.js(&format!(
        "document.querySelector('main').innerHTML = '<ol id=events></ol><iframe data-ledgerbee-pricing \
           src=\"{portal}/embed/pro-plan?target=callback\"></iframe>';
         window.said = [];
         window.addEventListener('message', ({{ data }}) => window.said.push(data.type));"
    ))
    .await?;
    tab.wait_for_page("window.said.includes('pageLoaded')")
        .await?;
    // The buyer is ahead of the page.
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    tab.leave().await?;
    tab.wait_for_page("window.said.includes('checkoutInitiated')")
        .await?;
    tab.js(&format!(
        "const tag = document.createElement('script');
         tag.src = '{portal}/embed.js';
         document.head.append(tag);"
    ))
    .await?;
    tab.wait_for_page(&heard(1)).await?;
    tab.wait_for_page("parseFloat(document.querySelector('iframe').style.height) > 100")
        .await?;
    tab.wait_for_page("LedgerBee.bridge.status(document.querySelector('iframe')) === 'ready'")
        .await?;
    // What a buyer did is no state: it is not said twice.
    let initiated =
        "return document.querySelectorAll('#events li[data-event=checkoutInitiated]').length";
    if tab.js(initiated).await? != 0 {
        return fail("a click was told again");
    }
    // A page that is not around the frame gets no answer out of it.
    let count = "return window.said.filter((it) => it === 'pageLoaded').length";
    let said = tab.js(count).await?;
    tab.enter(FRAME).await?;
    tab.js("window.postMessage({ type: 'ledgerbee:embed:hello', version: '0' }, '*');
            window.postMessage('over', '*');
            window.addEventListener('message', ({ data }) => { if (data === 'over') window.isOver = true; });")
        .await?;
    tab.wait_for_page("window.isOver").await?;
    tab.leave().await?;
    if tab.js(count).await? != said {
        return fail("the frame answers anybody");
    }
    Ok(())
}

/// A frame has given up; then the page starts an embed that has a token for it.
async fn gated_is_greeted(tab: &Tab<'_>) -> Outcome {
    let portal = tab.world.sandbox.portal().to_owned();
    open(tab, "/gated.html").await?;
    // Until it shows its plan, the first document of the frame may still ask.
    tab.enter(FRAME).await?;
    tab.find(&test_id("cards")).await?;
    tab.leave().await?;
    tab.js("window.asked = 0;
         window.own = window.LedgerBee.embed.fetchCatalogToken;
         window.LedgerBee.embed = { fetchCatalogToken: async () => { window.asked += 1; return null; } };
         document.querySelector('iframe').src += '&again=1';")
        .await?;
    tab.wait_for_page("window.asked === 1").await?;
    tab.enter(FRAME).await?;
    tab.find(&test_id("not-available")).await?;
    // Only the page around the frame can greet it.
    tab.js("window.postMessage({ type: 'ledgerbee:embed:hello', version: '0' }, '*');
            window.postMessage('over', '*');
            window.addEventListener('message', ({ data }) => { if (data === 'over') window.isOver = true; });")
        .await?;
    tab.wait_for_page("window.isOver").await?;
    tab.find(&test_id("not-available")).await?;
    tab.leave().await?;
    if tab.js("return window.asked").await? != 1 {
        return fail("the frame has asked without a greeting");
    }
    tab.js(&format!(
        "window.LedgerBee.bridge.stop();
         window.LedgerBee.embed = {{ fetchCatalogToken: () => {{ window.asked += 1; return window.own(); }} }};
         const tag = document.createElement('script');
         tag.src = '{portal}/embed.js';
         document.head.append(tag);"
    ))
    .await?;
    tab.wait_for_page("window.asked === 2").await?;
    tab.enter(FRAME).await?;
    tab.find(&test_id("cards")).await?;
    Ok(())
}

/// What stands in the frame, text by text.
const SHOWN: &str = "return (() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (parentElement.closest('script') === null && textContent.trim() !== '') texts.push(textContent.trim());
    }
    return texts;
  })()";

/// The texts that stand in the frame and in the table in English, but not in Danish.
async fn english(tab: &Tab<'_>) -> Outcome<Vec<String>> {
    let table = |language: &str| {
        let script = format!(
            "const page = await fetch('/embed/pro-plan?lang={language}').then((it) => it.text());
             const parsed = new DOMParser().parseFromString(page, 'text/html');
             window.table_{language} = JSON.parse(parsed.getElementById('texts').textContent);"
        );
        format!("(async () => {{ {script} }})()")
    };
    for language in ["en", "da"] {
        tab.js(&table(language)).await?;
        tab.wait_for_page(&format!("window.table_{language} !== undefined"))
            .await?;
    }
    let shown = tab.js(SHOWN).await?;
    let tables = tab.js("return [window.table_en, window.table_da]").await?;
    let [en, da] = [0, 1].map(|it| tables[it].as_object().cloned().unwrap_or_default());
    if en.len() < 60 {
        return fail("there is no table");
    }
    let is_english = |text: &&Value| {
        let mut differing = en.iter().filter(|(key, it)| da.get(*key) != Some(*it));
        differing.any(|(_, it)| matches(text.as_str(), it.as_str()))
    };
    let shown = shown.as_array().cloned().unwrap_or_default();
    let found = shown.iter().filter(is_english).map(|it| it.to_string());
    Ok(found.collect())
}

/// Whether a text is one of the table, whatever stands in the place of its placeholders.
fn matches(shown: Option<&str>, text: Option<&str>) -> bool {
    let (shown, text) = (shown.unwrap_or_default(), text.unwrap_or_default());
    let Some((before, rest)) = text.split_once('{') else {
        return shown == text;
    };
    let after = rest.rsplit_once('}').map_or("", |(_, after)| after);
    shown.starts_with(before) && shown.ends_with(after) && !(before.is_empty() && after.is_empty())
}

async fn danish(tab: &Tab<'_>) -> Outcome {
    for (language, is_danish) in [("en", false), ("da", true)] {
        let check = async |step: &str| {
            let found = english(tab).await?;
            if found.is_empty() == is_danish {
                return Ok(());
            }
            fail(format!("{step} in {language} shows {found:?}"))
        };
        begin(tab, &format!("target=inline&lang={language}")).await?;
        check("the details").await?;
        tab.fill("input[name=email]", "dansk").await?;
        set(tab, "startDate", "1999-01-01").await?;
        tab.click(&test_id("confirm")).await?;
        tab.wait_for_page("document.getElementById('startDate-wrong').textContent !== ''")
            .await?;
        check("the errors").await?;
        set(tab, "email", "dansk@buyer.example").await?;
        let first = tab
            .js("return document.querySelector('input[name=startDate]').min")
            .await?;
        set(tab, "startDate", first.as_str().unwrap_or_default()).await?;
        for answer in [OFFLINE, BAD_GATEWAY] {
            fail_with(tab, answer).await?;
            tab.click(&test_id("confirm")).await?;
            tab.wait_for_page(
                "document.querySelector('[data-testid=failure]').textContent !== ''
                 && !document.querySelector('[data-testid=confirm]').ariaDisabled",
            )
            .await?;
            fail_with(tab, "null").await?;
            check("a failure").await?;
        }
        tab.click(&test_id("confirm")).await?;
        tab.find(&test_id("confirmation")).await?;
        tab.click(&test_id("send-again")).await?;
        tab.wait_for_page("document.querySelector('.again p').textContent !== ''")
            .await?;
        check("the confirmation").await?;
        cards(tab, &format!("target=inline&lang={language}")).await?;
        check("the cards").await?;
    }
    Ok(())
}
