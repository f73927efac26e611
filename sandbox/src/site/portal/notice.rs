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
                "There is nothing here. The plan may have a new address, or be gone.",
            ),
            (Self::NotFound, Da) => (
                "Ikke fundet",
                "Her er ingenting. Planen kan have fået en ny adresse eller være væk.",
            ),
            (Self::LinkExpired, En) => (
                "This link has expired",
                "Start the checkout again, and we will send you a new one.",
            ),
            (Self::LinkExpired, Da) => (
                "Linket er udløbet",
                "Begynd forfra, så sender vi dig et nyt.",
            ),
            (Self::CheckoutExpired, En) => (
                "This checkout has expired",
                "Go back to the page you came from and choose your plan again.",
            ),
            (Self::CheckoutExpired, Da) => (
                "Bestillingen er udløbet",
                "Gå tilbage til siden, du kom fra, og vælg din plan igen.",
            ),
            (Self::CheckoutTaken, En) => (
                "This checkout is open elsewhere",
                "Its address works once, in one browser. Go back and choose your plan again.",
            ),
            (Self::CheckoutTaken, Da) => (
                "Bestillingen er åben et andet sted",
                "Adressen virker én gang, i én browser. Gå tilbage og vælg din plan igen.",
            ),
            (Self::Login, En) => ("Sign in", "Sign in with your password or passkey to go on."),
            (Self::Login, Da) => (
                "Log ind",
                "Log ind med din adgangskode eller adgangsnøgle for at fortsætte.",
            ),
            (Self::Subscribed, En) => (
                "You are subscribed",
                "Your e-mail address is confirmed, and so is your subscription.",
            ),
            (Self::Subscribed, Da) => (
                "Du er tilmeldt",
                "Din e-mailadresse er bekræftet, og det er dit abonnement også.",
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
