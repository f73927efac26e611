//! The payment window: a page that stands in for the payment provider's own, at
//! a separate origin, as a hosted window has.

mod window;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;

use crate::http::{NO_PAGE, Problem};
use crate::world::Shared;

/// The window's routes.
pub(crate) fn router(world: Shared) -> Router {
    Router::new()
        .route("/pay/{id}", get(window::show).post(window::settle))
        .route("/window.css", get(window::style))
        .fallback(window::nothing)
        .method_not_allowed_fallback(Problem::wrong_method)
        .layer(map_response(guard))
        .with_state(world)
}

const HEADERS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (header::CONTENT_SECURITY_POLICY, NO_PAGE),
];

/// Sets what an answer does not say itself.
async fn guard(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        let entry = response.headers_mut().entry(name);
        entry.or_insert(HeaderValue::from_static(value));
    }
    response
}
