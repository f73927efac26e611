//! Frames that come, move, change and go (docs/protocol.md, "Frames that are served").

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::bridge::Bridge;
use super::permit::Permit;
use super::word::word;
use super::{js, platform};
use crate::core::books::{Books, Reading};
use crate::core::calls::Calls;
use crate::core::diagnostic::Code;
use crate::core::pin::{Attributes, is_blank, is_opaque, refusal};
use crate::core::value::{ANY, Value};

/// What marks an iframe as one to serve.
const MARKER: &str = "data-ledgerbee-pricing";
/// Every frame to serve.
pub(super) const MARKED: &str = "iframe[data-ledgerbee-pricing]";
/// Every frame that could become one.
const IFRAME: &str = "iframe";

type Ledger<'a> = (&'a mut Books<JsValue>, &'a mut Calls<JsValue>);

impl Bridge {
    /// The trees in which frames are looked for, as they are now.
    pub(super) fn trees(&self) -> JsValue {
        platform::trees_of(&self.memory.roots())
    }

    /// Watches a shadow root of this document too; `false` if it is none.
    pub(crate) fn observe(self: &Rc<Self>, root: &JsValue, permit: &mut Permit) -> bool {
        let is_root = platform::is_root(root);
        if is_root {
            if self.memory.add_root(root) {
                self.observer.observe(root);
                self.listen_to(root.unchecked_ref());
            }
            self.survey(permit);
        }
        is_root
    }

    /// Judges every frame there is, and every one there was.
    pub(crate) fn survey(self: &Rc<Self>, permit: &mut Permit) {
        self.turn(permit, |books, calls| self.survey_into(books, calls));
    }

    pub(super) fn survey_into(&self, books: &mut Books<JsValue>, calls: &mut Calls<JsValue>) {
        let trees = self.trees();
        for slot in 0..books.slots() {
            if let Some(element) = books.element(slot) {
                reconcile(&element, false, &trees, (books, calls));
            }
        }
        for element in platform::find(&trees, word(selector(books))).iter() {
            reconcile(&element, false, &trees, (books, calls));
        }
    }

    /// Takes in what has changed since the observer last called.
    pub(super) fn catch_up(&self, books: &mut Books<JsValue>, calls: &mut Calls<JsValue>) {
        match self.observer.take_records() {
            None => {}
            Some(records) if *records == JsValue::FALSE => self.survey_into(books, calls),
            Some(records) => self.digest(&records, books, calls),
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
        let touched = platform::touched(records, &trees, word(selector(books)));
        let mut touched = touched.iter();
        while let (Some(element), Some(name), Some(old)) =
            (touched.next(), touched.next(), touched.next())
        {
            let name = name.text(ANY);
            if name.as_deref() == Some("style") {
                books.restore_height(&element, calls);
                continue;
            }
            let was_other = name.is_some_and(|name| was_other(&element, &name, &old, books));
            reconcile(&element, was_other, &trees, (books, calls));
        }
        self.memory.prune();
    }
}

/// With `data-debug`, a portal's frame that is not marked is worth a word.
fn selector(books: &Books<JsValue>) -> &'static str {
    if books.is_debug { IFRAME } else { MARKED }
}

/// Makes the books agree with one iframe.
#[inline(never)]
fn reconcile(element: &JsValue, was_other: bool, trees: &JsValue, (books, calls): Ledger<'_>) {
    let is_marked = platform::is_marked(element, trees, word(MARKER));
    if is_marked == Some(true) {
        let reading = read(element, books);
        books.place(reading, was_other, platform::now(), calls);
    } else if books.is_known(element) {
        books.lose(element, calls);
    } else if books.is_debug && is_marked.is_some() {
        let reading = read(element, books);
        if reading.refusal.is_none()
            && let Some(report) = books.report(Code::FrameUnmarked, calls)
        {
            report.add("origin", reading.origin);
            report.add("frame", reading.element);
        }
    }
}

/// What an iframe's attributes say of it.
fn read(element: &JsValue, books: &Books<JsValue>) -> Reading<JsValue> {
    let described = platform::describe(element);
    let text = |name| js::text(&described, name);
    let origin = js::get(&described, "origin");
    let protocol = text("protocol").unwrap_or_default();
    let sandbox = text("sandbox");
    let attributes = Attributes {
        protocol: &protocol,
        origin: &origin.text(ANY).unwrap_or_default(),
        has_srcdoc: text("srcdoc").is_some(),
        sandbox: sandbox.as_deref(),
    };
    let refusal = refusal(attributes, &books.trust);
    Reading {
        element: element.clone(),
        window: js::get(&described, "window"),
        refusal,
        is_blank: is_blank(&described.get("src").text(8).unwrap_or(protocol)),
        has_document: js::get(&described, "hasDocument").is_true(),
        origin,
    }
}

/// Whether a frame was pinned otherwise, or not marked, before this attribute changed: it may be what it
/// was again, but in between it was not.
fn was_other(element: &JsValue, name: &str, old: &JsValue, books: &Books<JsValue>) -> bool {
    match name {
        "src" => {
            let origin = platform::origin_at(element, old);
            books.is_known(element) && !books.has_origin(element, &origin)
        }
        "srcdoc" => js::is_given(old),
        "sandbox" => old.text(ANY).is_some_and(|old| is_opaque(&old)),
        _ => *old == JsValue::NULL,
    }
}
