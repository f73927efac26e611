//! The tenants of a running sandbox.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::accounts::{Accounts, PortalUser};
use super::buyer::{Buyer, Visitor};
use super::catalogue::Catalogue;
use super::customer::{Customer, NewCustomer};
use super::key::Scope;
use super::plan::{Plan, PlanState};
use super::seed::{GroupSeed, TenantSeed};
use super::settings::{Settings, SettingsBook};
use crate::fault::Fault;
use crate::secret::Digest;
use crate::store::Store;

/// A tenant. What other tenants hold can't be reached from it.
pub(crate) struct Tenant {
    pub(crate) slug: String,
    pub(crate) name: String,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: String,
    pub(crate) groups: Vec<GroupSeed>,
    settings: SettingsBook,
    catalogue: Catalogue,
    accounts: Accounts,
}

impl Tenant {
    /// The tenant of `seed`, with what the store has of it.
    ///
    /// # Errors
    /// If the store can't be read.
    fn open(
        seed: TenantSeed,
        store: &Arc<Store>,
        partner_origin: &str,
        extra_origins: &[String],
    ) -> io::Result<Self> {
        Ok(Self {
            settings: SettingsBook::open(&seed, store, partner_origin, extra_origins)?,
            catalogue: Catalogue::open(&seed.slug, seed.plans, store)?,
            accounts: Accounts::open(&seed.slug, seed.customers, store)?,
            slug: seed.slug,
            name: seed.name,
            country: seed.country,
            groups: seed.groups,
        })
    }

    pub(crate) fn settings(&self) -> Settings {
        self.settings.get(&self.slug)
    }

    pub(crate) fn set_settings(&self, settings: Settings) -> Result<(), Fault> {
        self.settings.set(&self.slug, settings)
    }

    /// The origins that may frame the portal.
    pub(crate) fn frame_ancestors(&self) -> Vec<String> {
        self.settings.frame_ancestors(&self.slug)
    }

    /// All plans in catalogue order, whatever their state.
    pub(crate) fn plans(&self) -> Vec<Plan> {
        self.catalogue.plans()
    }

    /// The plan `id`, whatever its state.
    pub(crate) fn plan(&self, id: Uuid) -> Option<Plan> {
        self.plans().into_iter().find(|plan| plan.id == id)
    }

    /// The public plan under the slug `vanity`.
    pub(crate) fn public_plan(&self, vanity: &str) -> Option<Plan> {
        let is_wanted = |plan: &Plan| plan.vanity.as_deref() == Some(vanity) && plan.is_public();
        self.plans().into_iter().find(is_wanted)
    }

    /// The plan `id`, if `visitor` may see it now.
    pub(crate) fn plan_for(&self, id: Uuid, visitor: &Visitor) -> Option<Plan> {
        self.plan(id).filter(|plan| plan.is_visible_to(visitor))
    }

    /// Changes the state of the plan `id`; `None` if there is no such plan.
    pub(crate) fn set_plan_state(
        &self,
        id: Uuid,
        change: impl FnOnce(PlanState) -> PlanState,
    ) -> Result<Option<PlanState>, Fault> {
        self.catalogue.set_state(id, change)
    }

    pub(crate) fn has_group(&self, id: Uuid) -> bool {
        self.groups.iter().any(|group| group.id == id)
    }

    pub(crate) fn customer(&self, id: Uuid) -> Option<Customer> {
        self.accounts.customer(id)
    }

    pub(crate) fn customers(&self) -> Vec<Customer> {
        self.accounts.customers()
    }

    /// The customer with the number of `new`, as it is, or a new one.
    pub(crate) fn reuse_or_create(&self, new: NewCustomer) -> Result<Customer, Fault> {
        self.accounts.reuse_or_create(new)
    }

    /// The portal user of `email`, who acts for the customer from now on.
    pub(crate) fn grant_access(
        &self,
        email: &str,
        customer_id: Uuid,
        now: Timestamp,
    ) -> Result<PortalUser, Fault> {
        self.accounts.grant_access(email, customer_id, now)
    }

    /// Says whether a portal user has a password or passkey; `false` if there
    /// is no such user.
    pub(crate) fn set_own_factor(&self, user: Uuid, has_own_factor: bool) -> Result<bool, Fault> {
        self.accounts.set_own_factor(user, has_own_factor)
    }

    pub(crate) fn portal_users(&self) -> Vec<PortalUser> {
        self.accounts.users()
    }

    /// What the rules may know about `buyer` now, or `None` if the customer
    /// is gone.
    pub(crate) fn visitor(&self, buyer: &Buyer) -> Option<Visitor> {
        match buyer {
            Buyer::Customer { id, .. } => self.customer(*id).as_ref().map(Visitor::from),
            Buyer::Visitor {
                country,
                customer_type,
            } => Some(Visitor {
                group: None,
                country: country.clone(),
                customer_type: *customer_type,
            }),
        }
    }
}
struct Key {
    tenant: Arc<Tenant>,
    scopes: Vec<Scope>,
}

/// All tenants and their keys.
pub(crate) struct Tenants {
    by_slug: HashMap<String, Arc<Tenant>>,
    default: Arc<Tenant>,
    keys: HashMap<Digest, Key>,
}

impl Tenants {
    /// The tenants of `seeds`, of which `default` answers where the host names
    /// none. Every portal may be framed by `extra_origins` too.
    ///
    /// # Errors
    /// If the store can't be read, or `default` is missing.
    pub(crate) fn open(
        seeds: Vec<TenantSeed>,
        default: &str,
        store: &Arc<Store>,
        partner_origin: &str,
        extra_origins: &[String],
    ) -> io::Result<Self> {
        let mut by_slug = HashMap::new();
        let mut keys = HashMap::new();
        for mut seed in seeds {
            let seeded_keys = std::mem::take(&mut seed.keys);
            let tenant = Arc::new(Tenant::open(seed, store, partner_origin, extra_origins)?);
            for key in seeded_keys {
                let held = Key {
                    tenant: Arc::clone(&tenant),
                    scopes: key.scopes,
                };
                keys.insert(Digest::of(&key.value), held);
            }
            by_slug.insert(tenant.slug.clone(), tenant);
        }
        let default = by_slug.get(default).map(Arc::clone);
        Ok(Self {
            by_slug,
            default: default.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidData))?,
            keys,
        })
    }

    pub(crate) fn get(&self, slug: &str) -> Option<Arc<Tenant>> {
        self.by_slug.get(slug).cloned()
    }

    pub(crate) fn default_tenant(&self) -> Arc<Tenant> {
        Arc::clone(&self.default)
    }

    /// All of them, by slug.
    pub(crate) fn all(&self) -> Vec<Arc<Tenant>> {
        let mut all: Vec<_> = self.by_slug.values().cloned().collect();
        all.sort_by(|a, b| a.slug.cmp(&b.slug));
        all
    }

    pub(crate) fn slugs(&self) -> impl Iterator<Item = &str> {
        self.by_slug.keys().map(String::as_str)
    }

    /// Whose key it is and what it allows.
    pub(crate) fn by_key(&self, key: &str) -> Option<(Arc<Tenant>, &[Scope])> {
        let key = self.keys.get(&Digest::of(key))?;
        Some((Arc::clone(&key.tenant), &key.scopes))
    }
}
