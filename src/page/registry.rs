//! The marked frames of the page, by window and by element.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::dom::Incoming;
use super::frame::Frame;
use super::state::State;

#[wasm_bindgen]
extern "C" {
    /// A `Map` to numbers.
    #[wasm_bindgen(js_name = Map)]
    type Slots;
    #[wasm_bindgen(constructor, js_class = "Map")]
    fn new() -> Slots;
    /// Not a number if there is none.
    #[wasm_bindgen(method, js_class = "Map")]
    fn get(this: &Slots, key: &JsValue) -> f64;
    #[wasm_bindgen(method, js_class = "Map")]
    fn set(this: &Slots, key: &JsValue, slot: f64);
    #[wasm_bindgen(method, js_class = "Map")]
    fn delete(this: &Slots, key: &JsValue);
}

#[wasm_bindgen(module = "/src/page/message.js")]
extern "C" {
    /// The slot of a message's source: one call, where source, look-up and drop would be three.
    #[wasm_bindgen(js_name = placeOf)]
    fn slot_of(message: &Incoming, by_window: &Slots) -> f64;
}

impl Default for Slots {
    fn default() -> Self {
        Self::new()
    }
}

/// A message costs one look-up here, however many frames there are.
#[derive(Default)]
pub(crate) struct Registry {
    by_window: Slots,
    by_element: Slots,
    slots: State<Vec<Option<Rc<Frame>>>>,
}

impl Registry {
    pub(crate) fn by_source(&self, message: &Incoming) -> Option<Rc<Frame>> {
        self.found(slot_of(message, &self.by_window))
    }

    pub(crate) fn by_element(&self, element: &JsValue) -> Option<Rc<Frame>> {
        self.found(self.by_element.get(element))
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
        self.by_window.set(&frame.window, frame.slot as f64);
        self.by_element.set(&frame.element, frame.slot as f64);
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

    fn found(&self, slot: f64) -> Option<Rc<Frame>> {
        if slot.is_nan() {
            return None;
        }
        self.by_slot(slot as usize)
    }
}
