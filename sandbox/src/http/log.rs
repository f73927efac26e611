//! One line for each request.

use std::time::Instant;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;

/// `router` as the site called `site`, which logs its requests.
pub(crate) fn logged(site: &'static str, router: Router) -> Router {
    router.layer(from_fn_with_state(site, log_requests))
}

/// Logs method, path, status and duration of each request to `site`.
async fn log_requests(State(site): State<&'static str>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = loggable(request.uri().path());
    let start = Instant::now();
    let response = next.run(request).await;
    let millis = start.elapsed().as_millis();
    let status = response.status().as_u16();
    tracing::info!("{site:<7} {status} {method} {path} {millis} ms");
    response
}

/// `path` without what could be a secret: no query, and nothing longer than a
/// uuid (a token has 43 characters) or with a key's mark between slashes.
fn loggable(path: &str) -> String {
    let segments: Vec<&str> = path
        .split('/')
        .map(|segment| {
            let may_be_secret = segment.len() > 36 || segment.contains("lbk_");
            if may_be_secret { "…" } else { segment }
        })
        .collect();
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::loggable;

    #[test]
    fn leaves_out_what_could_be_a_secret() {
        let token = "Yk3pQ9sV2nR7tW1xZ4cB8mL6dF0aH5jE2gN9uK3pQ7s";
        let path = format!("/api/checkout/session/{token}/confirm");
        assert_eq!(loggable(&path), "/api/checkout/session/…/confirm");
        assert_eq!(loggable("/lbk_test_x"), "/…");
    }

    #[test]
    fn keeps_ids() {
        let path = "/embed/by-id/550e8400-e29b-41d4-a716-446655440100";
        assert_eq!(loggable(path), path);
    }
}
