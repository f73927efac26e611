//! The four sites: what each serves, and to whom. They answer from one
//! world, which knows none of them.

pub(crate) mod api;
mod operator;
pub(crate) mod partner;
pub(crate) mod payment;
pub(crate) mod portal;
