//! Who looks at a catalogue: as the partner names them, and as the rules know
//! them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::customer::{Customer, CustomerType};

/// Who a catalog was resolved for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Buyer {
    /// A customer of the tenant.
    Customer {
        /// The customer.
        id: Uuid,
        /// The person who acts for it, if the partner named one.
        email: Option<String>,
    },
    /// Somebody who is no customer yet, with the partner's hints.
    Visitor {
        country: Option<String>,
        customer_type: Option<CustomerType>,
    },
}

/// What the rules may know about a buyer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor {
    pub(crate) group: Option<Uuid>,
    pub(crate) country: Option<String>,
    pub(crate) customer_type: Option<CustomerType>,
}

impl From<&Customer> for Visitor {
    fn from(customer: &Customer) -> Self {
        Self {
            group: Some(customer.group),
            country: Some(customer.country.clone()),
            customer_type: Some(customer.customer_type),
        }
    }
}
