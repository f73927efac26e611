//! The program's own words as JavaScript strings.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

/// How many lists the words are spread over by their addresses, so that each has few.
const LISTS: usize = 64;

/// A word, and the one that was made before it.
struct Word {
    text: &'static str,
    string: JsValue,
    before: Option<&'static Word>,
}

thread_local! {
    /// The last word of each list.
    static LAST: [Cell<Option<&'static Word>>; LISTS] = const { [const { Cell::new(None) }; LISTS] };
}

/// The JavaScript string of a word. It is made once and kept, because making one takes longer than using it.
/// A word is recognised by its address: a `&'static str` never changes.
#[inline(never)]
#[expect(
    clippy::indexing_slicing,
    reason = "a remainder is smaller than what divides"
)]
pub(crate) fn word(text: &'static str) -> &'static JsValue {
    LAST.with(|lists| {
        let list = &lists[text.as_ptr().addr() % LISTS];
        let last = list.get();
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
        list.set(Some(word));
        &word.string
    })
}
