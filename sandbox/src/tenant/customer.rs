//! Customers of a tenant.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Whether a customer is a firm or a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum CustomerType {
    Business,
    PrivatePerson,
}

impl CustomerType {
    /// Every value with its name on the wire.
    pub(crate) const NAMES: &'static [(&'static str, Self)] = &[
        ("BUSINESS", Self::Business),
        ("PRIVATE_PERSON", Self::PrivatePerson),
    ];
}

/// How a customer is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VatZone {
    Domestic,
    Eu,
    Abroad,
    DomesticWithoutVat,
}

impl VatZone {
    /// Every value with its name on the wire.
    pub(crate) const NAMES: &'static [(&'static str, Self)] = &[
        ("domestic", Self::Domestic),
        ("eu", Self::Eu),
        ("abroad", Self::Abroad),
        ("domestic_without_vat", Self::DomesticWithoutVat),
    ];
}

/// A postal address; the parts that are not known are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Address {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) street: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) postal_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) city: Option<String>,
}

/// A customer record.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Customer {
    pub(crate) id: Uuid,
    /// The tenant's own number for it, unique in the tenant.
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) customer_type: CustomerType,
    /// ISO 3166-1 alpha-2.
    pub(crate) country: String,
    pub(crate) vat_zone: VatZone,
    pub(crate) group: Uuid,
    pub(crate) email: Option<String>,
    pub(crate) vat_number: Option<String>,
    #[serde(default)]
    pub(crate) address: Address,
}

/// What a customer is created from.
#[derive(Debug)]
pub(crate) struct NewCustomer {
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) customer_type: CustomerType,
    pub(crate) country: String,
    pub(crate) vat_zone: VatZone,
    pub(crate) group: Uuid,
    pub(crate) email: String,
    pub(crate) vat_number: Option<String>,
    pub(crate) address: Address,
}

impl NewCustomer {
    /// The record, under a fresh id.
    pub(crate) fn into_customer(self) -> Customer {
        Customer {
            id: Uuid::new_v4(),
            number: self.number,
            name: self.name,
            customer_type: self.customer_type,
            country: self.country,
            vat_zone: self.vat_zone,
            group: self.group,
            email: Some(self.email),
            vat_number: self.vat_number,
            address: self.address,
        }
    }
}
