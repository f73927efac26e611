//! Reading a JSON body, so that whatever comes instead is a named fault.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt as _;
use serde_json::{Map, Value};

use super::problem::Problem;

/// The longest body that is read, in bytes.
const LIMIT: usize = 256 * 1024;

/// How much more is taken in and thrown away, so that the sender of a long
/// body gets to read its answer instead of a reset connection.
const DRAIN: usize = 16 * 1024 * 1024;

/// The JSON object in the body of `request`.
///
/// # Errors
/// `400` naming `Content-Type` or `body`.
pub(crate) async fn json_body(request: Request) -> Result<Map<String, Value>, Problem> {
    let (parts, body) = request.into_parts();
    let bytes = collect(body).await?;
    if !is_json(&parts.headers) {
        return Err(Problem::field("Content-Type", "must be application/json"));
    }
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Problem::field("body", "must be a JSON object")),
        Err(error) => Err(Problem::field(
            "body",
            &format!(
                "must be JSON (line {}, column {})",
                error.line(),
                error.column()
            ),
        )),
    }
}

async fn collect(mut body: Body) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            return Err(Problem::field("body", "ended too early"));
        };
        let Some(data) = frame.data_ref() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length <= LIMIT {
            bytes.extend_from_slice(data);
        } else if length > DRAIN {
            break;
        }
    }
    if length > LIMIT {
        return Err(Problem::field("body", "must be at most 256 KiB"));
    }
    Ok(bytes)
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}
