//! What the parts of a sandbox start with, as a scenario writes it.

use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use super::customer::Customer;
use super::key::Scope;
use super::plan::Plan;

/// What the sandbox's clock shows at the start.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClockSeed {
    pub(crate) start: Timestamp,
    /// Whether it only moves when an operator advances it.
    #[serde(default)]
    pub(crate) frozen: bool,
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
    /// What the webhooks to the partner are signed with; without it none is
    /// believed.
    pub(crate) webhook_secret: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenantSeed {
    pub(crate) slug: String,
    pub(crate) name: String,
    /// Whether the tenant holds the CustomerPortal licence.
    #[serde(default = "yes")]
    pub(crate) licensed: bool,
    #[serde(default = "yes")]
    pub(crate) allow_in_frame_checkout: bool,
    /// Where it is at home, and with it who signs up without saying: ISO 3166-1
    /// alpha-2.
    #[serde(default = "denmark")]
    pub(crate) country: String,
    /// Origins that may frame the portal; `{partner}` is the running one.
    #[serde(default)]
    pub(crate) partner_origins: Vec<String>,
    #[serde(default, rename = "key")]
    pub(crate) keys: Vec<KeySeed>,
    #[serde(default, rename = "webhook")]
    pub(crate) webhooks: Vec<WebhookSeed>,
    #[serde(default, rename = "group")]
    pub(crate) groups: Vec<GroupSeed>,
    #[serde(default, rename = "customer")]
    pub(crate) customers: Vec<Customer>,
    #[serde(default, rename = "plan")]
    pub(crate) plans: Vec<Plan>,
}

fn yes() -> bool {
    true
}

fn denmark() -> String {
    "DK".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeySeed {
    pub(crate) value: String,
    pub(crate) scopes: Vec<Scope>,
}

/// Where events of a tenant are sent to.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebhookSeed {
    /// `{partner}` is the running partner's origin.
    pub(crate) url: String,
    /// As Standard Webhooks writes one: `whsec_` and base64.
    pub(crate) secret: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupSeed {
    pub(crate) id: Uuid,
    pub(crate) name: String,
}

// Keys and secrets stay out of every debug output.
impl std::fmt::Debug for KeySeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeySeed")
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for WebhookSeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebhookSeed")
            .field("url", &self.url)
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
