//! The two kinds of token. Both are opaque; only their digests are kept.

mod bind;
mod catalog;
mod opaque;

pub use bind::Intent;
pub(crate) use bind::{BindGrant, BindTokens, Redemption};
pub(crate) use catalog::{Buyer, CatalogGrant, CatalogTokens};
pub(crate) use opaque::{Digest, OpaqueToken};
