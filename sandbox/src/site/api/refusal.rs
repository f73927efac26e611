//! The refusals that the API's document names.

use utoipa::IntoResponses;

use crate::http::Problem;

/// What every endpoint may answer to a key.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers that `Problem` gives")]
pub(super) enum KeyRefused {
    /// `API_KEY_MISSING`, `API_KEY_INVALID`, or `UNAUTHORIZED` for anything in `Authorization`
    #[response(status = 401)]
    Unauthorized(Problem),
}

/// What a read of the catalogue may answer.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers that `Problem` gives")]
pub(super) enum ReadRefused {
    /// `VALIDATION_ERROR`, with every wrong field
    #[response(status = 400)]
    Invalid(Problem),
    /// `API_KEY_MISSING`, `API_KEY_INVALID`, or `UNAUTHORIZED` for anything in `Authorization`
    #[response(status = 401)]
    Unauthorized(Problem),
    /// `INSUFFICIENT_SCOPE`, or `LICENSE.REQUIRED` for a tenant without the licence
    #[response(status = 403)]
    Forbidden(Problem),
}

/// What a list of subscriptions may answer.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers that `Problem` gives")]
pub(super) enum SubscriptionsRefused {
    /// `VALIDATION_ERROR`, with every wrong field
    #[response(status = 400)]
    Invalid(Problem),
    /// `API_KEY_MISSING`, `API_KEY_INVALID`, or `UNAUTHORIZED` for anything in `Authorization`
    #[response(status = 401)]
    Unauthorized(Problem),
    /// `INSUFFICIENT_SCOPE`
    #[response(status = 403)]
    Forbidden(Problem),
}

/// What a read of one subscription may answer.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers that `Problem` gives")]
pub(super) enum SubscriptionRefused {
    /// `VALIDATION_ERROR`, with every wrong field
    #[response(status = 400)]
    Invalid(Problem),
    /// `API_KEY_MISSING`, `API_KEY_INVALID`, or `UNAUTHORIZED` for anything in `Authorization`
    #[response(status = 401)]
    Unauthorized(Problem),
    /// `INSUFFICIENT_SCOPE`
    #[response(status = 403)]
    Forbidden(Problem),
    /// `SUBSCRIPTION_NOT_FOUND`, in the tenant of the key
    #[response(status = 404)]
    NotFound(Problem),
}

/// What a request that names a record may answer.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers that `Problem` gives")]
pub(super) enum Refused {
    /// `VALIDATION_ERROR`, with every wrong field
    #[response(status = 400)]
    Invalid(Problem),
    /// `API_KEY_MISSING`, `API_KEY_INVALID`, or `UNAUTHORIZED` for anything in `Authorization`
    #[response(status = 401)]
    Unauthorized(Problem),
    /// `INSUFFICIENT_SCOPE`, or `LICENSE.REQUIRED` for a tenant without the licence
    #[response(status = 403)]
    Forbidden(Problem),
    /// `PORTAL_PLAN_NOT_FOUND` or `CUSTOMER_NOT_FOUND`, in the tenant of the key
    #[response(status = 404)]
    NotFound(Problem),
}

/// What a request that mints or keeps something may answer besides.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers that `Problem` gives")]
pub(super) enum Unavailable {
    /// `TEMPORARILY_UNAVAILABLE`: no randomness for a token, or a data file that can't be written
    #[response(status = 503)]
    Unavailable(Problem),
}
