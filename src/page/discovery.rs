//! Frames that come, move, change and go (contract: "Which frames are served").

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, WeakRef};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlIFrameElement, MutationRecord, Node, ShadowRoot, Url};

use super::Page;
use super::dom::{self, MARKER};
use super::frame::Frame;
use super::reporter::Subject;
use super::state::State;
use super::timer::Task;
use crate::core::diagnostic::Code;
use crate::core::patience::SILENCE_MS;
use crate::core::pin::{Attributes, is_blank, pin};
use crate::core::requests::Requests;

impl Page {
    /// Watches a shadow root of this document too; it is held weakly, so that a component that is
    /// thrown away takes its root with it.
    pub(crate) fn observe(&self, root: &JsValue) {
        let Some(root) = root.dyn_ref::<ShadowRoot>() else {
            return self.reject_option("root");
        };
        let is_ours = root
            .owner_document()
            .is_some_and(|document| document == self.document);
        if !is_ours {
            return self.reject_option("root");
        }
        if !self.live_roots().contains(root) {
            self.roots.with(|roots| roots.push(WeakRef::new(root)));
            self.watch(root, root);
        }
        self.survey_roots();
    }

    /// Watches a tree; `load` does not bubble, so `ears` must be an ancestor that can capture it.
    pub(crate) fn watch(&self, root: &Node, ears: &Node) {
        self.observer.observe(root);
        let on_load = self.on_frame_load.as_ref().unchecked_ref();
        // Neither this nor its reverse fails for any node.
        let _ = ears.add_event_listener_with_callback_and_bool("load", on_load, true);
    }

    /// The reverse of [`Page::watch`], as far as listeners go.
    pub(crate) fn unwatch(&self, ears: &Node) {
        let on_load = self.on_frame_load.as_ref().unchecked_ref();
        let _ = ears.remove_event_listener_with_callback_and_bool("load", on_load, true);
    }

    /// Finds the frames that are there already, and judges all again.
    pub(crate) fn survey(&self) {
        for frame in self.registry.all() {
            self.reconcile(&frame.element, false);
        }
        for element in self.marked() {
            self.reconcile(&element, false);
        }
    }

    /// Every marked iframe in the observed trees, in the order of the document.
    pub(crate) fn marked(&self) -> Vec<HtmlIFrameElement> {
        let mut found = dom::root_element(&self.document)
            .map(|root| dom::marked(&root))
            .unwrap_or_default();
        for root in self.live_roots() {
            if let Ok(list) = root.query_selector_all(dom::MARKED) {
                found.extend(dom::iframes(&list));
            }
        }
        found
    }

    /// Takes in what has changed since the observer last called.
    pub(crate) fn catch_up(&self) {
        self.digest(&self.observer.take_records());
    }

    /// Brings the registry up to date with a batch of changes.
    ///
    /// Only what the batch touched is looked at, and always as it is now: a frame that was moved
    /// about and is back with the same window has not changed.
    pub(crate) fn digest(&self, records: &Array) {
        let mut has_elements = false;
        for record in records.iter() {
            let record: MutationRecord = record.unchecked_into();
            if let Some(name) = record.attribute_name() {
                if let Some(target) = record
                    .target()
                    .filter(|node| dom::is_match(node, dom::IFRAME))
                {
                    let element: HtmlIFrameElement = target.unchecked_into();
                    let was_other = self.was_other(&element, &name, record.old_value().as_deref());
                    self.reconcile(&element, was_other);
                }
                continue;
            }
            for list in [record.added_nodes(), record.removed_nodes()] {
                for node in Array::from(&list).iter() {
                    let node: Node = node.unchecked_into();
                    has_elements |= dom::is_element(&node);
                    for element in dom::marked(&node) {
                        self.reconcile(&element, false);
                    }
                }
            }
        }
        if has_elements {
            self.survey_roots();
            self.log.prune();
        }
    }

    /// A shadow root comes and goes with its host, of which its own observer sees nothing.
    fn survey_roots(&self) {
        for root in self.live_roots() {
            if let Ok(list) = root.query_selector_all(dom::MARKED) {
                for element in dom::iframes(&list) {
                    self.reconcile(&element, false);
                }
            }
        }
    }

    pub(crate) fn live_roots(&self) -> Vec<ShadowRoot> {
        let roots = self.roots.all();
        roots.iter().filter_map(WeakRef::deref).collect()
    }

    /// Whether a frame was pinned otherwise, or not marked, before this attribute changed: it may
    /// be what it was again, but in between it was not.
    fn was_other(&self, element: &HtmlIFrameElement, name: &str, old: Option<&str>) -> bool {
        let Some(frame) = self.registry.by_element(element) else {
            return false;
        };
        (name == MARKER && old.is_none()) || self.pin_of(element, Some((name, old))) != frame.pin
    }

    /// Makes the registry agree with one iframe.
    fn reconcile(&self, element: &HtmlIFrameElement, was_other: bool) {
        let known = self.registry.by_element(element);
        let window = if element.has_attribute(MARKER) && self.is_observed(element) {
            element.content_window()
        } else {
            None
        };
        let Some(window) = window.map(JsValue::from) else {
            if let Some(frame) = known {
                self.release(&frame);
            }
            return;
        };
        let pin = self.pin_of(element, None);
        if let Some(frame) = &known {
            if !was_other && frame.window == window && frame.pin == pin {
                return;
            }
            self.release(frame);
        }
        let frame = Rc::new(Frame {
            number: self.registry.next_number(),
            element: element.clone(),
            window,
            pin,
            is_heard: Cell::default(),
            requests: State::new(Requests::default()),
            tally: known.map(|frame| frame.tally.clone()).unwrap_or_default(),
        });
        self.registry.add(frame.clone());
        if let Err(code) = frame.pin {
            let is_loud = !matches!(code, Code::UntrustedOrigin)
                || !is_blank(&element.get_attribute("src").unwrap_or_default());
            let subject = Subject::from(&*frame);
            self.reporter.tell(&self.window, code, subject, is_loud);
        }
    }

    /// Lets go of a frame and of what it has asked.
    pub(crate) fn release(&self, frame: &Rc<Frame>) {
        self.registry.remove(frame);
        self.timer.remove(Task::Silence(frame.number));
        self.drop_requests(frame);
    }

    fn is_observed(&self, element: &HtmlIFrameElement) -> bool {
        let root = element.get_root_node();
        root == *self.document
            || self
                .live_roots()
                .iter()
                .any(|known| JsValue::from(known) == ***root)
    }

    /// The pin by the iframe's attributes, one of which may be overridden by an older value.
    fn pin_of(
        &self,
        element: &HtmlIFrameElement,
        older: Option<(&str, Option<&str>)>,
    ) -> Result<String, Code> {
        let read = |name: &str| match older {
            Some((changed, old)) if changed == name => old.map(String::from),
            _ => element.get_attribute(name),
        };
        let base = element.base_uri().ok().flatten().unwrap_or_default();
        // A `src` that does not parse leads nowhere, like none.
        let url = read("src").and_then(|src| Url::new_with_base(&src, &base).ok());
        let sandbox = read("sandbox");
        let attributes = Attributes {
            href: &url.as_ref().map(Url::href).unwrap_or_default(),
            origin: &url.as_ref().map(Url::origin).unwrap_or_default(),
            has_srcdoc: read("srcdoc").is_some(),
            sandbox: sandbox.as_deref(),
        };
        self.trust
            .with(|trust| pin(attributes, trust))
            .unwrap_or(Err(Code::UntrustedOrigin))
    }

    /// A frame has loaded a document: what an older one was answered is history, and this one
    /// should be heard soon.
    pub(crate) fn frame_loaded(&self, element: &JsValue) {
        let Some(frame) = self.registry.by_element(element) else {
            return;
        };
        frame.requests.with(Requests::forget_answered);
        if frame.pin.is_ok() && !frame.is_heard.replace(false) {
            let task = Task::Silence(frame.number);
            self.timer.remove(task);
            self.timer.add(self.timer.now() + SILENCE_MS, task);
        }
    }

    pub(crate) fn judge_silence(&self, number: u32) {
        if let Some(frame) = self.registry.by_number(number)
            && !frame.is_heard.replace(false)
        {
            self.report(Code::FrameSilent, Subject::from(&*frame));
        }
    }
}
