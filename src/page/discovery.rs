//! Frames that come, move, change and go (contract: "Which frames are served").

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, WeakRef};
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlIFrameElement, Node, ShadowRoot};

use super::dom::{self, MARKER};
use super::frame::Frame;
use super::reporter::Subject;
use super::state::State;
use super::value::is_text;
use super::{Page, js};
use crate::core::diagnostic::Code;
use crate::core::patience::SILENCE_MS;
use crate::core::pin::{Attributes, is_blank, is_opaque, refusal};
use crate::core::requests::Requests;
use crate::core::value::Value as _;

impl Page {
    /// Watches a shadow root too, or reports that it is none of this document.
    pub(crate) fn observe(&self, root: &JsValue) {
        if !self.observe_root(root) {
            self.reject_option("root");
        }
    }

    /// Watches a shadow root of this document too; `false` if it is none. It is held weakly, so
    /// that a component that is thrown away takes its root with it.
    pub(crate) fn observe_root(&self, root: &JsValue) -> bool {
        let document: &JsValue = self.document.as_ref();
        let root = root.dyn_ref::<ShadowRoot>();
        let Some(root) = root.filter(|root| js::get(root, "ownerDocument") == *document) else {
            return false;
        };
        let mut is_known = false;
        self.memory
            .each_root(&mut |known| is_known |= known == root);
        if !is_known {
            self.memory.roots.push(&WeakRef::new(root));
            self.observer.observe(root);
        }
        self.survey_roots();
        true
    }

    /// Finds the frames that are there already, and judges all again.
    pub(crate) fn survey(&self) {
        self.each_marked(&mut |element| self.reconcile(element, false));
    }

    /// Every marked iframe in the observed trees, in the order of the document.
    pub(crate) fn each_marked(&self, work: &mut dyn FnMut(&HtmlIFrameElement)) {
        dom::each_marked_in_document(&self.document, work);
        self.memory
            .each_root(&mut |root| dom::each_marked_in(root, work));
    }

    /// Takes in what has changed since the observer last called.
    pub(crate) fn catch_up(&self) {
        if let Some(records) = self.observer.take_records() {
            self.digest(&records);
        }
    }

    /// Brings the registry up to date with a batch of changes.
    ///
    /// Only what the batch touched is looked at, and always as it is now: a frame that was moved
    /// about and is back with the same window has not changed.
    pub(crate) fn digest(&self, records: &Array) {
        let mut has_elements = false;
        for index in 0..records.length() {
            let record = records.get(index);
            if let Some(name) = js::string(js::get(&record, "attributeName")) {
                let target: HtmlIFrameElement = js::get(&record, "target").unchecked_into();
                if dom::is_match(&target, dom::IFRAME) {
                    let old = js::get(&record, "oldValue");
                    let was_other = self.was_other(&target, &name, &old);
                    self.reconcile(&target, was_other);
                }
                continue;
            }
            for side in ["addedNodes", "removedNodes"] {
                dom::each(&js::get(&record, side), &mut |node| {
                    let node: &Node = node.unchecked_ref();
                    if dom::is_element(node) {
                        has_elements = true;
                        dom::each_marked(node, &mut |element| self.reconcile(element, false));
                    }
                });
            }
        }
        if has_elements {
            self.survey_roots();
            self.memory.log.prune();
        }
    }

    /// A shadow root comes and goes with its host, of which its own observer sees nothing.
    fn survey_roots(&self) {
        self.memory.each_root(&mut |root| {
            dom::each_marked_in(root, &mut |element| self.reconcile(element, false));
        });
    }

    /// Whether a frame was pinned otherwise, or not marked, before this attribute changed: it may
    /// be what it was again, but in between it was not.
    fn was_other(&self, element: &HtmlIFrameElement, name: &str, old: &JsValue) -> bool {
        match name {
            "src" => self
                .registry
                .by_element(element)
                .is_some_and(|frame| frame.pin != Ok(js::get(&address(element, old), "origin"))),
            "srcdoc" => js::is_given(old),
            "sandbox" => old.text(u32::MAX).is_some_and(|old| is_opaque(&old)),
            _ => old.is_null(),
        }
    }

    /// Makes the registry agree with one iframe.
    fn reconcile(&self, element: &HtmlIFrameElement, was_other: bool) {
        let known = self.registry.by_element(element);
        let is_marked = dom::has_attribute(element, MARKER);
        let window = if is_marked && self.is_observed(element) {
            js::get(element, "contentWindow")
        } else {
            JsValue::NULL
        };
        // Nor has `<svg><iframe>` a window, which is no iframe of HTML.
        if !js::is_given(&window) {
            if let Some(frame) = known {
                self.release(&frame, false);
            }
            return;
        }
        let pin = self.pin_of(element);
        if let Some(frame) = &known {
            if !was_other && frame.window == window && frame.pin == pin {
                return;
            }
            self.release(frame, false);
        }
        let nowhere = JsValue::NULL;
        let origin = pin.as_ref().unwrap_or(&nowhere);
        let recipient = self.memory.answers.recipient(&window, origin);
        let frame = Rc::new(Frame {
            slot: self.registry.vacancy(),
            element: element.clone(),
            window,
            pin,
            recipient,
            is_heard: Cell::default(),
            silence: Cell::default(),
            requests: State::new(Requests::default()),
            _load: Self::listener(element, "load", Self::frame_loaded),
            tally: known.map(|frame| frame.tally.clone()).unwrap_or_default(),
        });
        self.registry.add(&frame);
        if let Err(code) = frame.pin {
            self.report_refused(&frame, code);
        }
    }

    /// Says why a frame is not served; aloud, unless its address is still to come.
    pub(crate) fn report_refused(&self, frame: &Frame, code: Code) {
        let src = js::string(dom::attribute(&frame.element, "src"));
        let is_loud = !matches!(code, Code::UntrustedOrigin) || !is_blank(&src.unwrap_or_default());
        self.reporter.tell(self, code, frame.into(), is_loud);
    }

    /// Lets go of a frame and of what it has asked; `is_there` as for the requests.
    pub(crate) fn release(&self, frame: &Rc<Frame>, is_there: bool) {
        self.registry.remove(frame);
        frame.silence.take();
        self.end_requests(frame, is_there);
    }

    fn is_observed(&self, element: &HtmlIFrameElement) -> bool {
        let root = element.get_root_node();
        let mut is_observed = root == *self.document;
        self.memory
            .each_root(&mut |known| is_observed |= AsRef::<Node>::as_ref(known) == &root);
        is_observed
    }

    /// The pin by the iframe's attributes.
    fn pin_of(&self, element: &HtmlIFrameElement) -> Result<JsValue, Code> {
        let url = address(element, &dom::attribute(element, "src"));
        let sandbox = js::string(dom::attribute(element, "sandbox"));
        let origin = js::get(&url, "origin");
        let attributes = Attributes {
            protocol: &js::text(&url, "protocol"),
            origin: &origin.text(u32::MAX).unwrap_or_default(),
            has_srcdoc: dom::has_attribute(element, "srcdoc"),
            sandbox: sandbox.as_deref(),
        };
        let mut refused = Some(Code::UntrustedOrigin);
        self.trust
            .with(|trust| refused = refusal(attributes, trust));
        refused.map_or(Ok(origin), Err)
    }

    /// A frame has loaded a document: what an older one was answered is history, and this one
    /// should be heard soon.
    fn frame_loaded(&self, event: &Event) {
        let element = js::get(event, "target");
        let Some(frame) = self.registry.by_element(&element) else {
            return;
        };
        frame.requests.with(|known| known.forget_answered());
        if frame.pin.is_ok() && !frame.is_heard.replace(false) {
            let silence = self.later(SILENCE_MS, &element);
            frame.silence.set(silence);
        }
    }

    pub(crate) fn judge_silence(&self, element: &JsValue) {
        if let Some(frame) = self.registry.by_element(element)
            && !frame.is_heard.replace(false)
        {
            self.report(Code::FrameSilent, Subject::from(&*frame));
        }
    }
}

/// The URL that a `src` leads this iframe to. No `src`, an empty one, or one that does not parse
/// leads to no portal; an empty one must not be resolved, for that gives the page's own address.
fn address(element: &HtmlIFrameElement, src: &JsValue) -> JsValue {
    let base = js::get(element, "baseURI");
    match dom::Url::new(src, &base) {
        Ok(url) if is_text(src, u32::MAX) => url.into(),
        _ => JsValue::UNDEFINED,
    }
}
