//! The marked frames of the page, by window and by element.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Map;
use wasm_bindgen::JsValue;
use web_sys::HtmlIFrameElement;

use super::frame::Frame;
use super::state::State;

/// A message costs one look-up here, however many frames there are.
#[derive(Default)]
pub(crate) struct Registry {
    by_window: Map,
    by_element: Map,
    slots: State<Vec<Option<Rc<Frame>>>>,
    found: Cell<u32>,
}

impl Registry {
    pub(crate) fn by_window(&self, window: &JsValue) -> Option<Rc<Frame>> {
        self.at(&self.by_window.get(window))
    }

    pub(crate) fn by_element(&self, element: &JsValue) -> Option<Rc<Frame>> {
        self.at(&self.by_element.get(element))
    }

    pub(crate) fn by_number(&self, number: u32) -> Option<Rc<Frame>> {
        self.all().into_iter().find(|frame| frame.number == number)
    }

    /// A number no frame had before.
    pub(crate) fn next_number(&self) -> u32 {
        self.found.set(self.found.get().wrapping_add(1));
        self.found.get()
    }

    pub(crate) fn add(&self, frame: Rc<Frame>) {
        let (window, element) = (frame.window.clone(), frame.element.clone());
        let slot = self.slots.with(|slots| {
            let free = slots.iter().position(Option::is_none);
            match free.and_then(|index| slots.get_mut(index)) {
                Some(slot) => *slot = Some(frame),
                None => slots.push(Some(frame)),
            }
            free.unwrap_or(slots.len() - 1) as f64
        });
        if let Some(slot) = slot {
            self.by_window.set(&window, &slot.into());
            self.by_element.set(&element, &slot.into());
        }
    }

    pub(crate) fn remove(&self, frame: &Frame) {
        let slot = self.by_element.get(&frame.element);
        self.by_element.delete(&frame.element);
        self.by_window.delete(&frame.window);
        if let Some(index) = slot.as_f64() {
            self.slots.with(|slots| {
                if let Some(slot) = slots.get_mut(index as usize) {
                    *slot = None;
                }
            });
        }
    }

    pub(crate) fn all(&self) -> Vec<Rc<Frame>> {
        self.slots.all().into_iter().flatten().collect()
    }

    pub(crate) fn is_served(&self, element: &HtmlIFrameElement) -> bool {
        self.by_element(element)
            .is_some_and(|frame| frame.pin.is_ok())
    }

    fn at(&self, slot: &JsValue) -> Option<Rc<Frame>> {
        let index = slot.as_f64()? as usize;
        self.slots.with(|slots| slots.get(index)?.clone())?
    }
}
