//! The HTML of the frames: a shell that holds no plan; its script fetches one.

use axum::response::Html;
use maud::{DOCTYPE, Markup, html};
use uuid::Uuid;

use crate::tenant::{Language, Tenant};

/// What a frame shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Cards,
    Checkout,
}

/// How a buy button opens the checkout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// In the frame.
    Inline,
    /// In the partner's window.
    Top,
    /// Not at all: the partner's page does.
    Callback,
    /// In a new tab.
    Blank,
}

/// Which plan a frame is for.
#[derive(Debug, Clone)]
pub(super) enum PlanRef {
    Vanity(String),
    /// By id, which needs a catalog token.
    Id(Uuid),
}

/// The look a frame was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) language: Language,
    pub(super) theme: &'static str,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: "system",
        }
    }
}

/// A frame.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) plan: PlanRef,
    pub(super) item: Option<Uuid>,
    pub(super) target: Target,
    pub(super) has_cta_callback: bool,
    pub(super) look: Look,
}

/// The page of `frame`.
pub(super) fn frame(tenant: &Tenant, frame: &Frame) -> Html<String> {
    let kind = match frame.kind {
        Kind::Cards => "cards",
        Kind::Checkout => "checkout",
    };
    let target = match frame.target {
        Target::Inline => "inline",
        Target::Top => "top",
        Target::Callback => "callback",
        Target::Blank => "blank",
    };
    let (vanity, plan_id) = match &frame.plan {
        PlanRef::Vanity(vanity) => (Some(vanity), None),
        PlanRef::Id(id) => (None, Some(id)),
    };
    document(
        &tenant.name,
        frame.look,
        true,
        &html! {
            main #app data-surface=(kind) data-target=(target) data-vanity=[vanity]
                data-plan-id=[plan_id] data-item=[frame.item]
                data-cta-callback[frame.has_cta_callback] {
                p.quiet role="status" { (loading(frame.look.language)) }
            }
        },
    )
}

/// A page that only says something. It runs no script, so it sends no message.
#[derive(Debug, Clone, Copy)]
pub(super) enum Notice {
    NotFound,
    LinkExpired,
    Subscribed,
    Login,
}

impl Notice {
    fn test_id(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::LinkExpired => "link-expired",
            Self::Subscribed => "subscribed",
            Self::Login => "login",
        }
    }

    /// Title and text.
    fn words(self, language: Language) -> (&'static str, &'static str) {
        match (self, language) {
            (Self::NotFound, Language::En) => ("Not found", "There is no such plan."),
            (Self::NotFound, Language::Da) => ("Ikke fundet", "Den plan findes ikke."),
            (Self::LinkExpired, Language::En) => (
                "This link has expired",
                "Start the checkout again, and we will send you a new one.",
            ),
            (Self::LinkExpired, Language::Da) => (
                "Linket er udløbet",
                "Begynd forfra, så sender vi dig et nyt.",
            ),
            (Self::Login, Language::En) => {
                ("Sign in", "Sign in with your password or passkey to go on.")
            }
            (Self::Login, Language::Da) => (
                "Log ind",
                "Log ind med din adgangskode eller adgangsnøgle for at fortsætte.",
            ),
            (Self::Subscribed, Language::En) => (
                "You are subscribed",
                "Your e-mail address is confirmed, and so is your subscription.",
            ),
            (Self::Subscribed, Language::Da) => (
                "Du er tilmeldt",
                "Din e-mailadresse er bekræftet, og det er dit abonnement også.",
            ),
        }
    }
}

/// The page of `notice`.
pub(super) fn notice(notice: Notice, look: Look) -> Html<String> {
    let (title, text) = notice.words(look.language);
    document(
        title,
        look,
        false,
        &html! {
            main data-testid=(notice.test_id()) {
                section.notice { h1 { (title) } p { (text) } }
            }
        },
    )
}

/// A page of the portal's own, for who is signed in.
pub(super) fn portal(title: &str, body: &Markup) -> Html<String> {
    document(title, Look::default(), false, body)
}

fn loading(language: Language) -> &'static str {
    match language {
        Language::En => "Loading …",
        Language::Da => "Henter …",
    }
}

fn document(title: &str, look: Look, has_script: bool, body: &Markup) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang=(look.language.code()) data-theme=(look.theme) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/assets/frame.css";
                @if has_script { script type="module" src="/assets/frame.js" {} }
            }
            body { (body) }
        }
    };
    Html(page.into_string())
}
