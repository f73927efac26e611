//! The file a sandbox starts from.

use std::io;

use serde::Deserialize;
use uuid::Uuid;

use super::customer::Customer;
use super::key::Scope;
use super::plan::Plan;

/// A whole scenario.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// The tenant that answers where the host names none.
    pub(crate) default_tenant: String,
    pub(crate) partner: PartnerSeed,
    #[serde(rename = "tenant")]
    pub(crate) tenants: Vec<TenantSeed>,
}

/// What the partner's backend is configured with.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartnerSeed {
    pub(crate) api_key: String,
    /// Who is checked out when nobody has signed up.
    pub(crate) customer_id: Uuid,
    /// The person who is signed in on the partner's site then.
    pub(crate) email: String,
    /// The group that new customers go to.
    pub(crate) signup_group: Uuid,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenantSeed {
    pub(crate) slug: String,
    pub(crate) name: String,
    /// Whether the tenant holds the CustomerPortal licence.
    pub(crate) licensed: bool,
    /// Origins that may frame the portal; `{partner}` is the running one.
    #[serde(default)]
    pub(crate) partner_origins: Vec<String>,
    #[serde(default, rename = "key")]
    pub(crate) keys: Vec<KeySeed>,
    #[serde(default, rename = "group")]
    pub(crate) groups: Vec<GroupSeed>,
    #[serde(default, rename = "customer")]
    pub(crate) customers: Vec<Customer>,
    #[serde(default, rename = "plan")]
    pub(crate) plans: Vec<Plan>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeySeed {
    pub(crate) value: String,
    pub(crate) scopes: Vec<Scope>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupSeed {
    pub(crate) id: Uuid,
    /// Shown in the catalogue of groups.
    #[expect(dead_code, reason = "names the group to who reads the scenario")]
    pub(crate) name: String,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] with the place of the fault.
    pub(crate) fn parse(text: &str) -> io::Result<Self> {
        let fault = |message: String| io::Error::new(io::ErrorKind::InvalidData, message);
        let scenario: Self =
            toml::from_str(text).map_err(|error| fault(format!("scenario: {error}")))?;
        if !scenario
            .tenants
            .iter()
            .any(|tenant| tenant.slug == scenario.default_tenant)
        {
            return Err(fault("scenario: default_tenant names no tenant".to_owned()));
        }
        Ok(scenario)
    }
}

// Keys stay out of every debug output.
impl std::fmt::Debug for KeySeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeySeed")
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for PartnerSeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PartnerSeed")
            .field("customer_id", &self.customer_id)
            .finish_non_exhaustive()
    }
}
