//! The data file: SQLite, one row for each record, its value as JSON.

use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, params};

use crate::fault::Fault;

/// The layout of the file; one with another is refused.
const VERSION: i64 = 1;

/// One process at a time: what another wrote would be missed here.
const SETUP: &str = "
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
";

const SCHEMA: &str = "
    CREATE TABLE record (
        kind TEXT NOT NULL,
        id   TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    );
    PRAGMA user_version = 1;
";

/// Where records are kept besides memory: in a file, or nowhere.
pub(crate) struct Store(Option<Mutex<Connection>>);

impl Store {
    /// Keeps nothing.
    pub(crate) fn nowhere() -> Self {
        Self(None)
    }

    /// Keeps records in the file `path`, which is made if it is missing.
    ///
    /// # Errors
    /// If the file can't be opened, is in use, or is none of these.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let connect = || -> rusqlite::Result<(Connection, i64)> {
            let connection = Connection::open(path)?;
            // Who has it now has it for long.
            connection.busy_timeout(Duration::ZERO)?;
            connection.execute_batch(SETUP)?;
            let version = |it: &Connection| {
                it.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))
            };
            if version(&connection)? == 0 {
                connection.execute_batch(&format!("BEGIN IMMEDIATE; {SCHEMA} COMMIT;"))?;
            }
            let version = version(&connection)?;
            Ok((connection, version))
        };
        let name = path.display();
        let (connection, version) =
            connect().map_err(|error| io::Error::other(format!("{name}: {error}")))?;
        if version != VERSION {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{name}: was written by another version"),
            ));
        }
        Ok(Self(Some(Mutex::new(connection))))
    }

    /// The records of `kind`, in the order they were made.
    ///
    /// # Errors
    /// If the file can't be read.
    pub(super) fn load(&self, kind: &str) -> io::Result<Vec<(String, String)>> {
        let Some(connection) = self.connection() else {
            return Ok(Vec::new());
        };
        let read = || -> rusqlite::Result<Vec<(String, String)>> {
            let query = "SELECT id, body FROM record WHERE kind = ?1 ORDER BY rowid";
            let mut statement = connection.prepare(query)?;
            let rows = statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        };
        read().map_err(io::Error::other)
    }

    /// Writes the record `id` of `kind`.
    ///
    /// # Errors
    /// If the file can't be written.
    pub(super) fn put(
        &self,
        kind: &str,
        id: &str,
        body: impl FnOnce() -> serde_json::Result<String>,
    ) -> Result<(), Fault> {
        let Some(connection) = self.connection() else {
            return Ok(());
        };
        let body = body().map_err(|error| storage(&error))?;
        let query = "INSERT INTO record (kind, id, body) VALUES (?1, ?2, ?3)
                     ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body";
        let write = |it: &Connection| {
            let mut statement = it.prepare(query)?;
            statement.execute(params![kind, id, body])
        };
        write(&connection)
            .map(drop)
            .map_err(|error| storage(&error))
    }

    /// Takes the record `id` of `kind` out.
    ///
    /// # Errors
    /// If the file can't be written.
    pub(super) fn remove(&self, kind: &str, id: &str) -> Result<(), Fault> {
        let Some(connection) = self.connection() else {
            return Ok(());
        };
        let query = "DELETE FROM record WHERE kind = ?1 AND id = ?2";
        let write = |it: &Connection| {
            let mut statement = it.prepare(query)?;
            statement.execute(params![kind, id])
        };
        write(&connection)
            .map(drop)
            .map_err(|error| storage(&error))
    }

    /// From now on every write fails, as on a full disk.
    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    pub(super) fn refuse_writes(&self) {
        let connection = self.connection().unwrap();
        connection.execute_batch("PRAGMA query_only = ON").unwrap();
    }

    fn connection(&self) -> Option<MutexGuard<'_, Connection>> {
        let held = self.0.as_ref()?;
        Some(held.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn storage(error: &dyn std::error::Error) -> Fault {
    tracing::error!("the data file can't be written: {error}");
    Fault::Storage
}
