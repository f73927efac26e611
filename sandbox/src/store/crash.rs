//! A crash on purpose, for tests of what one leaves behind. Not in release builds.

/// The statement at which the process dies, counted from 1.
#[cfg(debug_assertions)]
const VARIABLE: &str = "LEDGERBEE_SANDBOX_CRASH_AT";

/// A place where a process may die: before each statement that writes.
#[cfg(debug_assertions)]
pub(super) fn point() {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    static LAST: LazyLock<Option<u64>> =
        LazyLock::new(|| std::env::var(VARIABLE).ok()?.parse().ok());
    static PASSED: AtomicU64 = AtomicU64::new(0);
    let number = PASSED.fetch_add(1, Ordering::Relaxed).saturating_add(1);
    if *LAST == Some(number) {
        // Nothing is flushed or dropped, as after SIGKILL.
        std::process::abort();
    }
}

#[cfg(not(debug_assertions))]
pub(super) fn point() {}
