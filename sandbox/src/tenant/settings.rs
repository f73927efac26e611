//! What an operator can switch while the sandbox runs.

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::scenario::TenantSeed;
use crate::fault::Fault;
use crate::store::{Store, Table};

/// Stands for the origin of the running partner's site.
const PARTNER: &str = "{partner}";

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

/// Whether `text` may stand in an allowlist: an origin just as a browser
/// writes it, so that nothing else gets into the header it ends up in.
pub(crate) fn is_partner_origin(text: &str) -> bool {
    if text == PARTNER {
        return true;
    }
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let Some(authority) = rest.filter(|_| text.len() <= 300) else {
        return false;
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_label = |label: &str| {
        let is_word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        !label.is_empty() && label.bytes().all(is_word)
    };
    let is_host = host == "[::1]" || host.split('.').all(is_label);
    let is_port = |port: &str| {
        let number = port.parse::<u16>().is_ok_and(|port| port > 0);
        number && !port.starts_with(['0', '+'])
    };
    is_host && port.is_none_or(is_port)
}

#[cfg(test)]
mod tests {
    use super::is_partner_origin;

    #[test]
    fn tells_origins_from_what_would_widen_the_policy() {
        for good in [
            "{partner}",
            "https://shop.example",
            "https://shop.example:8443",
            "http://localhost:5173",
            "http://[::1]:5173",
        ] {
            assert!(is_partner_origin(good), "{good}");
        }
        for bad in [
            "",
            "*",
            "https:",
            "https://",
            "https://*",
            "https://*.example",
            "https://shop.example/",
            "https://shop.example; script-src *",
            "https://shop.example https://evil.example",
            "https://shop.example\r\nx: y",
            "https://Shop.example",
            "https://user@shop.example",
            "https://shop.example:0",
            "https://shop.example:070",
            "https://shop.example:70000",
            "https://shop..example",
            "{partner}/",
            "ftp://shop.example",
            "'self'",
            "null",
        ] {
            assert!(!is_partner_origin(bad), "{bad}");
        }
    }
}
