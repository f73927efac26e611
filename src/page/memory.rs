//! What outlives the program. It belongs to the loader, so that a program that traps can be
//! followed by another (contract: "Faults").

use js_sys::{Array, Function, Map, WeakRef};
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlIFrameElement, ShadowRoot};

use super::js;

// `js/log.ts` and `js/answers.ts` say what each does.
#[wasm_bindgen]
extern "C" {
    /// The lifecycle events for late listeners.
    pub(crate) type Log;
    #[wasm_bindgen(method)]
    pub(crate) fn record(this: &Log, frame: &HtmlIFrameElement, event: &Event);
    #[wasm_bindgen(method)]
    pub(crate) fn prune(this: &Log);

    /// A window, at an origin.
    pub(crate) type Recipient;

    /// The answers that are owed, which the loader gives if no program can.
    pub(crate) type Answers;
    #[wasm_bindgen(method)]
    pub(crate) fn recipient(this: &Answers, window: &JsValue, origin: &JsValue) -> Recipient;
    #[wasm_bindgen(method)]
    pub(crate) fn open(
        this: &Answers,
        number: f64,
        recipient: &Recipient,
        answer: &str,
        id: &JsValue,
    );
    #[wasm_bindgen(method)]
    pub(crate) fn ask(
        this: &Answers,
        number: f64,
        provider: &Function,
        kind: &str,
        frame: &HtmlIFrameElement,
    );
    #[wasm_bindgen(method)]
    pub(crate) fn settle(this: &Answers, number: f64, is_answered: bool, is_given_up: bool);
}

/// The loader's object, by its parts.
pub(crate) struct Memory {
    pub(crate) log: Log,
    /// What was said on the console.
    pub(crate) warned: Map,
    /// The shadow roots that are observed, as `WeakRef`s: a component that is thrown away takes
    /// its root with it.
    pub(crate) roots: Array,
    /// The URLs of the tags that the embed came by.
    pub(crate) scripts: Array,
    /// The options that were valid, under their names, and the providers under theirs.
    pub(crate) given: JsValue,
    pub(crate) answers: Answers,
}

impl Memory {
    pub(crate) fn new(memory: &JsValue) -> Self {
        Self {
            log: js::get(memory, "log").unchecked_into(),
            warned: js::get(memory, "warned").unchecked_into(),
            roots: js::get(memory, "roots").unchecked_into(),
            scripts: js::get(memory, "scripts").unchecked_into(),
            given: js::get(memory, "given"),
            answers: js::get(memory, "answers").unchecked_into(),
        }
    }

    /// Notes a text that goes to the console; `false` if it was there before.
    pub(crate) fn is_first_warning(&self, text: &JsValue) -> bool {
        let is_first = self.warned.get(text).is_undefined();
        self.warned.set(text, text);
        is_first
    }

    /// Does something with every observed root that is still there, and forgets the others.
    pub(crate) fn each_root(&self, work: &mut dyn FnMut(&ShadowRoot)) {
        for _ in 0..self.roots.length() {
            let reference = self.roots.shift();
            if reference.is_undefined() {
                break;
            }
            let root = reference.unchecked_ref::<WeakRef<ShadowRoot>>().deref();
            if let Some(root) = root {
                self.roots.push(&reference);
                work(&root);
            }
        }
    }
}
