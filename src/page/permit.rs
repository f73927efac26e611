//! "Books first, page last" (docs/architecture.md) as a type.

/// The permission to run code of the page. Every function that does so takes it.
///
/// One is made each time the browser, the loader or a task calls in. [`Bridge::turn`] borrows it for as
/// long as the books change, so that a change which calls the page does not compile.
///
/// [`Bridge::turn`]: super::bridge::Bridge::turn
pub(crate) struct Permit(());

impl Permit {
    /// Only for what is called from outside: nothing of the bridge is in the middle of a change then.
    pub(crate) const fn on_entry() -> Self {
        Self(())
    }
}
