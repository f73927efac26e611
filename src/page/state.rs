//! State that a page can re-enter while it is in use.

use std::cell::RefCell;

/// A cell that is open for the length of one closure and never panics.
///
/// The closure must not call into JavaScript: a handler of the page could come back in here, find
/// the cell in use and get `None`.
#[derive(Default)]
pub(crate) struct State<T>(RefCell<T>);

impl<T> State<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(RefCell::new(value))
    }

    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.0
            .try_borrow_mut()
            .ok()
            .map(|mut value| work(&mut value))
    }
}

impl<T: Clone> State<Vec<T>> {
    /// The items as they are now, to call JavaScript with.
    pub(crate) fn all(&self) -> Vec<T> {
        self.with(|items| items.clone()).unwrap_or_default()
    }
}
