//! What a start asks for; what is wrong with it is left out and reported (docs/protocol.md, "Options").
//!
//! A new option is one row of [`OPTIONS`], and one of `js/loader/tag.ts` if the tag has it too.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::bridge::Bridge;
use super::permit::Permit;
use super::{js, platform};
use crate::core::books::Books;
use crate::core::diagnostic::Code;
use crate::core::origin::{is_origin, self_origin};
use crate::core::value::{ANY, Value};
use crate::core::wire::Kind;

/// How an option is taken.
enum Rule {
    /// It changes the books alone.
    Setting(fn(&mut Books<JsValue>, &JsValue) -> bool),
    /// It needs the page: an accessor may be read, or a tree searched.
    Action(fn(&Rc<Bridge>, &JsValue, &mut Permit) -> bool),
}

/// Each option by its name. The rules return `false` if what is given is not valid.
const OPTIONS: &[(&str, Rule)] = &[
    ("providers", Rule::Action(Bridge::take_providers)),
    ("portalOrigins", Rule::Action(Bridge::take_origins)),
    (
        "providerTimeoutMs",
        Rule::Setting(|books, asked| asked.number().map(|ms| books.set_timeout(ms)).is_some()),
    ),
    (
        "silenceMs",
        Rule::Setting(|books, asked| asked.number().map(|ms| books.set_silence(ms)).is_some()),
    ),
    (
        "debug",
        Rule::Setting(|books, asked| {
            let is_debug = js::flag(asked);
            books.is_debug = is_debug.unwrap_or(books.is_debug);
            is_debug.is_some()
        }),
    ),
    ("root", Rule::Action(Bridge::observe)),
];

impl Bridge {
    /// Merges the options of one start.
    pub(crate) fn apply(self: &Rc<Self>, options: &JsValue, permit: &mut Permit) {
        for (name, rule) in OPTIONS {
            // An accessor of the page that throws counts as a bad option.
            let is_valid = match js::try_get(options, name, permit) {
                Ok(value) if !js::is_given(&value) => true,
                Ok(value) => match rule {
                    Rule::Action(act) => act(self, &value, permit),
                    Rule::Setting(set) => {
                        let is_valid = self.turn(permit, |books, _| set(books, &value));
                        if is_valid {
                            // For the program that may follow.
                            js::set(&self.memory.given(), name, &value);
                        }
                        is_valid
                    }
                },
                Err(_) => false,
            };
            if !is_valid {
                self.reject_option(name, permit);
            }
        }
    }

    /// Trusts the origins of the tags so far.
    pub(crate) fn trust_tags(self: &Rc<Self>, permit: &mut Permit) {
        let page = platform::page_origin();
        let addresses = platform::addresses_of(&self.memory.scripts());
        let mut texts = addresses.iter().filter_map(|it| it.text(ANY));
        while let (Some(path), Some(origin)) = (texts.next(), texts.next()) {
            if let Some(origin) = self_origin(&path, &origin, &page) {
                self.turn(permit, |books, _| books.trust.add_self(origin));
            }
        }
    }

    /// Reports an option that was left out.
    pub(crate) fn reject_option(self: &Rc<Self>, name: &'static str, permit: &mut Permit) {
        self.turn(permit, |books, calls| {
            if let Some(report) = books.report(Code::InvalidOption, calls) {
                report.name = Some(name);
            }
        });
    }

    fn take_providers(self: &Rc<Self>, holder: &JsValue, permit: &mut Permit) -> bool {
        let mut is_valid = holder.is_object();
        for kind in Kind::ALL {
            match js::try_get(holder, kind.provider(), permit) {
                Ok(provider) if provider.is_function() => {
                    js::set(&self.memory.given(), kind.provider(), holder);
                }
                // One that is left out is no mistake; one that is not a function is.
                Ok(other) => is_valid &= !js::is_given(&other),
                Err(_) => is_valid = false,
            }
        }
        is_valid
    }

    /// A value that is not a list counts as an empty one: a page that tried to narrow its trust must not end up
    /// trusting every portal.
    fn take_origins(self: &Rc<Self>, list: &JsValue, permit: &mut Permit) -> bool {
        let mut is_valid = platform::is_list(list);
        let mut origins = Vec::new();
        // A copy, which the page cannot add to.
        let listed = Array::new();
        if is_valid {
            for entry in platform::items(list, permit).iter() {
                // Exactly what the browser's URL parser would print, so that comparing is enough.
                let origin = platform::origin_of_url(&entry);
                match origin.text(ANY).filter(|text| is_origin(text)) {
                    Some(text) if origin == entry => {
                        origins.push(text);
                        listed.set(listed.length(), origin);
                    }
                    _ => is_valid = false,
                }
            }
        }
        let is_taken = self.turn(permit, |books, calls| {
            let is_taken = books.trust.restrict(origins);
            self.survey_into(books, calls);
            is_taken
        });
        if is_taken {
            js::set(&self.memory.given(), "portalOrigins", &listed);
        }
        is_valid && is_taken
    }
}
