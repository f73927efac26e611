//! A tenant's portal as a site: the embed script, the frames, the checkout.

mod asset;
mod breakout;
mod catalog;
mod checkout;
mod confirm;
mod embed_script;
mod guard;
mod home;
mod host;
mod login;
mod notice;
pub(super) mod page;
mod payment;
pub(super) mod price;
mod return_url;
mod returning;
mod sso;
mod subscription;
pub(super) mod surface;
pub(super) mod text;
mod verify;

pub(super) use payment::path as to_payment;

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};

use crate::http::Problem;
use crate::world::Shared;

/// The portal's routes.
pub(crate) fn router(world: Shared) -> Router {
    Router::new()
        .route("/embed.js", get(embed_script::embed))
        .route("/embed.compat.js", get(embed_script::compat))
        .route("/inspector.js", get(embed_script::inspector))
        .route("/assets/{name}", get(asset::asset))
        .route("/embed/{vanity}", get(surface::cards))
        .route("/embed/by-id/{plan_id}", get(surface::gated_cards))
        .route("/embed/checkout/{vanity}/{item_id}", get(surface::checkout))
        .route(
            "/embed/checkout/by-id/{plan_id}/{item_id}",
            get(surface::gated_checkout),
        )
        .route("/api/embed/vanity/{vanity}", get(catalog::public_plan))
        .route("/api/embed/plans/{plan_id}", get(catalog::gated_plan))
        .route("/api/embed/plans/{plan_id}/status", get(returning::status))
        .route(
            "/api/embed/plans/{plan_id}/handoff",
            post(returning::hand_off),
        )
        .route("/api/checkout/session", post(checkout::start))
        .route("/api/checkout/session/{id}/confirm", post(confirm::confirm))
        .route("/api/checkout/session/{id}/resend", post(confirm::resend))
        .route("/checkout/opening", get(breakout::opening))
        .route("/checkout/{locator}", get(breakout::show))
        .route("/checkout/{locator}/session", get(breakout::session))
        .route("/checkout/{locator}/confirm", post(breakout::confirm))
        .route("/checkout/{locator}/renew", post(breakout::renew))
        .route("/checkout/{locator}/resend", post(breakout::resend))
        .route("/verify/{token}", get(verify::follow))
        .route("/payment/{id}", get(payment::show).post(payment::again))
        .route("/sso/{reference}", get(sso::enter))
        .route("/", get(home::show))
        .route("/login", get(login::show).post(login::sign_in))
        .route("/signout", post(login::sign_out))
        .route("/subscriptions/{id}", get(subscription::show))
        .route("/subscriptions/{id}/change", post(subscription::change))
        .fallback(surface::not_found)
        .method_not_allowed_fallback(Problem::wrong_method)
        .layer(middleware::from_fn_with_state(
            world.clone(),
            guard::set_headers,
        ))
        .with_state(world)
}
