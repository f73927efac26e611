//! The marked frames of the page, by window and by element.

use std::rc::Rc;

use js_sys::Map;
use wasm_bindgen::JsValue;

use super::frame::Frame;
use super::state::State;

/// A message costs one look-up here, however many frames there are.
#[derive(Default)]
pub(crate) struct Registry {
    by_window: Map,
    by_element: Map,
    slots: State<Vec<Option<Rc<Frame>>>>,
}

impl Registry {
    pub(crate) fn by_window(&self, window: &JsValue) -> Option<Rc<Frame>> {
        self.found(&self.by_window.get(window))
    }

    pub(crate) fn by_element(&self, element: &JsValue) -> Option<Rc<Frame>> {
        self.found(&self.by_element.get(element))
    }

    pub(crate) fn by_slot(&self, slot: usize) -> Option<Rc<Frame>> {
        self.slots.at(slot).flatten()
    }

    /// A slot no frame is in.
    pub(crate) fn vacancy(&self) -> usize {
        self.slots.with(|slots| {
            let free = slots.iter().position(Option::is_none);
            free.unwrap_or_else(|| {
                slots.push(None);
                slots.len() - 1
            })
        })
    }

    pub(crate) fn add(&self, frame: &Rc<Frame>) {
        self.put(frame.slot, Some(frame.clone()));
        let slot = JsValue::from_f64(frame.slot as f64);
        self.by_window.set(&frame.window, &slot);
        self.by_element.set(&frame.element, &slot);
    }

    pub(crate) fn remove(&self, frame: &Frame) {
        self.put(frame.slot, None);
        self.by_window.delete(&frame.window);
        self.by_element.delete(&frame.element);
    }

    /// Does something with every frame, which may be to remove it.
    pub(crate) fn each(&self, work: &mut dyn FnMut(&Rc<Frame>)) {
        let mut slot = 0;
        while let Some(frame) = self.slots.at(slot) {
            if let Some(frame) = frame {
                work(&frame);
            }
            slot += 1;
        }
    }

    fn put(&self, slot: usize, frame: Option<Rc<Frame>>) {
        let old = self.slots.with(|slots| {
            let place = slots.get_mut(slot)?;
            std::mem::replace(place, frame)
        });
        drop(old);
    }

    fn found(&self, slot: &JsValue) -> Option<Rc<Frame>> {
        self.by_slot(slot.as_f64()? as usize)
    }
}
