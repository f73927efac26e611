//! What the sites' HTTP handlers have in common.

mod body;
mod country;
mod fields;
mod log;
mod problem;
pub(crate) mod read;

pub(crate) use body::json_body;
pub(crate) use fields::Fields;
pub(crate) use log::log_requests;
pub(crate) use problem::Problem;
