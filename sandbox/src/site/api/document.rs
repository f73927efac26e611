//! The API's own description, made from the code, and a viewer for it.

use axum::Json;
use axum::Router;
use axum::http::header;
use axum::routing::get;
use serde_json::Value;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Document};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::http::{FieldFault, Problem};
use crate::world::Shared;

const PATH: &str = "/openapi.json";
const VIEWER: &str = include_str!("viewer.js");

/// What is not said at the endpoints.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "LedgerBee Public API",
        description = "The part of the API that embedded checkout needs, as the sandbox serves it.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(Problem, FieldFault))
)]
pub(super) struct Frame;

/// Says where the key goes, and which one "Try it out" can be tried with.
struct KeyHeader<'a> {
    demo_key: &'a str,
}

impl Modify for KeyHeader<'_> {
    fn modify(&self, document: &mut Document) {
        let said = format!("The demo partner's key is `{}`.", self.demo_key);
        let key = ApiKeyValue::with_description("x-api-key", &said);
        let scheme = SecurityScheme::ApiKey(ApiKey::Header(key));
        let components = document.components.get_or_insert_with(Components::new);
        components.add_security_scheme("apiKey", scheme);
    }
}

/// The routes that serve `document` and a viewer, `/docs`.
pub(super) fn router(mut document: Document, demo_key: &str) -> Router<Shared> {
    KeyHeader { demo_key }.modify(&mut document);
    // A string's JSON is its JavaScript, too.
    let start = VIEWER.replace("'{demo_key}'", &Value::from(demo_key).to_string());
    let start = (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        start,
    );
    let viewer = SwaggerUi::new("/docs").config(Config::from(PATH));
    Router::new()
        .route(PATH, get(async move || Json(document)))
        // Instead of the viewer's own, which fills in no key.
        .route("/docs/swagger-initializer.js", get(async move || start))
        .merge(viewer)
}
