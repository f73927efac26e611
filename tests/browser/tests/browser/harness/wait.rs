//! Waiting for what takes its time.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::tab::Outcome;

/// How long anything may take before a test gives up waiting for it.
const LIMIT: Duration = Duration::from_secs(30);
/// How long to leave a browser to its work before it is asked again: a little while at first, for
/// most of what is waited for is nearly there.
const SOON: Duration = Duration::from_millis(5);
const LATER: Duration = Duration::from_millis(60);

/// Tries until it succeeds; gives the last failure when the time is over.
pub(crate) async fn until<T, Trying>(attempt: impl Fn() -> Trying) -> Outcome<T>
where
    Trying: Future<Output = Outcome<T>>,
{
    let started = Instant::now();
    let mut pause = SOON;
    loop {
        let outcome = attempt().await;
        if outcome.is_ok() || started.elapsed() >= LIMIT {
            return outcome;
        }
        sleep(pause).await;
        pause = LATER.min(pause * 2);
    }
}
