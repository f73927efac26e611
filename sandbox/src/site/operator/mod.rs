//! What LedgerBee's operators do on screens of their own: switches, and a look
//! at what has happened. The sandbox's own part; no partner's API.

mod activity;
mod clock;
mod guard;
mod plan;
mod record;
mod screen;
mod subject;
mod tenant;

use axum::Router;
use axum::middleware;
use axum::routing::{get, patch, post};

use crate::http::Problem;
use crate::world::Shared;

/// The operator's routes.
pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/", get(screen::show))
        .route("/screen.css", get(screen::style))
        .route("/tenants/{slug}/switches", post(screen::change))
        .route("/clock/advance", post(activity::advance))
        .route("/clock", get(clock::show).post(clock::advance))
        .route("/tenants", get(tenant::list))
        .route("/tenants/{slug}", patch(tenant::change))
        .route("/tenants/{slug}/plans/{plan_id}", patch(plan::change))
        .route("/mail", get(record::mail))
        .route("/tenants/{slug}/customers", get(record::customers))
        .route("/tenants/{slug}/portal-users", get(record::portal_users))
        .route(
            "/tenants/{slug}/portal-users/{user_id}",
            patch(record::change_portal_user),
        )
        .route("/tenants/{slug}/subscriptions", get(record::subscriptions))
        .route("/tenants/{slug}/deliveries", get(record::deliveries))
        .route(
            "/tenants/{slug}/deliveries/{id}/resend",
            post(activity::resend),
        )
        .fallback(Problem::unknown_path)
        .method_not_allowed_fallback(Problem::wrong_method)
        .layer(middleware::from_fn(guard::only_from_here))
}
