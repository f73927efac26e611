//! Where a request goes to, and where it says it comes from.

use axum::http::header;
use axum::http::request::Parts;

use super::problem::Problem;

/// The host name without its port, in lower case.
pub(crate) fn host(parts: &Parts) -> String {
    let named = parts.headers.get(header::HOST);
    let authority = named.and_then(|value| value.to_str().ok()).unwrap_or("");
    without_port(authority).to_ascii_lowercase()
}

/// Whether `host` is a name of this machine that nobody else can point elsewhere.
pub(crate) fn is_this_machine(host: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].contains(&host)
}

pub(crate) fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// Lets a request pass that a page of the very origin has sent.
///
/// A page of another site could post here as well, with somebody's browser;
/// browsers say where a request comes from, and what isn't a browser has
/// nobody to harm.
///
/// # Errors
/// `403` for a request that says it comes from elsewhere.
pub(crate) fn require_same_origin(parts: &Parts) -> Result<(), Problem> {
    let text = |name: &str| parts.headers.get(name).map(|value| value.to_str().ok());
    let site_is_good = text("sec-fetch-site").is_none_or(|site| site == Some("same-origin"));
    let target = text("host").flatten().unwrap_or_default();
    let origin_is_good = text("origin").is_none_or(|origin| {
        let authority = origin.and_then(|origin| origin.split_once("://"));
        authority.is_some_and(|(_, it)| it.eq_ignore_ascii_case(target))
    });
    if site_is_good && origin_is_good {
        return Ok(());
    }
    Err(Problem::forbidden(
        "CROSS_ORIGIN",
        "Requests are taken from pages of the same origin only.",
    ))
}
