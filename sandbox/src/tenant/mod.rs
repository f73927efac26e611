//! Tenants: their keys, customers, plans and who may see which plan.

mod accounts;
mod allowlist;
mod buyer;
mod card;
mod catalogue;
mod check;
mod customer;
mod key;
mod plan;
mod registry;
mod rule;
mod scenario;
mod seed;
mod settings;

pub(crate) use accounts::PortalUser;
pub(crate) use allowlist::{is_partner_origin, read_allowlist};
pub(crate) use buyer::Buyer;
pub(crate) use card::PortalCatalogEntry;
pub(crate) use customer::{Address, Customer, CustomerType, NewCustomer, VatZone};
pub(crate) use key::Scope;
pub(crate) use plan::{Item, Language, Plan, PlanState};
pub(crate) use registry::{Tenant, Tenants};
pub(crate) use scenario::Scenario;
pub(crate) use seed::{PartnerSeed, WebhookSeed};
pub(crate) use settings::Settings;
