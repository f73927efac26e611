//! What `provision` is asked.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::{Country, Email, Fields, Line, Problem, read};
use crate::tenant::{Address, CustomerType, NewCustomer, VatZone};

/// The customer by its id, or the one to create: exactly one of the two.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum PublicProvisionRequest {
    Known(ProvisionKnownCustomer),
    Upsert(ProvisionCustomer),
}

/// For a customer that exists.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProvisionKnownCustomer {
    #[schema(example = "550e8400-e29b-41d4-a716-446655440010")]
    customer_id: Uuid,
    /// Who is granted access to the portal.
    #[schema(value_type = Email)]
    email: String,
    /// Whether a bind token is wanted.
    mint_checkout_bind_token: Option<bool>,
    /// The partner's own id, which comes back in the webhooks.
    #[schema(pattern = "^[A-Za-z0-9_-]{1,200}$", example = "order_7f3a9c21")]
    client_reference_id: Option<String>,
}

/// For a customer that is found by its number, or else created.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProvisionCustomer {
    customer: PublicCreateCustomer,
    /// Who is granted access to the portal.
    #[schema(value_type = Email)]
    email: String,
    /// Whether a bind token is wanted.
    mint_checkout_bind_token: Option<bool>,
    /// The partner's own id, which comes back in the webhooks.
    #[schema(pattern = "^[A-Za-z0-9_-]{1,200}$", example = "order_7f3a9c21")]
    client_reference_id: Option<String>,
}

/// A customer to create.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PublicCreateCustomer {
    /// Unique in the tenant.
    #[schema(value_type = Line)]
    customer_number: String,
    #[schema(value_type = Line)]
    name: String,
    customer_type: CustomerType,
    #[schema(value_type = Country)]
    country_code: String,
    vat_zone: VatZone,
    /// One of `GET /api/v1/customers/groups`.
    customer_group_id: Uuid,
    /// The customer's own address; the portal user's unless given.
    #[schema(value_type = Option<Email>)]
    email: Option<String>,
    #[schema(value_type = Option<Line>)]
    vat_number: Option<String>,
    address: Option<PublicAddress>,
}

/// A postal address.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PublicAddress {
    #[schema(value_type = Option<Line>)]
    street: Option<String>,
    #[schema(value_type = Option<Line>)]
    postal_code: Option<String>,
    #[schema(value_type = Option<Line>)]
    city: Option<String>,
}

/// Which customer is meant.
pub(super) enum Handle {
    Known(Uuid),
    Upsert(NewCustomer),
}

/// What a request comes to, whichever form it has.
pub(super) struct Order {
    pub(super) customer: Handle,
    pub(super) email: String,
    pub(super) mint_bind_token: bool,
    pub(super) client_reference_id: Option<String>,
}

impl PublicProvisionRequest {
    /// # Errors
    /// `400` naming every wrong field.
    pub(super) fn read(body: &Map<String, Value>) -> Result<Self, Problem> {
        let mut fields = Fields::of(body);
        let email = fields.required("email", read::email);
        let customer_id = fields.optional("customerId", read::uuid);
        let customer = fields.object("customer", PublicCreateCustomer::read);
        if fields.has("customerId") == fields.has("customer") {
            for name in ["customerId", "customer"] {
                fields.fault(name, "exactly one of customerId and customer is needed");
            }
        }
        let mint_checkout_bind_token = fields.optional("mintCheckoutBindToken", read::boolean);
        let client_reference_id = fields.optional("clientReferenceId", read::client_reference);
        let request = email.and_then(|email| match (customer_id, customer) {
            (Some(customer_id), None) => Some(Self::Known(ProvisionKnownCustomer {
                customer_id,
                email,
                mint_checkout_bind_token,
                client_reference_id,
            })),
            (None, Some(customer)) => Some(Self::Upsert(ProvisionCustomer {
                customer,
                email,
                mint_checkout_bind_token,
                client_reference_id,
            })),
            _ => None,
        });
        fields.finish(request)
    }

    pub(super) fn into_order(self) -> Order {
        match self {
            Self::Known(it) => Order {
                customer: Handle::Known(it.customer_id),
                email: it.email,
                mint_bind_token: it.mint_checkout_bind_token.unwrap_or(false),
                client_reference_id: it.client_reference_id,
            },
            Self::Upsert(it) => Order {
                customer: Handle::Upsert(it.customer.into_new(&it.email)),
                email: it.email,
                mint_bind_token: it.mint_checkout_bind_token.unwrap_or(false),
                client_reference_id: it.client_reference_id,
            },
        }
    }
}

impl PublicCreateCustomer {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let customer_number = fields.required("customerNumber", read::line);
        let name = fields.required("name", read::line);
        let customer_type = fields.required("customerType", read::one_of(CustomerType::NAMES));
        let country_code = fields.required("countryCode", read::country);
        let vat_zone = fields.required("vatZone", read::one_of(VatZone::NAMES));
        let customer_group_id = fields.required("customerGroupId", read::uuid);
        let email = fields.optional("email", read::email);
        let vat_number = fields.optional("vatNumber", read::line);
        let address = fields.object("address", |it| {
            Some(PublicAddress {
                street: it.optional("street", read::line),
                postal_code: it.optional("postalCode", read::line),
                city: it.optional("city", read::line),
            })
        });
        Some(Self {
            customer_number: customer_number?,
            name: name?,
            customer_type: customer_type?,
            country_code: country_code?,
            vat_zone: vat_zone?,
            customer_group_id: customer_group_id?,
            email,
            vat_number,
            address,
        })
    }

    /// `login` is the portal user's address, which stands in for the customer's.
    fn into_new(self, login: &str) -> NewCustomer {
        let address = self.address.map(|it| Address {
            street: it.street,
            postal_code: it.postal_code,
            city: it.city,
        });
        NewCustomer {
            number: self.customer_number,
            name: self.name,
            customer_type: self.customer_type,
            country: self.country_code,
            vat_zone: self.vat_zone,
            group: self.customer_group_id,
            email: self.email.unwrap_or_else(|| login.to_owned()),
            vat_number: self.vat_number,
            address: address.unwrap_or_default(),
        }
    }
}
