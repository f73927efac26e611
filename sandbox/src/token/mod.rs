//! The two kinds of token. Both are opaque; only their digests are kept.

mod bind;
mod catalog;

pub use bind::Intent;
pub(crate) use bind::{BindGrant, BindTokens, Redemption};
pub(crate) use catalog::{CatalogGrant, CatalogTokens};
