//! The public API, for a partner's backend.

mod caller;
mod provision;
mod resolve;

use axum::Router;
use axum::routing::post;

use crate::http::Problem;
use crate::world::Shared;

/// The API's routes.
pub(crate) fn router(world: Shared) -> Router {
    Router::new()
        .route("/api/v1/portal-sso/provision", post(provision::provision))
        .route("/api/v1/portal/plans/resolve", post(resolve::resolve))
        .fallback(Problem::unknown_path)
        .method_not_allowed_fallback(Problem::wrong_method)
        .with_state(world)
}
