//! Pages that only say something. They run no script, so they send no message.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

use super::page::{Look, document, own};
use super::return_url::shop;
use super::text::Phrase;
use crate::tenant::Tenant;

/// What such a page says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Notice {
    NotFound,
    LinkExpired,
    CheckoutExpired,
    CheckoutTaken,
    Subscribed,
    AlreadyHeld,
    PaymentDeclined,
    PaymentClosed,
}

/// Everything that differs between notices.
struct Shape {
    test_id: &'static str,
    /// Which sign it stands under.
    mood: &'static str,
    title: Phrase,
    text: Phrase,
}

impl Notice {
    fn shape(self) -> Shape {
        let (test_id, mood, title, text) = match self {
            Self::NotFound => ("not-found", "lost", Phrase::NotFound, Phrase::NotFoundText),
            Self::LinkExpired => (
                "link-expired",
                "lost",
                Phrase::LinkExpired,
                Phrase::LinkExpiredText,
            ),
            Self::CheckoutExpired => (
                "checkout-expired",
                "lost",
                Phrase::CheckoutExpired,
                Phrase::CheckoutExpiredText,
            ),
            Self::CheckoutTaken => (
                "checkout-taken",
                "lost",
                Phrase::CheckoutTaken,
                Phrase::CheckoutTakenText,
            ),
            Self::AlreadyHeld => (
                "already-held",
                "good",
                Phrase::AlreadyHeld,
                Phrase::HeldText,
            ),
            Self::PaymentDeclined => (
                "payment-declined",
                "card",
                Phrase::PaymentDeclined,
                Phrase::PaymentDeclinedText,
            ),
            Self::PaymentClosed => (
                "payment-closed",
                "card",
                Phrase::PaymentClosed,
                Phrase::PaymentClosedText,
            ),
            Self::Subscribed => (
                "subscribed",
                "good",
                Phrase::Confirmed,
                Phrase::SubscribedText,
            ),
        };
        Shape {
            test_id,
            mood,
            title,
            text,
        }
    }
}

/// The page of `notice` in a frame, which has the partner's page around it.
pub(super) fn notice(notice: Notice, look: Look) -> Html<String> {
    let Shape { test_id, title, .. } = notice.shape();
    let body = html! { main data-testid=(test_id) { (section(notice, look, &html! {})) } };
    document(title.in_language(look.language), look, None, None, &body)
}

/// The page of `notice` as one of the portal's own, with links onwards.
pub(super) fn own_notice(
    tenant: &Tenant,
    notice: Notice,
    look: Look,
    person: Option<&str>,
    onwards: &Markup,
) -> Html<String> {
    let Shape { test_id, title, .. } = notice.shape();
    let title = title.in_language(look.language);
    let body = html! { div data-testid=(test_id) { (section(notice, look, onwards)) } };
    own(title, tenant, person, look, None, &body)
}

/// The page of `notice` as what is not there, with the way to the shop.
pub(super) fn lost(tenant: &Tenant, notice: Notice, look: Look) -> Response {
    let onwards = html! { div.actions { (to_shop(tenant, look)) } };
    let page = own_notice(tenant, notice, look, None, &onwards);
    (StatusCode::NOT_FOUND, page).into_response()
}

/// The way to a partner's site, if the tenant has one.
pub(super) fn to_shop(tenant: &Tenant, look: Look) -> Markup {
    html! {
        @if let Some(address) = shop(tenant) {
            a.button href=(address) data-testid="to-shop" { (Phrase::ToShop.in_language(look.language)) }
        }
    }
}

fn section(notice: Notice, look: Look, onwards: &Markup) -> Markup {
    let shape = notice.shape();
    html! {
        section.notice data-mood=(shape.mood) {
            h1 { (shape.title.in_language(look.language)) }
            p { (shape.text.in_language(look.language)) }
            (onwards)
        }
    }
}
