//! What the sites' HTTP handlers have in common.

mod body;
mod cookie;
mod country;
mod email;
mod fields;
mod headers;
mod host;
mod log;
mod problem;
pub(crate) mod read;
mod schema;

pub(crate) use body::json_body;
pub(crate) use cookie::{cookie, set_cookie, set_cookie_at};
pub(crate) use country::is_alpha2;
pub(crate) use email::is_email;
pub(crate) use fields::Fields;
pub(crate) use headers::{NO_PAGE, close_answers, guard_answers};
#[cfg(test)]
pub(crate) use host::without_port;
pub(crate) use host::{host, is_this_machine, require_same_origin};
pub(crate) use log::logged;
pub(crate) use problem::{FieldFault, Problem};
pub(crate) use schema::{Country, Email, Line};
