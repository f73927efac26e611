//! What a start asks for; what is wrong with it is left out and reported
//! (contract: "Script attributes", "npm").

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::dom::Url;
use super::provider::Provider;
use super::reporter::Subject;
use super::{Page, js};
use crate::core::diagnostic::Code;
use crate::core::origin::{Trust, self_origin};
use crate::core::patience;
use crate::core::wire::Kind;

impl Page {
    /// Merges the options of one start. `script` is the URL of its tag, if it had one.
    pub(crate) fn apply(&self, options: &JsValue, script: &JsValue) {
        self.apply_providers(options);
        self.apply_origins(options);
        if let Ok(url) = Url::new(script, &JsValue::UNDEFINED) {
            let origin = js::text(&url, "origin");
            if let Some(origin) = self_origin(&js::text(&url, "pathname"), &origin, &self.origin) {
                self.trust.with(|trust| trust.add_self(origin));
            }
        }
        if let Some(asked) = self.option(options, "providerTimeoutMs") {
            match asked.as_f64().and_then(patience::timeout) {
                Some(timeout) => self.timeout.set(timeout),
                None => self.reject_option("providerTimeoutMs"),
            }
        }
        if let Some(debug) = self.option(options, "debug") {
            match debug.as_bool() {
                Some(is_debug) => self.reporter.is_debug.set(is_debug),
                None => self.reject_option("debug"),
            }
        }
        if let Some(root) = self.option(options, "root") {
            self.observe(&root);
        }
    }

    pub(crate) fn reject_option(&self, name: &'static str) {
        let subject = Subject {
            name,
            ..Subject::default()
        };
        self.report(Code::InvalidOption, subject);
    }

    fn apply_providers(&self, options: &JsValue) {
        let Some(holder) = self.option(options, "providers") else {
            return;
        };
        if !holder.is_object() && !holder.is_function() {
            return self.reject_option("providers");
        }
        for kind in [Kind::Bind, Kind::Catalog] {
            let name = kind.provider();
            match Provider::of(&holder, kind) {
                Ok(Some(provider)) => self.providers.set(kind, provider),
                // One that is left out is no mistake; one that is no function is.
                Ok(None) if self.option(&holder, name).is_none() => {}
                _ => self.reject_option(name),
            }
        }
    }

    fn apply_origins(&self, options: &JsValue) {
        let Some(list) = self.option(options, "portalOrigins") else {
            return;
        };
        // What should have been a list, and is none, trusts nobody rather than everybody.
        let mut is_valid = self.trust.with(Trust::restrict);
        let entries = if is_valid { list.dyn_ref() } else { None };
        is_valid &= entries.is_some();
        for entry in entries.unwrap_or(&Array::new()).iter() {
            // Exactly what the browser's URL parser would print, so that comparing is enough later.
            let url = Url::new(&entry, &JsValue::UNDEFINED);
            let is_origin = url.is_ok_and(|url| js::get(&url, "origin") == entry);
            let text = entry.as_string().filter(|_| is_origin).unwrap_or_default();
            is_valid &= self.trust.with(|trust| trust.list(text));
        }
        if !is_valid {
            self.reject_option("portalOrigins");
        }
    }

    /// An option that was given; a getter of the page that throws counts as a bad one.
    fn option(&self, options: &JsValue, name: &'static str) -> Option<JsValue> {
        let value = js::try_get(options, name);
        if value.is_err() {
            self.reject_option(name);
        }
        value.ok().filter(js::is_given)
    }
}
