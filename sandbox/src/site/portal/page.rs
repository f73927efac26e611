//! The HTML of frames and pages: shells that hold no plan; a script fetches one.

use axum::response::Html;
use maud::{DOCTYPE, Markup, html};
use uuid::Uuid;

use super::text::{Phrase, for_scripts};
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
pub(in crate::site) struct Look {
    pub(in crate::site) language: Language,
    pub(in crate::site) theme: &'static str,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: "system",
        }
    }
}

impl Look {
    /// `path`, or the address of another of our pages, with the same look.
    pub(in crate::site) fn carried_to(self, path: &str) -> String {
        let unless_default = |name: &str, value: &str, default: &str| {
            (value != default).then(|| format!("{name}={value}"))
        };
        let Self { language, theme } = Self::default();
        let parts = [
            unless_default("lang", self.language.code(), language.code()),
            unless_default("theme", self.theme, theme),
        ];
        let mut carried = path.to_owned();
        for part in parts.into_iter().flatten() {
            carried.push(if carried.contains('?') { '&' } else { '?' });
            carried.push_str(&part);
        }
        carried
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
    /// Where a checkout outside of the frame leads back to, as it was asked.
    pub(super) return_url: Option<String>,
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
        Some("frame.js"),
        None,
        &html! {
            main #app data-surface=(kind) data-target=(target) data-vanity=[vanity]
                data-plan-id=[plan_id] data-item=[frame.item]
                data-cta-callback[frame.has_cta_callback] data-return-url=[&frame.return_url] {
                p.quiet role="status" { (Phrase::Loading.in_language(frame.look.language)) }
            }
        },
    )
}

/// The page of a checkout that has left its frame; its script fetches the rest.
pub(super) fn checkout(tenant: &Tenant, look: Look) -> Html<String> {
    own(
        &tenant.name,
        tenant,
        None,
        look,
        Some("page.js"),
        &html! {
            div #checkout { p.quiet role="status" { (Phrase::Loading.in_language(look.language)) } }
        },
    )
}

/// What a new tab shows for a moment.
pub(super) fn opening(look: Look) -> Html<String> {
    let text = Phrase::Loading.in_language(look.language);
    let body = html! { main { p.quiet role="status" { (text) } } };
    document(text, look, None, None, &body)
}

/// A page of the portal's own, which nobody frames. `person` is who is signed
/// in.
pub(super) fn own(
    title: &str,
    tenant: &Tenant,
    person: Option<&str>,
    look: Look,
    script: Option<&str>,
    body: &Markup,
) -> Html<String> {
    document(
        title,
        look,
        script,
        Some("page"),
        &html! {
            header {
                a.brand href=(look.carried_to("/")) { (tenant.name) }
                @if let Some(person) = person {
                    form method="post" action=(look.carried_to("/signout")) {
                        span { (person) }
                        button.quiet type="submit" data-testid="sign-out" { (Phrase::SignOut.in_language(look.language)) }
                    }
                }
            }
            main { (body) }
        },
    )
}

/// A whole document.
pub(super) fn document(
    title: &str,
    look: Look,
    script: Option<&str>,
    class: Option<&str>,
    body: &Markup,
) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang=(look.language.code()) data-theme=(look.theme) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                // A form of a page without a referrer would be sent without an origin.
                @if class.is_some() { meta name="referrer" content="same-origin"; }
                title { (title) }
                link rel="icon" href="data:,";
                @for sheet in ["frame", "cards", "checkout", "portal"] {
                    link rel="stylesheet" href={ "/assets/" (sheet) ".css" };
                }
                @if let Some(script) = script {
                    (for_scripts(look.language))
                    script type="module" src={ "/assets/" (script) } {}
                }
            }
            body class=[class] { (body) }
        }
    };
    Html(page.into_string())
}
