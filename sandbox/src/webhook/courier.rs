//! Brings what waits for an endpoint there: in order, and again if it fails.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use standardwebhooks::{HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::delivery::{Delivery, Progress};
use super::endpoint::Endpoint;
use super::outbox::{Queue, Webhooks};

/// How often a delivery is tried. The waits between tries double from 1 s.
const MOST_TRIES: u32 = 8;

/// How long an endpoint may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves one queue, for as long as the sandbox runs.
pub(crate) async fn carry(webhooks: Arc<Webhooks>, mut queue: Queue) {
    let client = reqwest::Client::builder()
        // The call goes where it says, whatever the machine's proxy.
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .build();
    let client = match client {
        Ok(client) => client,
        Err(error) => {
            tracing::error!("no webhook can be sent: {error}");
            return;
        }
    };
    // Those that wait for their next try; they end with the queue.
    let mut waiting = JoinSet::new();
    while let Some(id) = queue.waiting.recv().await {
        let Some(delivery) = webhooks.get(id) else {
            continue;
        };
        let tried = try_once(&client, &queue.endpoint, delivery).await;
        tracing::info!(
            "webhook {} {} {}",
            tried.last_answer.as_deref().unwrap_or("-"),
            tried.kind,
            queue.endpoint.url
        );
        if tried.progress == Progress::Pending {
            let (again, wait) = (queue.again.clone(), wait_after(tried.tries));
            waiting.spawn(async move {
                sleep(wait).await;
                // Fails only when the sandbox stops.
                let _ = again.send(id);
            });
        }
        webhooks.note(tried);
        while waiting.try_join_next().is_some() {}
    }
}

async fn try_once(client: &reqwest::Client, endpoint: &Endpoint, delivery: Delivery) -> Delivery {
    let answer = post(client, endpoint, &delivery).await;
    let tries = delivery.tries.saturating_add(1);
    let progress = match &answer {
        Ok(status) if (200..300).contains(status) => Progress::Delivered,
        _ if tries >= MOST_TRIES => Progress::GivenUp,
        _ => Progress::Pending,
    };
    Delivery {
        attempts: delivery.attempts.saturating_add(1),
        tries,
        progress,
        last_answer: Some(answer.map_or_else(|fault| fault, |status| status.to_string())),
        ..delivery
    }
}

/// Sends it with the machine's own time, whatever the sandbox's clock shows:
/// who verifies a signature compares it with theirs.
async fn post(
    client: &reqwest::Client,
    endpoint: &Endpoint,
    delivery: &Delivery,
) -> Result<u16, String> {
    let now = Timestamp::now().as_second();
    let body = delivery.body.as_bytes();
    let signature = endpoint
        .signer
        .sign(&delivery.message_id, now, body)
        .map_err(|error| error.to_string())?;
    let answer = client
        .post(&endpoint.url)
        .header("content-type", "application/json")
        .header(HEADER_WEBHOOK_ID, &delivery.message_id)
        .header(HEADER_WEBHOOK_TIMESTAMP, now)
        .header(HEADER_WEBHOOK_SIGNATURE, signature)
        .body(delivery.body.clone())
        .send()
        .await;
    match answer {
        Ok(answer) => Ok(answer.status().as_u16()),
        Err(error) if error.is_timeout() => Err("no answer in time".to_owned()),
        Err(_) => Err("not reached".to_owned()),
    }
}

fn wait_after(tries: u32) -> Duration {
    Duration::from_secs(1 << tries.saturating_sub(1).min(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end() {
        let waits: Vec<u64> = (1..MOST_TRIES).map(|it| wait_after(it).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64]);
        assert_eq!(wait_after(u32::MAX).as_secs(), 64);
    }
}
