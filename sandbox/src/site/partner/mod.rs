//! The partner's site: its pages, and what they and LedgerBee ask of the thin
//! backend behind them.

mod backend;
mod guard;
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
    let backend = Router::new()
        .route("/bind-token", post(backend::bind_token))
        .route("/catalog-token", post(backend::catalog_token))
        .route("/signup", post(signup::sign_up))
        .route("/signout", post(signup::sign_out))
        .route("/me", get(signup::me))
        .route("/orders", get(backend::orders))
        .route("/inbox", get(backend::inbox))
        .route("/webhooks", post(webhook::receive))
        .layer(middleware::from_fn_with_state(
            world.clone(),
            guard::only_own_names,
        ));
    Router::new()
        .nest("/your-backend", backend)
        .fallback(www::page)
        .method_not_allowed_fallback(Problem::wrong_method)
        .layer(middleware::map_response(guard_answers))
        .with_state(world)
}
