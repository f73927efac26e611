//! Pages that only say something. They run no script, so they send no message.

use axum::response::Html;
use maud::html;

use super::page::{Look, document};
use crate::tenant::Language;

/// What such a page says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Notice {
    NotFound,
    LinkExpired,
    CheckoutExpired,
    CheckoutTaken,
    Subscribed,
    Login,
}

impl Notice {
    fn test_id(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::LinkExpired => "link-expired",
            Self::CheckoutExpired => "checkout-expired",
            Self::CheckoutTaken => "checkout-taken",
            Self::Subscribed => "subscribed",
            Self::Login => "login",
        }
    }

    /// Which sign it stands under.
    fn mood(self) -> Option<&'static str> {
        match self {
            Self::NotFound | Self::LinkExpired | Self::CheckoutExpired | Self::CheckoutTaken => {
                Some("lost")
            }
            Self::Subscribed => Some("good"),
            Self::Login => None,
        }
    }

    /// Title and text.
    fn words(self, language: Language) -> (&'static str, &'static str) {
        use Language::{Da, En};
        match (self, language) {
            (Self::NotFound, En) => (
                "Not found",
                "This page does not exist. The plan may have moved or ended.",
            ),
            (Self::NotFound, Da) => (
                "Ikke fundet",
                "Siden findes ikke. Planen kan være flyttet eller udgået.",
            ),
            (Self::LinkExpired, En) => (
                "This link has expired",
                "Start the checkout again, and we will send you a new link.",
            ),
            (Self::LinkExpired, Da) => (
                "Linket er udløbet",
                "Start bestillingen igen, så sender vi dig et nyt link.",
            ),
            (Self::CheckoutExpired, En) => (
                "This checkout has expired",
                "Go back to the page you came from and choose your plan again.",
            ),
            (Self::CheckoutExpired, Da) => (
                "Bestillingen er udløbet",
                "Gå tilbage til den side, du kom fra, og vælg din plan igen.",
            ),
            (Self::CheckoutTaken, En) => (
                "This checkout is open elsewhere",
                "Its link works once, in one browser. Go back and choose your plan again.",
            ),
            (Self::CheckoutTaken, Da) => (
                "Bestillingen er åben et andet sted",
                "Linket virker én gang, i én browser. Gå tilbage, og vælg din plan igen.",
            ),
            (Self::Login, En) => (
                "Sign in",
                "Sign in with your password or passkey to continue.",
            ),
            (Self::Login, Da) => (
                "Log ind",
                "Log ind med din adgangskode eller adgangsnøgle for at fortsætte.",
            ),
            (Self::Subscribed, En) => (
                "You are subscribed",
                "Your e-mail address and your subscription are confirmed.",
            ),
            (Self::Subscribed, Da) => (
                "Du er tilmeldt",
                "Din e-mailadresse og dit abonnement er bekræftet.",
            ),
        }
    }
}

/// The page of `notice`, with a link onwards if there is one.
pub(super) fn notice(notice: Notice, look: Look, onwards: Option<&str>) -> Html<String> {
    let (title, text) = notice.words(look.language);
    let go_on = match look.language {
        Language::En => "Continue",
        Language::Da => "Fortsæt",
    };
    document(
        title,
        look,
        None,
        None,
        &html! {
            main data-testid=(notice.test_id()) {
                section.notice data-mood=[notice.mood()] {
                    h1 { (title) }
                    p { (text) }
                    @if let Some(address) = onwards {
                        a.button.primary href=(address) data-testid="go-on" { (go_on) }
                    }
                }
            }
        },
    )
}
