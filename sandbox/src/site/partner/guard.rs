//! Under which names the backend answers. It hands out tokens to whoever asks,
//! so no page of another site may ask under a name it has pointed here.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::{Problem, host, is_this_machine};
use crate::world::Shared;

/// Lets a request pass that names this machine or one of the partner's hosts.
pub(super) async fn only_own_names(
    State(world): State<Shared>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let host = host(&parts);
    if is_this_machine(&host) || world.partner.hosts.contains(&host) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let message = "The backend answers on localhost, and under the hosts of --partner-origin.";
    Problem::forbidden("FOREIGN_HOST", message).into_response()
}
