//! Reading one parameter of a query.

use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use serde_json::Value;

use crate::http::FieldFault;

/// The parameters of a query, in order and with repetitions.
pub(super) type Pairs = Result<Query<Vec<(String, String)>>, QueryRejection>;

/// The parameter `name`, which may be absent. Other parameters are not looked at.
pub(super) fn optional<T>(
    query: Pairs,
    name: &str,
    read: impl FnOnce(&Value) -> Result<T, String>,
) -> Result<Option<T>, FieldFault> {
    let fault = |message: &str| FieldFault::new(name, message);
    let Query(pairs) = query.map_err(|_| fault("can't be read"))?;
    let mut named = pairs.into_iter().filter(|(known, _)| known == name);
    match (named.next(), named.next()) {
        (None, _) => Ok(None),
        (Some((_, value)), None) => {
            let read = read(&value.into()).map_err(|message| fault(&message))?;
            Ok(Some(read))
        }
        (Some(_), Some(_)) => Err(fault("must be there at most once")),
    }
}
