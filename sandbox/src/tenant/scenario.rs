//! The file a sandbox starts from.

use std::io;

use serde::Deserialize;

use super::check::{Checked, check_secret, check_tenant, ensure, once};
use super::seed::{ClockSeed, PartnerSeed, TenantSeed};
use crate::http::is_email;

/// A whole scenario.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// The tenant that answers where the host names none.
    pub(crate) default_tenant: String,
    pub(crate) clock: Option<ClockSeed>,
    pub(crate) partner: PartnerSeed,
    #[serde(rename = "tenant")]
    pub(crate) tenants: Vec<TenantSeed>,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] with the place of the fault.
    pub(crate) fn parse(text: &str) -> io::Result<Self> {
        let fault = |message: String| {
            io::Error::new(io::ErrorKind::InvalidData, format!("scenario: {message}"))
        };
        let scenario: Self = toml::from_str(text).map_err(|error| fault(error.to_string()))?;
        check(&scenario).map_err(fault)?;
        Ok(scenario)
    }
}

/// # Errors
/// What is wrong first, and where.
fn check(scenario: &Scenario) -> Checked {
    let tenants = &scenario.tenants;
    once("slug", tenants.iter().map(|it| &it.slug))?;
    let keys = tenants.iter().flat_map(|it| &it.keys);
    // Its value stays out of the message.
    once("key", keys.map(|it| &it.value)).map_err(|_| "a key is there twice".to_owned())?;
    for tenant in tenants {
        check_tenant(tenant).map_err(|fault| format!("tenant {}: {fault}", tenant.slug))?;
    }
    let has_default = tenants.iter().any(|it| it.slug == scenario.default_tenant);
    ensure(has_default, "default_tenant names no tenant")?;
    check_partner(scenario).map_err(|fault| format!("partner: {fault}"))
}

/// A partner may hold a key that nobody knows: that is how a lost one looks.
fn check_partner(scenario: &Scenario) -> Checked {
    let partner = &scenario.partner;
    ensure(is_email(&partner.email), "email is none")?;
    if let Some(secret) = &partner.webhook_secret {
        check_secret(secret)?;
    }
    let tenants = &scenario.tenants;
    let mut customers = tenants.iter().flat_map(|it| &it.customers);
    let is_known = customers.any(|it| it.id == partner.customer_id);
    ensure(is_known, "customer_id names no customer")?;
    let mut groups = tenants.iter().flat_map(|it| &it.groups);
    let is_known = groups.any(|it| it.id == partner.signup_group);
    ensure(is_known, "signup_group names no group")
}
