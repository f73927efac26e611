//! The data file: SQLite, one row for each record, its value as JSON.

use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, params};

use super::crash;
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

/// An open data file.
pub(super) struct File(Connection);

impl File {
    /// Opens the file `path`, which is made if it is missing.
    ///
    /// # Errors
    /// If the file can't be opened, is in use, or is none of these.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
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
        Ok(Self(connection))
    }

    /// The records of `kind`, in the order they were made.
    ///
    /// # Errors
    /// If the file can't be read.
    pub(super) fn load(&self, kind: &str) -> io::Result<Vec<(String, String)>> {
        let read = || -> rusqlite::Result<Vec<(String, String)>> {
            let query = "SELECT id, body FROM record WHERE kind = ?1 ORDER BY rowid";
            let mut statement = self.0.prepare(query)?;
            let rows = statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        };
        read().map_err(io::Error::other)
    }

    /// Begins a transaction. One that is neither committed nor rolled back ends
    /// with the process, and leaves nothing.
    ///
    /// # Errors
    /// If the file can't be written.
    pub(super) fn begin(&self) -> Result<(), Fault> {
        self.run("BEGIN IMMEDIATE")
    }

    /// Makes what was written since [`File::begin`] last.
    ///
    /// # Errors
    /// If the file can't be written; the transaction is still open then.
    pub(super) fn commit(&self) -> Result<(), Fault> {
        self.run("COMMIT")
    }

    /// Undoes what was written since [`File::begin`].
    pub(super) fn roll_back(&self) {
        // SQLite does so itself after some errors, a full disk among them.
        if !self.0.is_autocommit() {
            // What fails here is logged, and gone when the file is next opened.
            let _ = self.run("ROLLBACK");
        }
    }

    /// Writes the record `id` of `kind`.
    ///
    /// # Errors
    /// If the file can't be written, or no transaction is open.
    pub(super) fn put(&self, kind: &str, id: &str, body: &str) -> Result<(), Fault> {
        let query = "INSERT INTO record (kind, id, body) VALUES (?1, ?2, ?3)
                     ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body";
        self.write(query, params![kind, id, body])
    }

    /// Takes the record `id` of `kind` out.
    ///
    /// # Errors
    /// If the file can't be written, or no transaction is open.
    pub(super) fn remove(&self, kind: &str, id: &str) -> Result<(), Fault> {
        self.write(
            "DELETE FROM record WHERE kind = ?1 AND id = ?2",
            params![kind, id],
        )
    }

    fn write(&self, query: &str, values: impl rusqlite::Params) -> Result<(), Fault> {
        // After an error that ended the transaction, a write would last alone.
        if self.0.is_autocommit() {
            return Err(Fault::Storage);
        }
        crash::point();
        let written = self.0.prepare(query);
        let written = written.and_then(|mut statement| statement.execute(values));
        written.map(drop).map_err(|error| storage(&error))
    }

    fn run(&self, statement: &str) -> Result<(), Fault> {
        crash::point();
        let done = self.0.execute_batch(statement);
        done.map_err(|error| storage(&error))
    }

    /// From now on every write fails, as on a full disk.
    #[cfg(test)]
    #[allow(clippy::unwrap_used)]
    pub(super) fn refuse_writes(&self) {
        self.0.execute_batch("PRAGMA query_only = ON").unwrap();
    }
}

pub(super) fn storage(error: &dyn std::error::Error) -> Fault {
    tracing::error!("the data file can't be written: {error}");
    Fault::Storage
}
