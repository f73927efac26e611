//! The partner's pages and the sandbox's portal, from the first card to the confirmation.

use serde_json::Value;

use crate::harness::{Case, Outcome, Tab, driven, fail};

pub(crate) const TEAM: &str = "550e8400-e29b-41d4-a716-446655440211";
pub(crate) const ENTERPRISE: &str = "550e8400-e29b-41d4-a716-446655440213";
pub(crate) const PARTNER_TEAM: &str = "550e8400-e29b-41d4-a716-446655440221";
const PARTNER_SCALE: &str = "550e8400-e29b-41d4-a716-446655440222";
pub(crate) const CUSTOMER: &str = "Nordwind Logistics ApS";
pub(crate) const FRAME: &str = "iframe[data-ledgerbee-pricing]";

/// Where a flow's pages come from.
#[derive(Clone, Copy)]
pub(crate) enum Site {
    /// The sandbox's partner, whose pages name the portals on this machine.
    Sandbox,
    /// The files as they are, with the portals' real names, over TLS.
    AsWritten,
}

impl Site {
    fn url(self, tab: &Tab<'_>, path: &str) -> String {
        let origin = match self {
            Self::Sandbox => tab.world.sandbox.partner(),
            Self::AsWritten => &tab.world.lab.origins.page,
        };
        format!("{origin}{path}")
    }

    fn portal(self, tab: &Tab<'_>) -> String {
        match self {
            Self::Sandbox => tab.world.sandbox.portal().to_owned(),
            Self::AsWritten => "https://acme.portal.ledgerbee.com".to_owned(),
        }
    }
}

macro_rules! flow {
    ($name:literal, $flow:ident, $site:expr) => {
        driven($name, |tab| Box::pin($flow(tab, $site)))
    };
}

pub(crate) fn cases() -> Vec<Case> {
    use Site::{AsWritten, Sandbox};
    vec![
        flow!("anonymous", anonymous, Sandbox),
        flow!("bound", bound, Sandbox),
        flow!("gated", gated, Sandbox),
        flow!(
            "gated_without_its_provider",
            gated_without_its_provider,
            Sandbox
        ),
        flow!(
            "a_returning_buyer_is_taken_to_the_portal",
            returning,
            Sandbox
        ),
        flow!("funnel", funnel, Sandbox),
        flow!("custom_cta", custom_cta, Sandbox),
        flow!("anonymous_as_written", anonymous, AsWritten),
        flow!("bound_as_written", bound, AsWritten),
        flow!("gated_as_written", gated, AsWritten),
        flow!("funnel_as_written", funnel, AsWritten),
        flow!("custom_cta_as_written", custom_cta, AsWritten),
        flow!(
            "a_plan_that_is_taken_down_is_not_available",
            taken_down,
            Sandbox
        ),
        driven("a_partner_who_is_not_allowed_sees_nothing", |tab| {
            Box::pin(not_allowed(tab))
        }),
    ]
}

async fn anonymous(tab: &Tab<'_>, site: Site) -> Outcome {
    open(tab, site, "/anonymous.html").await?;
    heard(tab, "pageLoaded", &[]).await?;
    let height = "parseFloat(document.querySelector('iframe').style.height) > 100";
    tab.wait_for_page(height).await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    details(tab, false).await?;
    tab.wait_for_page("document.querySelector('input[name=name]').value === ''")
        .await?;
    tab.fill("input[name=email]", "jane@buyer.example").await?;
    tab.fill("input[name=name]", "Jane").await?;
    tab.click(&test_id("confirm")).await?;
    confirmed(tab, "PENDING_VERIFICATION").await?;
    let html = tab.js("return document.documentElement.outerHTML").await?;
    if html.as_str().unwrap_or_default().contains("jane@buyer") {
        return fail("the buyer's address has reached the page");
    }
    tab.check_console(&[]).await
}

async fn bound(tab: &Tab<'_>, site: Site) -> Outcome {
    buy_bound(tab, site).await?;
    tab.check_console(&[]).await
}

/// From the cards to the confirmation, as a customer the page knows.
pub(crate) async fn buy_bound(tab: &Tab<'_>, site: Site) -> Outcome {
    let before = tab.world.sandbox.subscriptions().len();
    open(tab, site, "/bound.html").await?;
    heard(tab, "pageLoaded", &[]).await?;
    asked(tab, "bind-token", 0).await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    details(tab, true).await?;
    customer(tab, CUSTOMER).await?;
    tab.click(&test_id("confirm")).await?;
    confirmed(tab, "CONFIRMED").await?;
    let made = tab.world.sandbox.subscriptions().len();
    if made != before + 1 {
        return fail(format!("{before} subscriptions before, {made} after"));
    }
    Ok(())
}

async fn gated(tab: &Tab<'_>, site: Site) -> Outcome {
    open(tab, site, "/gated.html").await?;
    tab.enter(FRAME).await?;
    tab.wait_for_page("document.body.innerText.includes('Design partner pricing')")
        .await?;
    tab.click(&test_id(&format!("buy-{PARTNER_TEAM}"))).await?;
    tab.leave().await?;
    asked(tab, "catalog-token", 1).await?;
    // What opens in a window of its own is the portal's; in the page nothing is lost by it.
    heard(tab, "checkoutInitiated", &["planItemId", PARTNER_TEAM]).await?;
    tab.check_console(&[]).await
}

async fn gated_without_its_provider(tab: &Tab<'_>, site: Site) -> Outcome {
    // The page's own provider gives no token: its backend refuses.
    open(tab, site, "/index.html").await?;
    let portal = site.portal(tab);
    tab.js(&format!(
        "document.querySelector('main').innerHTML = '<ol id=events></ol><iframe data-ledgerbee-pricing \
           src=\"{portal}/embed/by-id/550e8400-e29b-41d4-a716-446655440100\"></iframe>';
         window.LedgerBee = {{ embed: {{ fetchCatalogToken: async () => null }} }};
         const tag = document.createElement('script');
         tag.src = '{portal}/embed.js';
         document.head.append(tag);"
    ))
    .await?;
    tab.enter(FRAME).await?;
    tab.find(&test_id("not-available")).await?;
    tab.check_console(&[]).await
}

/// A buyer of their own: what they buy changes the cards of nobody else.
async fn returning(tab: &Tab<'_>, site: Site) -> Outcome {
    open(tab, site, "/signup").await?;
    sign_up(tab, "Genkomst ApS", "kontakt@genkomst.example").await?;
    tab.wait_for_page("location.pathname === '/'").await?;
    open(tab, site, "/gated.html").await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{PARTNER_TEAM}"))).await?;
    details(tab, true).await?;
    tab.click(&test_id("confirm")).await?;
    tab.leave().await?;
    heard(tab, "checkoutConfirmed", &["CONFIRMED", PARTNER_TEAM]).await?;

    open(tab, site, "/gated.html").await?;
    tab.enter(FRAME).await?;
    let up = format!("open-{PARTNER_SCALE}");
    let label = tab.find(&test_id(&up)).await?.text().await?;
    if label != "Upgrade to Partner Scale" {
        return fail(format!("the higher tier says {label}"));
    }
    tab.wait_for_page("document.body.innerText.includes('Current plan')")
        .await?;
    // A click by script is no gesture, and without one no frame may leave with the page.
    if !tab.browser.has_mouse {
        return Ok(());
    }
    tab.click(&test_id(&format!("open-{PARTNER_TEAM}"))).await?;
    tab.leave().await?;
    tab.wait_for_page("document.querySelector('[data-testid=subscription]') !== null")
        .await?;
    tab.wait_for_page("location.pathname.startsWith('/subscriptions/') && location.search === ''")
        .await
}

pub(crate) async fn sign_up(tab: &Tab<'_>, company: &str, email: &str) -> Outcome {
    tab.fill("#signup input[name=company]", company).await?;
    tab.fill("#signup input[name=email]", email).await?;
    tab.click("#signup button").await
}

async fn funnel(tab: &Tab<'_>, site: Site) -> Outcome {
    open(tab, site, "/funnel.html").await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("buy-{TEAM}"))).await?;
    tab.leave().await?;
    tab.wait_for_page("location.pathname === '/signup'").await?;
    let resume = tab.js("return sessionStorage.getItem('lb.resume')").await?;
    let resume = resume.as_str().unwrap_or_default().to_owned();
    if !resume.contains(TEAM) || !resume.contains("pro-plan") {
        return fail(format!("the funnel kept {resume}"));
    }
    sign_up(tab, "Havblik ApS", "kontakt@havblik.example").await?;
    tab.wait_for_page("location.pathname === '/checkout.html'")
        .await?;
    tab.enter(FRAME).await?;
    details(tab, true).await?;
    customer(tab, "Havblik ApS").await?;
    tab.click(&test_id("confirm")).await?;
    confirmed(tab, "CONFIRMED").await?;
    tab.check_console(&[]).await
}

async fn custom_cta(tab: &Tab<'_>, site: Site) -> Outcome {
    open(tab, site, "/custom-cta.html").await?;
    tab.enter(FRAME).await?;
    tab.click(&test_id(&format!("cta-{ENTERPRISE}"))).await?;
    tab.leave().await?;
    tab.wait_for_page("document.getElementById('contact').open")
        .await?;
    tab.wait_for_page(&format!(
        "document.getElementById('contact-item').value === '{ENTERPRISE}'"
    ))
    .await?;
    let link = "https://www.acme.example/contact-sales";
    heard(tab, "customCtaClicked", &["ctaLink", link]).await?;
    tab.check_console(&[]).await
}

/// A frame that can't show what it should says nothing, which the page is told of.
async fn taken_down(tab: &Tab<'_>, site: Site) -> Outcome {
    let plan = "550e8400-e29b-41d4-a716-446655440101"
        .parse()
        .expect("an id");
    tab.world.sandbox.set_plan_published("acme", plan, false);
    let seen = async {
        open(tab, site, "/anonymous.html").await?;
        silent(tab).await
    }
    .await;
    tab.world.sandbox.set_plan_published("acme", plan, true);
    seen
}

/// `frame-ancestors` keeps a page out that no partner has registered.
async fn not_allowed(tab: &Tab<'_>) -> Outcome {
    let origins = &tab.world.lab.origins;
    tab.goto(&format!("{}/anonymous.html", origins.public))
        .await?;
    silent(tab).await?;
    tab.enter(FRAME).await?;
    let shown = tab
        .js("return document.querySelectorAll('[data-testid]').length")
        .await?;
    if shown != 0 {
        return fail("the portal shows its cards to anybody");
    }
    Ok(())
}

async fn silent(tab: &Tab<'_>) -> Outcome {
    // Only a `load` that is seen counts, and the page's own may come before the embed: once more.
    tab.wait_for_page("LedgerBee.bridge.frames().length === 1")
        .await?;
    tab.js(
        "const frame = document.querySelector('iframe'); frame.scrollIntoView(); frame.src += '';",
    )
    .await?;
    let line = tab.find("#events li[data-event]").await?;
    let text = line.prop("textContent").await?.unwrap_or_default();
    if !text.contains("frame-silent") {
        return fail(format!("the page heard {text}"));
    }
    Ok(())
}

async fn open(tab: &Tab<'_>, site: Site, path: &str) -> Outcome {
    tab.goto(&site.url(tab, path)).await?;
    tab.wait_for_page(&format!(
        "location.pathname === '{path}' && document.readyState === 'complete'"
    ))
    .await
}

pub(crate) fn test_id(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

pub(crate) async fn details(tab: &Tab<'_>, is_bound: bool) -> Outcome {
    tab.find(&format!(
        "form[data-testid=details-form][data-bound={is_bound}]"
    ))
    .await?;
    Ok(())
}

/// The customer's details stand there, and can't be changed.
pub(crate) async fn customer(tab: &Tab<'_>, name: &str) -> Outcome {
    tab.wait_for_page(&format!(
        "document.querySelector('input[name=name]').value === '{name}'
         && ['name', 'email', 'vatNumber', 'address'].every((it) => document.querySelector(`input[name=${{it}}]`).type === 'hidden')
         && !document.querySelector('input[name=startDate]').readOnly"
    ))
    .await
}

/// The page has thanked and shown the event. It removes the frame, unless a link is still to be
/// followed, which the frame can send again.
async fn confirmed(tab: &Tab<'_>, status: &str) -> Outcome {
    tab.leave().await?;
    tab.wait_for_page(&format!(
        "document.querySelector('#thanks:not([hidden])')?.dataset.status === '{status}'"
    ))
    .await?;
    let is_done = status == "CONFIRMED";
    tab.wait_for_page(&format!(
        "(document.querySelector('iframe[data-ledgerbee-pricing]') === null) === {is_done}"
    ))
    .await?;
    heard(
        tab,
        "checkoutConfirmed",
        &["status", status, "planItemId", TEAM],
    )
    .await
}

/// How often the page has asked its backend for a token so far.
pub(crate) async fn asked(tab: &Tab<'_>, kind: &str, count: usize) -> Outcome {
    let times = tab
        .js(&format!(
            "return performance.getEntriesByType('resource').filter(({{ name }}) => name.endsWith('/{kind}')).length"
        ))
        .await?;
    if times != count {
        return fail(format!("{times} requests for a {kind}, not {count}"));
    }
    Ok(())
}

/// The page has heard an event that names these values, and no diagnostic.
async fn heard(tab: &Tab<'_>, event: &str, values: &[&str]) -> Outcome {
    let line = format!("#events li[data-event={event}]");
    let text = tab
        .find(&line)
        .await?
        .prop("textContent")
        .await?
        .unwrap_or_default();
    if let Some(missing) = values.iter().find(|value| !text.contains(*value)) {
        return fail(format!("{text} does not say {missing}"));
    }
    let diagnostics = "return [...document.querySelectorAll('#events li[data-event=diagnostic]')].map((it) => it.textContent)";
    let diagnostics = tab.js(diagnostics).await?;
    let list = diagnostics.as_array().cloned().unwrap_or_default();
    // An anonymous buyer's page has no provider, and is told so in no other way; nor is one that
    // allows no WebAssembly.
    let is_normal = |it: &&Value| {
        let text = it.as_str().unwrap_or_default();
        ["provider-missing", "wasm-unavailable"]
            .iter()
            .any(|code| text.contains(code))
    };
    match list.iter().find(|it| !is_normal(it)) {
        None => Ok(()),
        Some(other) => fail(format!("a diagnostic: {other}")),
    }
}
