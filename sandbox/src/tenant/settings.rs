//! What an operator can switch while the sandbox runs.

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::allowlist::PARTNER;
use super::seed::TenantSeed;
use crate::fault::Fault;
use crate::store::{Store, Table};

/// The switches of a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// Whether the tenant holds the CustomerPortal licence.
    pub(crate) is_licensed: bool,
    /// Whether the checkout of one item may stand in a partner's frame.
    pub(crate) allow_in_frame_checkout: bool,
    /// Origins that may frame the portal; `{partner}` is the running one.
    pub(crate) partner_origins: Vec<String>,
}

/// The settings of one tenant.
pub(super) struct SettingsBook {
    seeded: Settings,
    changed: Table<String, Settings>,
    partner_origin: String,
    extra_origins: Vec<String>,
}

impl SettingsBook {
    /// The settings of `seed`, unless they were changed in an earlier run.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(super) fn open(
        seed: &TenantSeed,
        store: &Arc<Store>,
        partner_origin: &str,
        extra_origins: &[String],
    ) -> io::Result<Self> {
        Ok(Self {
            seeded: Settings {
                is_licensed: seed.licensed,
                allow_in_frame_checkout: seed.allow_in_frame_checkout,
                partner_origins: seed.partner_origins.clone(),
            },
            changed: Table::open(store, "settings")?,
            partner_origin: partner_origin.to_owned(),
            extra_origins: extra_origins.to_vec(),
        })
    }

    pub(super) fn get(&self, slug: &str) -> Settings {
        let changed = self.changed.get(&slug.to_owned());
        changed.unwrap_or_else(|| self.seeded.clone())
    }

    pub(super) fn set(&self, slug: &str, settings: Settings) -> Result<(), Fault> {
        self.changed.put(slug.to_owned(), settings)
    }

    /// The origins that may frame the portal now.
    pub(super) fn frame_ancestors(&self, slug: &str) -> Vec<String> {
        let origins = self.get(slug).partner_origins.into_iter();
        origins
            .map(|origin| origin.replace(PARTNER, &self.partner_origin))
            .chain(self.extra_origins.iter().cloned())
            .collect()
    }
}
