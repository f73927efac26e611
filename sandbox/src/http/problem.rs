//! How an API says no.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::fault::Fault;

/// A refused request: a status and a stable code, and for a bad input every
/// wrong field.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(description = "A refused request.")]
pub(crate) struct Problem {
    #[serde(skip)]
    status: StatusCode,
    /// Says which refusal it is; stable.
    #[schema(example = "VALIDATION_ERROR")]
    code: &'static str,
    /// For people.
    message: String,
    /// Every wrong field, if the input was wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldFault>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldFault {
    /// Its name, as `customer.vatZone`.
    pub(crate) field: String,
    pub(crate) message: String,
}

impl FieldFault {
    pub(crate) fn new(field: &str, message: impl Into<String>) -> Self {
        Self {
            field: field.to_owned(),
            message: message.into(),
        }
    }
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            errors: Vec::new(),
        }
    }

    /// `400` for `errors`.
    pub(crate) fn validation(errors: Vec<FieldFault>) -> Self {
        let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        let message = format!("The request is not valid: {}.", names.join(", "));
        Self {
            errors,
            ..Self::new(StatusCode::BAD_REQUEST, "VALIDATION_ERROR", message)
        }
    }

    /// `400` for one field.
    pub(crate) fn field(field: &str, message: &str) -> Self {
        Self::validation(vec![FieldFault::new(field, message)])
    }

    pub(crate) fn not_found(code: &'static str, message: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, message)
    }

    pub(crate) fn forbidden(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, message)
    }

    pub(crate) fn unauthorized(code: &'static str, message: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, message)
    }

    /// The answer to a path that leads nowhere.
    pub(crate) async fn unknown_path() -> Self {
        Self::not_found("NOT_FOUND", "There is nothing at this path.")
    }

    /// The answer to a path that knows other methods.
    pub(crate) async fn wrong_method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            "This path does not take this method.",
        )
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "TEMPORARILY_UNAVAILABLE",
            format!("This can't be done at the moment: {fault}."),
        )
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(self)).into_response()
    }
}
