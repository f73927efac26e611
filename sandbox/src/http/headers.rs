//! The headers of answers that no page needs to read or frame.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

const CLOSED: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// What a document may do that is not meant to be one.
pub(crate) const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";

/// What a page of the API's own origin may do. Its styles are set by scripts.
const OWN_PAGE: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Sets what a partner's answer does not say itself. Its pages set the rest of
/// their policy, if they have one.
pub(crate) async fn guard_answers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
    ] {
        let entry = headers.entry(name);
        entry.or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Sets the headers of an answer of the API's origin.
pub(crate) async fn close_answers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    for (name, value) in CLOSED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let policy = if is_page { OWN_PAGE } else { NO_PAGE };
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
    response
}
