//! `POST /api/v1/portal-sso/provision`: a customer's portal user, and a bind
//! token for its checkout.

use axum::Json;
use axum::extract::{Request, State};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::caller::{authorize, customer_not_found};
use crate::clock::iso;
use crate::http::{Fields, Problem, json_body, read};
use crate::tenant::{Address, CustomerType, NewCustomer, Scope, Tenant, VatZone};
use crate::token::{BindGrant, Intent};
use crate::world::Shared;

const SCOPES: &[Scope] = &[Scope::Provision, Scope::SsoMint];

/// Which customer is meant.
enum Handle {
    Known(Uuid),
    Upsert(NewCustomer),
}

struct Order {
    customer: Handle,
    email: String,
    mint_bind_token: bool,
    client_reference_id: Option<String>,
}

pub(super) async fn provision(
    State(world): State<Shared>,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let tenant = authorize(&world, request.headers(), SCOPES)?;
    let order = read_order(&json_body(request).await?, &tenant)?;

    let customer = match order.customer {
        Handle::Known(id) => tenant.customer(id).ok_or_else(customer_not_found)?,
        Handle::Upsert(new) => tenant.reuse_or_create(new),
    };
    let mut answer = json!({
        "customerId": customer.id,
        "customerNumber": customer.number,
        "portalUserId": tenant.portal_user(&order.email),
        "email": order.email,
    });
    if order.mint_bind_token {
        let grant = BindGrant {
            tenant: tenant.slug.clone(),
            intent: Intent::CheckoutBind,
            customer_id: customer.id,
            client_reference_id: order.client_reference_id,
        };
        let (token, expires_at) = world.bind_tokens.mint(grant, world.now())?;
        if let Some(answer) = answer.as_object_mut() {
            answer.insert("checkoutBindToken".to_owned(), token.reveal().into());
            answer.insert("checkoutBindExpiresAt".to_owned(), iso(expires_at).into());
        }
    }
    Ok(Json(answer))
}

fn read_order(body: &Map<String, Value>, tenant: &Tenant) -> Result<Order, Problem> {
    let mut fields = Fields::of(body);
    let email = fields.required("email", read::email);
    let known = fields.optional("customerId", read::uuid).map(Handle::Known);
    let upsert = fields
        .object("customer", |it| read_customer(it, email.as_deref(), tenant))
        .map(Handle::Upsert);
    if fields.has("customerId") == fields.has("customer") {
        for name in ["customerId", "customer"] {
            fields.fault(name, "exactly one of customerId and customer is needed");
        }
    }
    let mint_bind_token = fields.optional("mintCheckoutBindToken", read::boolean);
    let client_reference_id = fields.optional("clientReferenceId", read::client_reference);
    let order = (|| {
        Some(Order {
            customer: known.or(upsert)?,
            email: email?,
            mint_bind_token: mint_bind_token.unwrap_or(false),
            client_reference_id,
        })
    })();
    fields.finish(order)
}

/// `login` is the portal user's address, which stands in for the customer's.
fn read_customer(
    fields: &mut Fields<'_>,
    login: Option<&str>,
    tenant: &Tenant,
) -> Option<NewCustomer> {
    let number = fields.required("customerNumber", read::line);
    let name = fields.required("name", read::line);
    let customer_type = fields.required("customerType", read::one_of(CustomerType::NAMES));
    let country = fields.required("countryCode", read::country);
    let vat_zone = fields.required("vatZone", read::one_of(VatZone::NAMES));
    let group = fields.required("customerGroupId", read::uuid);
    if group.is_some_and(|group| !tenant.has_group(group)) {
        fields.fault("customerGroupId", "names no customer group of the tenant");
    }
    let email = fields.optional("email", read::email);
    let vat_number = fields.optional("vatNumber", read::line);
    let address = fields.object("address", |it| {
        Some(Address {
            street: it.optional("street", read::line),
            postal_code: it.optional("postalCode", read::line),
            city: it.optional("city", read::line),
        })
    });
    Some(NewCustomer {
        number: number?,
        name: name?,
        customer_type: customer_type?,
        country: country?,
        vat_zone: vat_zone?,
        group: group?,
        email: email.or_else(|| login.map(str::to_owned))?,
        vat_number,
        address: address.unwrap_or_default(),
    })
}
