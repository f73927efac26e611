//! The partner's site: its pages, and what they and LedgerBee ask of the thin
//! backend behind them.

mod backend;
mod signup;
mod webhook;
mod www;

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};

use crate::http::{Problem, guard_answers};
use crate::world::Shared;

/// The partner's routes.
pub(crate) fn router(world: Shared) -> Router {
    Router::new()
        .route("/your-backend/bind-token", post(backend::bind_token))
        .route("/your-backend/catalog-token", post(backend::catalog_token))
        .route("/your-backend/signup", post(signup::sign_up))
        .route("/your-backend/signout", post(signup::sign_out))
        .route("/your-backend/me", get(signup::me))
        .route("/your-backend/orders", get(backend::orders))
        .route("/your-backend/webhooks", post(webhook::receive))
        .fallback(www::page)
        .method_not_allowed_fallback(Problem::wrong_method)
        .layer(middleware::map_response(guard_answers))
        .with_state(world)
}
