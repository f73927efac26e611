//! State that a page can re-enter while it is in use.

use std::cell::RefCell;

/// A cell that is open for the length of one closure and never panics.
///
/// The closure must not call into JavaScript: a handler of the page could come back in here, find
/// the cell in use, and be given the default.
#[derive(Default)]
pub(crate) struct State<T>(RefCell<T>);

impl<T> State<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(RefCell::new(value))
    }

    pub(crate) fn with<R: Default>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        match self.0.try_borrow_mut() {
            Ok(mut value) => work(&mut value),
            Err(_) => R::default(),
        }
    }
}

impl<T: Clone> State<Vec<T>> {
    /// The item at an index, if there is one: the way to go through a list that may change with
    /// every call into JavaScript.
    #[inline(never)]
    pub(crate) fn at(&self, index: usize) -> Option<T> {
        self.with(|items| items.get(index).cloned())
    }
}
