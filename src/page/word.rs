//! The program's own words as JavaScript strings.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

/// A word, and the one that was made before it.
struct Word {
    text: &'static str,
    string: JsValue,
    before: Option<&'static Word>,
}

thread_local! {
    static LAST: Cell<Option<&'static Word>> = const { Cell::new(None) };
}

/// The JavaScript string of a word. It is made once and kept, because making one takes longer than using it.
/// A word is recognised by its address: a `&'static str` never changes.
#[inline(never)]
pub(crate) fn word(text: &'static str) -> &'static JsValue {
    let last = LAST.get();
    let mut next = last;
    while let Some(word) = next {
        if std::ptr::eq(word.text, text) {
            return &word.string;
        }
        next = word.before;
    }
    let word = Box::leak(Box::new(Word {
        text,
        string: text.into(),
        before: last,
    }));
    LAST.set(Some(word));
    &word.string
}
