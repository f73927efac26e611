//! Frames that come, move, change and go (docs/protocol.md, "Frames that are served").

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::ShadowRoot;

use super::bridge::Bridge;
use super::{js, platform};
use crate::core::books::{Books, Reading};
use crate::core::calls::{Calls, Loud};
use crate::core::diagnostic::Code;
use crate::core::pin::{Attributes, is_blank, is_opaque, refusal};
use crate::core::value::Value;

/// What marks an iframe as one to serve.
const MARKER: &str = "data-ledgerbee-pricing";
/// Every frame to serve.
pub(super) const MARKED: &str = "iframe[data-ledgerbee-pricing]";
/// Every frame that could become one.
const IFRAME: &str = "iframe";

/// The trees in which frames are looked for, as they are now.
pub(super) struct Trees {
    document: JsValue,
    roots: Vec<JsValue>,
}

impl Trees {
    /// Whether an element is in one of them.
    fn contain(&self, element: &JsValue) -> bool {
        let root = platform::root_of(element);
        root == self.document || self.roots.contains(&root)
    }

    /// Every iframe that matches, in the order of the trees.
    pub(super) fn frames(&self, selector: &str) -> Vec<JsValue> {
        let mut found = platform::items(&platform::find_in_document(&self.document, selector));
        for root in &self.roots {
            found.extend(platform::items(&platform::find_in_root(root, selector)));
        }
        found
    }
}

type Ledger<'a> = (&'a mut Books<JsValue>, &'a mut Calls<JsValue>);

impl Bridge {
    /// A root whose host was adopted by another document is none of these, until it is back.
    pub(super) fn trees(&self) -> Trees {
        let document: &JsValue = self.document.as_ref();
        let mut roots = platform::items(&self.memory.roots());
        roots.retain(|root| platform::document_of(root) == *document);
        Trees {
            document: document.clone(),
            roots,
        }
    }

    /// Watches a shadow root of this document too; `false` if it is none.
    pub(crate) fn observe(self: &Rc<Self>, root: &JsValue) -> bool {
        let document: &JsValue = self.document.as_ref();
        let root = root.dyn_ref::<ShadowRoot>();
        let Some(root) = root.filter(|root| platform::document_of(root) == *document) else {
            return false;
        };
        if !platform::items(&self.memory.roots()).contains(root) {
            self.memory.add_root(root);
            self.observer.observe(root);
            self.listen_to(root);
        }
        self.survey();
        true
    }

    /// Judges every frame there is, and every one there was.
    pub(crate) fn survey(self: &Rc<Self>) {
        self.turn(|books, calls| self.survey_into(books, calls));
    }

    pub(super) fn survey_into(&self, books: &mut Books<JsValue>, calls: &mut Calls<JsValue>) {
        let trees = self.trees();
        let mut elements = books.elements();
        // With `data-debug`, a portal's frame that is not marked is worth a word.
        let selector = if books.is_debug { IFRAME } else { MARKED };
        elements.extend(trees.frames(selector));
        for element in elements {
            self.reconcile(&element, false, &trees, (books, calls));
        }
    }

    /// Takes in what has changed since the observer last called.
    pub(super) fn catch_up(&self, books: &mut Books<JsValue>, calls: &mut Calls<JsValue>) {
        let records = self.observer.take_records();
        if records.is_null() {
            self.survey_into(books, calls);
        } else if !records.is_undefined() {
            self.digest(&records, books, calls);
        }
    }

    /// Brings the books up to date with a batch of changes.
    ///
    /// Only what the batch touched is looked at, and always as it is now: a frame that was moved
    /// about and is back with the same window has not changed.
    pub(super) fn digest(
        &self,
        records: &JsValue,
        books: &mut Books<JsValue>,
        calls: &mut Calls<JsValue>,
    ) {
        let trees = self.trees();
        let selector = if books.is_debug { IFRAME } else { MARKED };
        let mut has_elements = false;
        for record in platform::items(records) {
            let name = js::text(&record, "attributeName");
            if !name.is_empty() {
                let target = js::get(&record, "target");
                if platform::matches(&target, IFRAME) {
                    let old = js::get(&record, "oldValue");
                    let was_other = was_other(&target, &name, &old, books);
                    self.reconcile(&target, was_other, &trees, (books, calls));
                }
                continue;
            }
            let mut nodes = platform::items(&js::get(&record, "addedNodes"));
            nodes.extend(platform::items(&js::get(&record, "removedNodes")));
            for node in nodes {
                let below = platform::find_in(&node, selector);
                // Not an element, in which nothing can be.
                if below.is_undefined() {
                    continue;
                }
                has_elements = true;
                let mut elements = platform::items(&below);
                if platform::matches(&node, selector) {
                    elements.push(node);
                }
                for element in elements {
                    self.reconcile(&element, false, &trees, (books, calls));
                }
            }
        }
        if has_elements {
            // A shadow root comes and goes with its host, of which its own observer sees nothing.
            for root in &trees.roots {
                for element in platform::items(&platform::find_in_root(root, MARKED)) {
                    self.reconcile(&element, false, &trees, (books, calls));
                }
            }
            self.memory.prune();
        }
    }

    /// Makes the books agree with one iframe.
    #[inline(never)]
    fn reconcile(
        &self,
        element: &JsValue,
        was_other: bool,
        trees: &Trees,
        (books, calls): Ledger<'_>,
    ) {
        let is_there = trees.contain(element);
        let is_marked = platform::has_attribute(element, MARKER);
        // `<svg><iframe>` has no window: it is no iframe of HTML.
        let window = platform::content_window(element);
        if is_there && is_marked && js::is_given(&window) {
            let reading = read(element, window, books);
            books.place(reading, was_other, platform::now(), calls);
            return;
        }
        if books.is_known(element) {
            books.lose(element, calls);
        } else if books.is_debug && is_there && !is_marked && js::is_given(&window) {
            let reading = read(element, window, books);
            if reading.refusal.is_none() {
                if let Some(report) = books.report(Code::FrameUnmarked) {
                    let report = report
                        .with("origin", reading.origin)
                        .with("frame", reading.element);
                    calls.then(Loud::Report(report));
                }
            }
        }
    }
}

/// What an iframe's attributes say of it.
fn read(element: &JsValue, window: JsValue, books: &Books<JsValue>) -> Reading<JsValue> {
    let src = platform::attribute(element, "src");
    let url = platform::address_of(element, &src);
    let origin = js::get(&url, "origin");
    let sandbox = platform::attribute(element, "sandbox").as_string();
    let attributes = Attributes {
        protocol: &js::text(&url, "protocol"),
        origin: &origin.text(u32::MAX).unwrap_or_default(),
        has_srcdoc: platform::has_attribute(element, "srcdoc"),
        sandbox: sandbox.as_deref(),
    };
    Reading {
        element: element.clone(),
        window,
        refusal: refusal(attributes, &books.trust),
        is_blank: is_blank(&src.text(8).unwrap_or_else(|| js::text(&url, "protocol"))),
        has_document: platform::has_document(element),
        origin,
    }
}

/// Whether a frame was pinned otherwise, or not marked, before this attribute changed: it may be what it
/// was again, but in between it was not.
fn was_other(element: &JsValue, name: &str, old: &JsValue, books: &Books<JsValue>) -> bool {
    match name {
        "src" => {
            let origin = js::get(&platform::address_of(element, old), "origin");
            books.is_known(element) && !books.has_origin(element, &origin)
        }
        "srcdoc" => js::is_given(old),
        "sandbox" => old.text(u32::MAX).is_some_and(|old| is_opaque(&old)),
        _ => old.is_null(),
    }
}
