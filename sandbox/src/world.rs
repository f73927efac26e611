//! What the three sites share.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::clock::Clock;
use crate::origins::Origins;
use crate::partner::Partner;
use crate::portal::Checkouts;
use crate::tenant::Tenants;
use crate::token::{BindTokens, CatalogTokens};

/// The state of a running sandbox.
pub(crate) struct World {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) origins: Origins,
    pub(crate) tenants: Tenants,
    pub(crate) bind_tokens: BindTokens,
    pub(crate) catalog_tokens: CatalogTokens,
    pub(crate) checkouts: Checkouts,
    pub(crate) partner: Partner,
    pub(crate) dist: PathBuf,
    pub(crate) www: PathBuf,
}

/// The router state of every site.
pub(crate) type Shared = Arc<World>;

impl World {
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
