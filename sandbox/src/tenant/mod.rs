//! Tenants: their keys, customers, plans and who may see which plan.

mod card;
mod customer;
mod key;
mod plan;
mod registry;
mod rule;
mod scenario;

pub(crate) use card::entry;
pub(crate) use customer::{Address, Customer, CustomerType, NewCustomer, VatZone};
pub(crate) use key::Scope;
pub(crate) use plan::{Language, Plan};
pub(crate) use registry::{Tenant, Tenants};
pub(crate) use scenario::{PartnerSeed, Scenario};
