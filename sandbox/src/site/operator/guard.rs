//! Who may act as an operator: whoever sits at this machine. There is no
//! password, so no page of another site may get here through their browser.

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::{Problem, host, is_this_machine, require_same_origin};

/// Lets a request pass that names this machine, and that no other site's page
/// has sent.
pub(super) async fn only_from_here(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    // A name that somebody else has pointed here would be another site's own.
    if !is_this_machine(&host(&parts)) {
        return Problem::forbidden("NOT_LOCAL", "Operators are served on localhost only.")
            .into_response();
    }
    if parts.method != Method::GET
        && let Err(problem) = require_same_origin(&parts)
    {
        return problem.into_response();
    }
    next.run(Request::from_parts(parts, body)).await
}
