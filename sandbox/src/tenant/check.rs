//! What a tenant of a scenario must keep to, beyond its shape.

use std::collections::HashSet;
use std::hash::Hash;

use standardwebhooks::Webhook;
use uuid::Uuid;

use super::allowlist::is_partner_origin;
use super::customer::Customer;
use super::plan::{Item, ItemType, Plan};
use super::seed::{TenantSeed, WebhookSeed};
use crate::http::{is_alpha2, is_email};

pub(super) type Checked = Result<(), String>;

/// The texts of a custom call to action that the portal knows.
const CTA_PRESETS: [&str; 3] = ["contactUs", "bookDemo", "scheduleTime"];

/// # Errors
/// What is wrong first, and where.
pub(super) fn check_tenant(tenant: &TenantSeed) -> Checked {
    ensure(is_slug(&tenant.slug), "slug must be of a-z, 0-9 and -")?;
    ensure(is_alpha2(&tenant.country), "country is none")?;
    // Who signs up goes to the first.
    let has_group = !tenant.groups.is_empty() || tenant.plans.is_empty();
    ensure(has_group, "a tenant with plans has a group")?;
    for origin in &tenant.partner_origins {
        ensure(is_partner_origin(origin), &format!("{origin} is no origin"))?;
    }
    for key in &tenant.keys {
        let is_plain = key.value.bytes().all(|b| b.is_ascii_graphic());
        ensure(!key.value.is_empty() && is_plain, "a key is no plain text")?;
    }
    tenant.webhooks.iter().try_for_each(check_webhook)?;

    let groups: HashSet<Uuid> = tenant.groups.iter().map(|it| it.id).collect();
    once("group", tenant.groups.iter().map(|it| it.id))?;
    once("customer", tenant.customers.iter().map(|it| it.id))?;
    once(
        "customer number",
        tenant.customers.iter().map(|it| &it.number),
    )?;
    for customer in &tenant.customers {
        check_customer(customer, &groups)
            .map_err(|fault| format!("customer {}: {fault}", customer.id))?;
    }
    once("plan", tenant.plans.iter().map(|it| it.id))?;
    once(
        "vanity",
        tenant.plans.iter().filter_map(|it| it.vanity.as_ref()),
    )?;
    for plan in &tenant.plans {
        check_plan(plan, &groups).map_err(|fault| format!("plan {}: {fault}", plan.id))?;
    }
    Ok(())
}

fn check_webhook(webhook: &WebhookSeed) -> Checked {
    let url = &webhook.url;
    let is_http = url.starts_with("http://") || url.starts_with("{partner}/");
    ensure(
        is_http,
        &format!("webhook {url}: must begin with http:// or {{partner}}/"),
    )?;
    check_secret(&webhook.secret)
}

pub(super) fn check_secret(secret: &str) -> Checked {
    let is_good = secret.starts_with("whsec_") && secret.len() > 30 && Webhook::new(secret).is_ok();
    ensure(
        is_good,
        "a webhook secret is whsec_ and base64 of at least 18 bytes",
    )
}

fn check_customer(customer: &Customer, groups: &HashSet<Uuid>) -> Checked {
    ensure(groups.contains(&customer.group), "group names none")?;
    ensure(is_alpha2(&customer.country), "country is none")?;
    let email = customer.email.as_deref();
    ensure(email.is_none_or(is_email), "email is none")
}

fn check_plan(plan: &Plan, groups: &HashSet<Uuid>) -> Checked {
    if let Some(vanity) = &plan.vanity {
        // Two path segments are taken by other surfaces.
        let is_free = !["by-id", "checkout"].contains(&vanity.as_str());
        let is_name = is_slug(vanity) && Uuid::try_parse(vanity).is_err();
        ensure(is_free && is_name, "vanity must be a slug, and no uuid")?;
    }
    let is_currency =
        plan.currency.len() == 3 && plan.currency.bytes().all(|b| b.is_ascii_uppercase());
    ensure(is_currency, "currency must be three capital letters")?;
    for rule in &plan.rules {
        let mut named = rule.groups.iter().flatten();
        ensure(named.all(|id| groups.contains(id)), "a rule names no group")?;
        let mut named = rule.countries.iter().flatten();
        ensure(named.all(|it| is_alpha2(it)), "a rule names no country")?;
    }
    once("item", plan.items.iter().map(|it| it.id))?;
    for item in &plan.items {
        check_item(item).map_err(|fault| format!("item {}: {fault}", item.id))?;
    }
    Ok(())
}

fn check_item(item: &Item) -> Checked {
    let has_price = item.price_minor.is_some() && item.source_subscription_id.is_some();
    let has_any_price = item.price_minor.is_some() || item.source_subscription_id.is_some();
    let preset = item.cta_preset_key.as_deref();
    match item.item_type {
        ItemType::Subscription => {
            ensure(
                has_price,
                "a SUBSCRIPTION has a price_minor and a source_subscription_id",
            )?;
            let has_cta = preset.is_some() || item.cta_link.is_some();
            ensure(!has_cta, "a SUBSCRIPTION has no call to action")
        }
        ItemType::CustomCta => {
            ensure(
                !has_any_price,
                "a CUSTOM_CTA has no price and no subscription",
            )?;
            let is_known = preset.is_some_and(|it| CTA_PRESETS.contains(&it));
            ensure(
                is_known,
                "a CUSTOM_CTA has one of the known cta_preset_keys",
            )
        }
    }
}

fn is_slug(text: &str) -> bool {
    let is_word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=63).contains(&text.len()) && text.bytes().all(is_word)
}

pub(super) fn ensure(is_good: bool, fault: &str) -> Checked {
    is_good.then_some(()).ok_or_else(|| fault.to_owned())
}

pub(super) fn once<T: Eq + Hash + std::fmt::Display>(
    name: &str,
    values: impl Iterator<Item = T>,
) -> Checked {
    let mut seen = HashSet::new();
    for value in values {
        if seen.contains(&value) {
            return Err(format!("{name} {value} is there twice"));
        }
        seen.insert(value);
    }
    Ok(())
}
