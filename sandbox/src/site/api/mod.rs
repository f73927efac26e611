//! The public API, for a partner's backend.

mod caller;
mod document;
mod groups;
mod health;
mod plans;
mod provision;
mod provision_request;
mod query;
mod refusal;
mod resolve;
mod subscriptions;

use axum::Router;
use axum::middleware;
use axum::routing::get;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::operator;
use crate::http::{Problem, close_answers};
use crate::world::Shared;

/// The API's routes; beside them its description, the operator's endpoints and
/// a sign of life.
pub(crate) fn router(world: Shared) -> Router {
    let (api, document) = OpenApiRouter::with_openapi(document::Frame::openapi())
        .routes(routes!(groups::list_groups))
        .routes(routes!(plans::list_plans))
        .routes(routes!(plans::get_plan))
        .routes(routes!(resolve::resolve))
        .routes(routes!(provision::provision))
        .routes(routes!(subscriptions::list_subscriptions))
        .routes(routes!(subscriptions::get_subscription))
        .split_for_parts();
    api.merge(document::router(document, &world.partner.seed.api_key))
        .nest("/operator", operator::router())
        .route("/health", get(health::health))
        .fallback(Problem::unknown_path)
        .method_not_allowed_fallback(Problem::wrong_method)
        .layer(middleware::map_response(close_answers))
        .with_state(world)
}
