//! How the API's document describes what the readers of `read` take.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

use super::country::alpha2;

/// What [`read::country`](super::read::country) takes.
pub(crate) struct Country;

/// What [`read::email`](super::read::email) takes.
pub(crate) struct Email;

/// What [`read::line`](super::read::line) takes.
pub(crate) struct Line;

impl PartialSchema for Country {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(alpha2()))
            .description(Some("ISO 3166-1 alpha-2."))
            .into()
    }
}

impl PartialSchema for Email {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Email)))
            .max_length(Some(254))
            .examples(["jane.doe@acme.example"])
            .into()
    }
}

impl PartialSchema for Line {
    fn schema() -> RefOr<Schema> {
        const PLAIN: &str = r"[^\x00-\x1f\x7f-\x9f]";
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(200))
            .pattern(Some(format!(r"^{PLAIN}*[^\s\x00-\x1f\x7f-\x9f]{PLAIN}*$")))
            .into()
    }
}

impl ToSchema for Country {}
impl ToSchema for Email {}
impl ToSchema for Line {}
