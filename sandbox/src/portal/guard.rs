//! What protects the portal's answers and the checkout.

use std::fmt::Write as _;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::host::{PortalTenant, host, without_port};
use crate::http::Problem;
use crate::tenant::Tenant;
use crate::world::Shared;

/// Sets the headers of every answer. A page gets the policy that says which
/// partners may frame it; whatever has no rule of its own is not cached.
pub(super) async fn set_headers(
    State(world): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let tenant = PortalTenant::of(&parts, &world);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let headers = response.headers_mut();
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    if is_page {
        let policy = page_policy(tenant.as_deref());
        set(headers, header::CONTENT_SECURITY_POLICY, &policy);
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        set(headers, header::CACHE_CONTROL, "no-store");
    }
    response
}

fn page_policy(tenant: Option<&Tenant>) -> String {
    let mut policy = String::from(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
         img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors",
    );
    match tenant.map(|tenant| tenant.frame_ancestors.as_slice()) {
        Some(origins) if !origins.is_empty() => {
            for origin in origins {
                // Writing to a string can't fail.
                let _ = write!(policy, " {origin}");
            }
        }
        _ => policy.push_str(" 'none'"),
    }
    policy
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Lets a request pass that the portal's own page has sent.
///
/// A page of another site could post here as well, with the buyer's browser;
/// browsers say where a request comes from, and what isn't a browser has no
/// buyer to harm.
///
/// # Errors
/// `403` for a request that says it comes from elsewhere.
pub(super) fn require_same_origin(parts: &Parts) -> Result<(), Problem> {
    let text = |name: &str| parts.headers.get(name).map(|value| value.to_str().ok());
    let site_is_good = text("sec-fetch-site").is_none_or(|site| site == Some("same-origin"));
    let origin_is_good = text("origin").is_none_or(|origin| {
        let authority = origin.and_then(|origin| origin.split_once("://"));
        authority.is_some_and(|(_, it)| without_port(it).eq_ignore_ascii_case(&host(parts)))
    });
    if site_is_good && origin_is_good {
        return Ok(());
    }
    Err(Problem::forbidden(
        "CROSS_ORIGIN",
        "The checkout takes requests from the portal's own pages only.",
    ))
}
