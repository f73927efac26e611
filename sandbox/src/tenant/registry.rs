//! The tenants of a running sandbox.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use uuid::Uuid;

use super::customer::{Customer, NewCustomer};
use super::key::Scope;
use super::plan::Plan;
use super::rule::Visitor;
use super::scenario::{Scenario, TenantSeed};
use crate::token::{Buyer, Digest};

/// A tenant. What other tenants hold can't be reached from it.
pub(crate) struct Tenant {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) is_licensed: bool,
    /// The origins that may frame the portal.
    pub(crate) frame_ancestors: Vec<String>,
    groups: Vec<Uuid>,
    plans: RwLock<Vec<Plan>>,
    accounts: Mutex<Accounts>,
}

#[derive(Default)]
struct Accounts {
    customers: Vec<Customer>,
    /// Portal users by their e-mail address, in lower case.
    portal_users: HashMap<String, Uuid>,
}

impl Tenant {
    fn new(seed: TenantSeed, partner_origin: &str, extra: &[String]) -> Self {
        let frame_ancestors = seed
            .partner_origins
            .iter()
            .map(|origin| origin.replace("{partner}", partner_origin))
            .chain(extra.iter().cloned())
            .collect();
        Self {
            slug: seed.slug,
            name: seed.name,
            is_licensed: seed.licensed,
            frame_ancestors,
            groups: seed.groups.into_iter().map(|group| group.id).collect(),
            plans: RwLock::new(seed.plans),
            accounts: Mutex::new(Accounts {
                customers: seed.customers,
                portal_users: HashMap::new(),
            }),
        }
    }

    /// All plans in catalogue order.
    pub(crate) fn plans(&self) -> RwLockReadGuard<'_, Vec<Plan>> {
        self.plans.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The public plan under the slug `vanity`, with its place in the catalogue.
    pub(crate) fn public_plan(&self, vanity: &str) -> Option<(usize, Plan)> {
        self.find_plan(|plan| plan.vanity.as_deref() == Some(vanity) && plan.is_public())
    }

    /// The plan `id`, if `visitor` may see it now.
    pub(crate) fn plan_for(&self, id: Uuid, visitor: &Visitor) -> Option<(usize, Plan)> {
        self.find_plan(|plan| plan.id == id && plan.is_visible_to(visitor))
    }

    fn find_plan(&self, wanted: impl Fn(&Plan) -> bool) -> Option<(usize, Plan)> {
        (1..)
            .zip(self.plans().iter())
            .find(|(_, plan)| wanted(plan))
            .map(|(order, plan)| (order, plan.clone()))
    }

    /// Publishes the plan `id` or takes it down; `false` if there is none.
    pub(crate) fn set_published(&self, id: Uuid, is_published: bool) -> bool {
        let mut plans = self.plans.write().unwrap_or_else(PoisonError::into_inner);
        let plan = plans.iter_mut().find(|plan| plan.id == id);
        plan.map(|plan| plan.is_published = is_published).is_some()
    }

    pub(crate) fn has_group(&self, id: Uuid) -> bool {
        self.groups.contains(&id)
    }

    pub(crate) fn customer(&self, id: Uuid) -> Option<Customer> {
        let accounts = self.accounts();
        accounts.customers.iter().find(|it| it.id == id).cloned()
    }

    /// The customer with the number of `new`, or a new one. One that exists
    /// stays as it is.
    pub(crate) fn reuse_or_create(&self, new: NewCustomer) -> Customer {
        let mut accounts = self.accounts();
        if let Some(known) = accounts.customers.iter().find(|it| it.number == new.number) {
            return known.clone();
        }
        let customer = new.into_customer();
        accounts.customers.push(customer.clone());
        customer
    }

    /// The portal user of `email`, new or known.
    pub(crate) fn portal_user(&self, email: &str) -> Uuid {
        *self
            .accounts()
            .portal_users
            .entry(email.to_lowercase())
            .or_insert_with(Uuid::new_v4)
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

    fn accounts(&self) -> MutexGuard<'_, Accounts> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
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
    /// The tenants of `scenario`, or `None` if its default tenant is missing.
    pub(crate) fn new(
        scenario: Scenario,
        partner_origin: &str,
        extra_ancestors: &[String],
    ) -> Option<Self> {
        let mut by_slug = HashMap::new();
        let mut keys = HashMap::new();
        for mut seed in scenario.tenants {
            let seeded_keys = std::mem::take(&mut seed.keys);
            let tenant = Arc::new(Tenant::new(seed, partner_origin, extra_ancestors));
            for key in seeded_keys {
                let held = Key {
                    tenant: Arc::clone(&tenant),
                    scopes: key.scopes,
                };
                keys.insert(Digest::of(&key.value), held);
            }
            by_slug.insert(tenant.slug.clone(), tenant);
        }
        let default = Arc::clone(by_slug.get(&scenario.default_tenant)?);
        Some(Self {
            by_slug,
            default,
            keys,
        })
    }

    pub(crate) fn get(&self, slug: &str) -> Option<Arc<Tenant>> {
        self.by_slug.get(slug).cloned()
    }

    pub(crate) fn default_tenant(&self) -> Arc<Tenant> {
        Arc::clone(&self.default)
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
