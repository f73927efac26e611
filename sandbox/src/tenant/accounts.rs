//! Who a tenant does business with: customers, and the people who act for them.

use std::io;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::customer::{Customer, NewCustomer};
use crate::fault::Fault;
use crate::store::{Store, Table};

/// A person who may sign in to the portal. Who acts for a customer is named by
/// the partner or proved by mail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PortalUser {
    pub(crate) id: Uuid,
    /// In lower case.
    pub(crate) email: String,
    /// Whether a password or passkey of their own guards their sign-in.
    pub(crate) has_own_factor: bool,
    /// The customers this person acts for.
    pub(crate) memberships: Vec<Membership>,
}

impl PortalUser {
    pub(crate) fn acts_for(&self, customer_id: Uuid) -> bool {
        let mut memberships = self.memberships.iter();
        memberships.any(|it| it.customer_id == customer_id)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Membership {
    pub(crate) customer_id: Uuid,
    pub(crate) since: Timestamp,
}

/// The accounts of one tenant.
pub(super) struct Accounts {
    seeded: Vec<Customer>,
    created: Table<Uuid, Customer>,
    users: Table<String, PortalUser>,
}

impl Accounts {
    /// The customers of a scenario, and those that were made since.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(super) fn open(slug: &str, seeded: Vec<Customer>, store: &Arc<Store>) -> io::Result<Self> {
        Ok(Self {
            seeded,
            created: Table::open(store, format!("{slug}/customer"))?,
            users: Table::open(store, format!("{slug}/portal-user"))?,
        })
    }

    pub(super) fn customer(&self, id: Uuid) -> Option<Customer> {
        let seeded = self.seeded.iter().find(|it| it.id == id).cloned();
        seeded.or_else(|| self.created.get(&id))
    }

    pub(super) fn customers(&self) -> Vec<Customer> {
        let mut all = self.seeded.clone();
        all.extend(self.created.all());
        all
    }

    /// The customer with the number of `new`, or a new one. One that exists
    /// stays as it is.
    pub(super) fn reuse_or_create(&self, new: NewCustomer) -> Result<Customer, Fault> {
        let number = new.number.clone();
        let has_number = |it: &&Customer| it.number == number;
        if let Some(known) = self.seeded.iter().find(has_number) {
            return Ok(known.clone());
        }
        self.created.change(|created| {
            if let Some(known) = created.iter().map(|(_, it)| it).find(has_number) {
                return Ok(known.clone());
            }
            let customer = new.into_customer();
            created.put(customer.id, customer.clone())?;
            Ok(customer)
        })
    }

    /// The portal user of `email`, new or known, who acts for `customer` from
    /// now on.
    pub(super) fn grant_access(
        &self,
        email: &str,
        customer_id: Uuid,
        now: Timestamp,
    ) -> Result<PortalUser, Fault> {
        let email = email.to_lowercase();
        self.users.change(|users| {
            let known = users.get(&email).cloned();
            let mut user = known.unwrap_or_else(|| PortalUser {
                id: Uuid::new_v4(),
                email: email.clone(),
                has_own_factor: false,
                memberships: Vec::new(),
            });
            if user.acts_for(customer_id) {
                return Ok(user);
            }
            user.memberships.push(Membership {
                customer_id,
                since: now,
            });
            users.put(email, user.clone())?;
            Ok(user)
        })
    }

    /// Says whether the user `id` has factors of their own; `false` if there is
    /// no such user.
    pub(super) fn set_own_factor(&self, id: Uuid, has_own_factor: bool) -> Result<bool, Fault> {
        self.users.change(|users| {
            let found = users
                .iter()
                .map(|(_, user)| user)
                .find(|user| user.id == id);
            let Some(user) = found.cloned() else {
                return Ok(false);
            };
            let user = PortalUser {
                has_own_factor,
                ..user
            };
            users.put(user.email.clone(), user).map(|()| true)
        })
    }

    pub(super) fn users(&self) -> Vec<PortalUser> {
        self.users.all()
    }
}
