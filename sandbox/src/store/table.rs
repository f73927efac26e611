//! Records of one kind.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use indexmap::IndexMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::file::Store;
use super::key::Key;
use crate::fault::Fault;

/// All records of one kind, oldest first. What is changed is written to the
/// store before anybody sees it.
pub(crate) struct Table<K, V> {
    kind: String,
    store: Arc<Store>,
    rows: Mutex<IndexMap<K, V>>,
}

impl<K: Key, V: Serialize + DeserializeOwned + Clone> Table<K, V> {
    /// The records that the store has of `kind`.
    ///
    /// # Errors
    /// If the store can't be read, or holds what is no such record.
    pub(crate) fn open(store: &Arc<Store>, kind: impl Into<String>) -> io::Result<Self> {
        let kind = kind.into();
        let mut rows = IndexMap::new();
        for (id, body) in store.load(&kind)? {
            let key = K::from_text(&id);
            let value = serde_json::from_str(&body).ok();
            let (key, value) = key.zip(value).ok_or_else(|| {
                let message = format!("the data file holds no {kind} under {id}");
                io::Error::new(io::ErrorKind::InvalidData, message)
            })?;
            rows.insert(key, value);
        }
        Ok(Self {
            kind,
            store: Arc::clone(store),
            rows: Mutex::new(rows),
        })
    }

    /// The rows, until the guard is dropped: nobody else reads or writes.
    pub(crate) fn lock(&self) -> Rows<'_, K, V> {
        Rows {
            table: self,
            rows: self.rows.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    pub(crate) fn get(&self, key: &K) -> Option<V> {
        self.lock().get(key).cloned()
    }

    pub(crate) fn all(&self) -> Vec<V> {
        self.lock().rows.values().cloned().collect()
    }

    /// Writes the row `key`.
    ///
    /// # Errors
    /// If the store can't be written; nothing has changed then.
    pub(crate) fn put(&self, key: K, value: V) -> Result<(), Fault> {
        self.lock().put(key, value)
    }
}

/// The rows of a table, held for one change.
pub(crate) struct Rows<'a, K, V> {
    table: &'a Table<K, V>,
    rows: MutexGuard<'a, IndexMap<K, V>>,
}

impl<K: Key, V: Serialize> Rows<'_, K, V> {
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.rows.get(key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.rows.iter()
    }

    /// Writes the row `key`.
    ///
    /// # Errors
    /// If the store can't be written; nothing has changed then.
    pub(crate) fn put(&mut self, key: K, value: V) -> Result<(), Fault> {
        let Table { kind, store, .. } = self.table;
        store.put(kind, &key.to_text(), || serde_json::to_string(&value))?;
        self.rows.insert(key, value);
        Ok(())
    }

    /// Takes the row `key` out.
    ///
    /// # Errors
    /// If the store can't be written; the row is still there then.
    pub(crate) fn take(&mut self, key: &K) -> Result<Option<V>, Fault> {
        if !self.rows.contains_key(key) {
            return Ok(None);
        }
        self.table.store.remove(&self.table.kind, &key.to_text())?;
        Ok(self.rows.shift_remove(key))
    }

    /// Takes out every row that `is_over`.
    ///
    /// # Errors
    /// If the store can't be written; what is left is still there.
    pub(crate) fn clear(&mut self, is_over: impl Fn(&V) -> bool) -> Result<(), Fault> {
        let over: Vec<K> = self
            .iter()
            .filter(|(_, value)| is_over(value))
            .map(|(key, _)| key.clone())
            .collect();
        for key in over {
            self.take(&key)?;
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn path(name: &str) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("sandbox-{name}-{}.db", std::process::id()));
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", path.display()));
        }
        path
    }

    fn open(path: &std::path::Path) -> Table<String, u32> {
        Table::open(&Arc::new(Store::open(path).unwrap()), "number").unwrap()
    }

    #[test]
    fn a_file_gives_back_what_was_written_in_its_order() {
        let path = path("order");
        let table = open(&path);
        for (key, value) in [("b", 1), ("a", 2), ("c", 3), ("b", 4)] {
            table.put(key.to_owned(), value).unwrap();
        }
        table.lock().take(&"a".to_owned()).unwrap();
        assert_eq!(table.all(), [4, 3]);
        drop(table);
        let table = open(&path);
        assert_eq!(table.all(), [4, 3]);
        table.lock().clear(|value| *value == 4).unwrap();
        drop(table);
        assert_eq!(open(&path).all(), [3]);
    }

    #[test]
    fn kinds_are_apart() {
        let store = Arc::new(Store::open(&path("kinds")).unwrap());
        let one: Table<String, u32> = Table::open(&store, "one").unwrap();
        one.put("a".to_owned(), 1).unwrap();
        let other: Table<String, u32> = Table::open(&store, "other").unwrap();
        assert_eq!(other.get(&"a".to_owned()), None);
    }

    #[test]
    fn a_file_in_use_or_of_another_kind_is_refused() {
        let path = path("refused");
        let table = open(&path);
        table.put("a".to_owned(), 1).unwrap();
        assert!(Store::open(&path).is_err());
        drop(table);
        let store = Arc::new(Store::open(&path).unwrap());
        let wrong: io::Result<Table<uuid::Uuid, u32>> = Table::open(&store, "number");
        assert_eq!(wrong.err().unwrap().kind(), io::ErrorKind::InvalidData);
        let wrong: io::Result<Table<String, bool>> = Table::open(&store, "number");
        assert_eq!(wrong.err().unwrap().kind(), io::ErrorKind::InvalidData);
        drop(store);
        std::fs::write(
            &path,
            "this is no database, but long enough to be taken for one",
        )
        .unwrap();
        assert!(Store::open(&path).is_err());
    }

    #[test]
    fn what_can_not_be_written_is_not_there() {
        let path = path("full");
        let table = open(&path);
        table.put("a".to_owned(), 1).unwrap();
        table.store.refuse_writes();
        assert_eq!(table.put("b".to_owned(), 2), Err(Fault::Storage));
        assert_eq!(table.lock().take(&"a".to_owned()), Err(Fault::Storage));
        assert_eq!(table.all(), [1]);
    }
}
