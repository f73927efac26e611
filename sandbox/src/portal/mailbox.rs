//! The mail that portals send. It goes no further than here, where it can be
//! looked at.

use std::io;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fault::Fault;
use crate::store::{Store, Table};

/// A mail with a link in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Mail {
    /// The slug of the tenant that sent it.
    pub tenant: String,
    /// The address it went to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// The link to follow.
    pub link: String,
    /// When it was sent.
    pub sent_at: Timestamp,
}

/// All mail, oldest first.
pub(crate) struct Mailbox(Table<Uuid, Mail>);

impl Mailbox {
    /// The mail that the store has.
    ///
    /// # Errors
    /// If the store can't be read.
    pub(crate) fn open(store: &Arc<Store>) -> io::Result<Self> {
        Table::open(store, "mail").map(Self)
    }

    /// Sends `mail`, and gives what it is found by.
    ///
    /// # Errors
    /// If it can't be kept.
    pub(crate) fn send(&self, mail: Mail) -> Result<Uuid, Fault> {
        let id = Uuid::new_v4();
        self.0.put(id, mail).map(|()| id)
    }

    /// Sends the mail `id` once more, with the link it had; `false` if there is
    /// no such mail.
    ///
    /// # Errors
    /// If it can't be kept.
    pub(crate) fn send_again(&self, id: Uuid, now: Timestamp) -> Result<bool, Fault> {
        match self.0.get(&id) {
            Some(mail) => self
                .send(Mail {
                    sent_at: now,
                    ..mail
                })
                .map(|_| true),
            None => Ok(false),
        }
    }

    pub(crate) fn all(&self) -> Vec<Mail> {
        self.0.all()
    }
}
