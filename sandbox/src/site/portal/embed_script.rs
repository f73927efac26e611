//! `embed.js`, its companion and the inspector, as they were built.

use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::world::{Shared, World};

pub(super) async fn embed(State(world): State<Shared>) -> Response {
    script(&world, "embed.js").await
}

pub(super) async fn compat(State(world): State<Shared>) -> Response {
    script(&world, "embed.compat.js").await
}

pub(super) async fn inspector(State(world): State<Shared>) -> Response {
    script(&world, "inspector.js").await
}

/// The script may be loaded by any page, also with `integrity`, which needs
/// the answer to be readable across origins.
const OPEN_TO_ALL: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "cross-origin",
    ),
    (header::CACHE_CONTROL, "no-cache"),
];

async fn script(world: &World, name: &str) -> Response {
    match tokio::fs::read(world.dist.join(name)).await {
        Ok(bytes) => (
            OPEN_TO_ALL,
            [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
            bytes,
        )
            .into_response(),
        Err(_) => (
            StatusCode::NOT_FOUND,
            OPEN_TO_ALL,
            [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
            format!("{name} is not built yet: run `npm run build`.\n"),
        )
            .into_response(),
    }
}
