//! The partner: a company with a website that sells through a tenant, and a
//! thin backend that holds the API key.

mod ledgerbee;
mod order;
mod visitor;

use crate::tenant::PartnerSeed;

pub(crate) use ledgerbee::{LedgerBee, string_of};
pub(crate) use order::{News, Orders, Standing};
pub(crate) use visitor::{Visitor, Visitors};

/// What the partner's backend holds.
pub(crate) struct Partner {
    pub(crate) seed: PartnerSeed,
    /// Names of its own hosts, besides those of this machine.
    pub(crate) hosts: Vec<String>,
    pub(crate) ledgerbee: LedgerBee,
    pub(crate) visitors: Visitors,
    pub(crate) orders: Orders,
}
