//! What a start asks for; what is wrong with it is left out and reported
//! (contract: "Script attributes", "npm").

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::dom::{self, Url};
use super::reporter::Subject;
use super::{Page, js};
use crate::core::diagnostic::Code;
use crate::core::origin::{Trust, self_origin};
use crate::core::patience;
use crate::core::wire::Kind;

/// Takes an option in; `false` if it is not valid.
type Apply = fn(&Page, &JsValue) -> bool;

impl Page {
    /// Takes over what an earlier program was given.
    pub(crate) fn restore(&self) {
        self.apply(&self.memory.given);
    }

    /// Merges the options of one start, and the origins of the tags so far.
    pub(crate) fn apply(&self, options: &JsValue) {
        // Name, whether it is kept here for a program that may follow, and what to do.
        let rules: [(&'static str, bool, Apply); 5] = [
            ("providers", false, Self::apply_providers),
            ("portalOrigins", false, Self::apply_origins),
            ("providerTimeoutMs", true, |page, asked| {
                let timeout = asked.as_f64().and_then(patience::timeout);
                page.timeout.set(timeout.unwrap_or(page.timeout.get()));
                timeout.is_some()
            }),
            ("debug", true, |page, debug| {
                let is_debug = js::flag(debug);
                let held = &page.reporter.is_debug;
                held.set(is_debug.unwrap_or(held.get()));
                is_debug.is_some()
            }),
            ("root", false, Self::observe_root),
        ];
        for (name, is_kept, apply) in &rules {
            // A getter of the page that throws counts as a bad option.
            let is_valid = match js::try_get(options, name) {
                Ok(value) => {
                    let is_given = js::is_given(&value);
                    let is_valid = !is_given || apply(self, &value);
                    if is_given && is_valid && *is_kept {
                        js::set(&self.memory.given, name, &value);
                    }
                    is_valid
                }
                Err(_) => false,
            };
            if !is_valid {
                self.reject_option(name);
            }
        }
        dom::each(&self.memory.scripts, &mut |script| {
            if let Ok(url) = Url::new(script, &JsValue::UNDEFINED) {
                let origin = js::text(&url, "origin");
                let page = js::text(&self.window, "origin");
                if let Some(origin) = self_origin(&js::text(&url, "pathname"), &origin, &page) {
                    self.trust.with(|trust| trust.add_self(origin));
                }
            }
        });
    }

    pub(crate) fn reject_option(&self, name: &'static str) {
        let subject = Subject {
            name,
            ..Subject::default()
        };
        self.report(Code::InvalidOption, subject);
    }

    fn apply_providers(&self, holder: &JsValue) -> bool {
        let mut is_valid = holder.is_object();
        for kind in Kind::ALL {
            match js::try_get(holder, kind.provider()) {
                Ok(provider) if provider.is_function() => {
                    js::set(&self.memory.given, kind.provider(), holder);
                }
                // One that is left out is no mistake; one that is no function is.
                Ok(other) => is_valid &= !js::is_given(&other),
                Err(_) => is_valid = false,
            }
        }
        is_valid
    }

    fn apply_origins(&self, list: &JsValue) -> bool {
        // What should have been a list, and is none, trusts nobody rather than everybody.
        let is_first = self.trust.with(Trust::restrict);
        let listed = Array::new();
        if is_first {
            js::set(&self.memory.given, "portalOrigins", &listed);
        }
        let mut is_valid = is_first && Array::is_array(list);
        if is_valid {
            dom::each(list, &mut |entry| {
                // Exactly what the browser's URL parser would print, so that comparing is enough.
                let url = Url::new(entry, &JsValue::UNDEFINED);
                let url = url.map_or(JsValue::UNDEFINED, JsValue::from);
                let origin = js::get(&url, "origin");
                let text = if *entry == origin {
                    js::text(&url, "origin")
                } else {
                    String::new()
                };
                if self.trust.with(|trust| trust.list(&text)) {
                    listed.push(entry);
                } else {
                    is_valid = false;
                }
            });
        }
        is_valid
    }
}
