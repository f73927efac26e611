//! Records of one kind.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use indexmap::IndexMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::file::{File, storage};
use super::key::Key;
use super::transaction::{Inner, Store};
use crate::fault::Fault;

/// The rows, shared with the steps that undo a change.
type Shared<K, V> = Arc<Mutex<IndexMap<K, V>>>;

/// All records of one kind, oldest first. What is changed is written to the
/// store before anybody sees it.
pub(crate) struct Table<K, V> {
    kind: String,
    store: Arc<Store>,
    rows: Shared<K, V>,
}

impl<K, V> Table<K, V>
where
    K: Key + Send + 'static,
    V: Serialize + DeserializeOwned + Clone + Send + 'static,
{
    /// The records that the store has of `kind`.
    ///
    /// # Errors
    /// If the store can't be read, or holds what is no such record.
    pub(crate) fn open(store: &Arc<Store>, kind: impl Into<String>) -> io::Result<Self> {
        let kind = kind.into();
        let mut rows = IndexMap::new();
        let kept = store.lock().file.as_ref().map(|file| file.load(&kind));
        for (id, body) in kept.transpose()?.unwrap_or_default() {
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
            rows: Arc::new(Mutex::new(rows)),
        })
    }

    /// The store that the table is part of.
    pub(crate) fn store(&self) -> &Arc<Store> {
        &self.store
    }

    pub(crate) fn get(&self, key: &K) -> Option<V> {
        let _inner = self.store.lock();
        locked(&self.rows).get(key).cloned()
    }

    pub(crate) fn all(&self) -> Vec<V> {
        let _inner = self.store.lock();
        locked(&self.rows).values().cloned().collect()
    }

    /// Looks at the rows and changes them, in one transaction of the store.
    /// `change` must not come back to this table.
    ///
    /// # Errors
    /// What `change` fails with, or [`Fault::Storage`]; nothing has changed then.
    pub(crate) fn change<T, E: From<Fault>>(
        &self,
        change: impl FnOnce(&mut Rows<'_, K, V>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.store.transaction(|| {
            let inner = self.store.lock();
            change(&mut Rows {
                table: self,
                inner: &inner,
                rows: locked(&self.rows),
            })
        })
    }

    /// Writes the row `key`.
    ///
    /// # Errors
    /// If the store can't be written; nothing has changed then.
    pub(crate) fn put(&self, key: K, value: V) -> Result<(), Fault> {
        self.change(|rows| rows.put(key, value))
    }
}

fn locked<K, V>(rows: &Mutex<IndexMap<K, V>>) -> MutexGuard<'_, IndexMap<K, V>> {
    rows.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The rows of a table, held for one change.
pub(crate) struct Rows<'a, K, V> {
    table: &'a Table<K, V>,
    inner: &'a Inner,
    rows: MutexGuard<'a, IndexMap<K, V>>,
}

impl<K, V> Rows<'_, K, V>
where
    K: Key + Send + 'static,
    V: Serialize + Clone + Send + 'static,
{
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.rows.get(key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.rows.iter()
    }

    /// Writes the row `key`.
    ///
    /// # Errors
    /// If the store can't be written; the change fails with it.
    pub(crate) fn put(&mut self, key: K, value: V) -> Result<(), Fault> {
        let body = serde_json::to_string(&value).map_err(|error| storage(&error))?;
        self.write(|file, kind| file.put(kind, &key.to_text(), &body))?;
        let before = self.rows.insert(key.clone(), value);
        self.undo_with(move |rows| match before {
            Some(before) => drop(rows.insert(key, before)),
            None => drop(rows.shift_remove(&key)),
        });
        Ok(())
    }

    /// Takes the row `key` out.
    ///
    /// # Errors
    /// If the store can't be written; the change fails with it.
    pub(crate) fn take(&mut self, key: &K) -> Result<Option<V>, Fault> {
        if !self.rows.contains_key(key) {
            return Ok(None);
        }
        self.write(|file, kind| file.remove(kind, &key.to_text()))?;
        let Some((index, key, value)) = self.rows.shift_remove_full(key) else {
            return Ok(None);
        };
        let before = value.clone();
        self.undo_with(move |rows| drop(rows.shift_insert(index, key, before)));
        Ok(Some(value))
    }

    /// Takes out every row that `is_over`.
    ///
    /// # Errors
    /// If the store can't be written; the change fails with it.
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

    fn write(&self, write: impl FnOnce(&File, &str) -> Result<(), Fault>) -> Result<(), Fault> {
        self.inner.write(|file| write(file, &self.table.kind))
    }

    fn undo_with(&self, undo: impl FnOnce(&mut IndexMap<K, V>) + Send + 'static) {
        let rows = Arc::clone(&self.table.rows);
        self.inner.undo_with(move || undo(&mut locked(&rows)));
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
        table.change(|rows| rows.take(&"a".to_owned())).unwrap();
        assert_eq!(table.all(), [4, 3]);
        drop(table);
        let table = open(&path);
        assert_eq!(table.all(), [4, 3]);
        table
            .change(|rows| rows.clear(|value| *value == 4))
            .unwrap();
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
        table.store.lock().file.as_ref().unwrap().refuse_writes();
        assert_eq!(table.put("b".to_owned(), 2), Err(Fault::Storage));
        let taken = table.change(|rows| rows.take(&"a".to_owned()));
        assert_eq!(taken, Err(Fault::Storage));
        assert_eq!(table.all(), [1]);
    }

    fn numbers(table: &Table<String, u32>) -> Vec<(String, u32)> {
        let look = |rows: &mut Rows<'_, String, u32>| {
            Ok::<_, Fault>(rows.iter().map(|(key, it)| (key.clone(), *it)).collect())
        };
        table.change(look).unwrap()
    }

    #[test]
    fn a_transaction_that_fails_changes_nothing_in_memory_or_in_the_file() {
        let path = path("undo");
        for store in [Store::nowhere(), Store::open(&path).unwrap()] {
            let store = Arc::new(store);
            let one: Table<String, u32> = Table::open(&store, "one").unwrap();
            let other: Table<String, u32> = Table::open(&store, "other").unwrap();
            for (key, value) in [("a", 1), ("b", 2), ("c", 3)] {
                one.put(key.to_owned(), value).unwrap();
            }
            let before = numbers(&one);
            let failed = store.transaction(|| {
                one.change(|rows| {
                    rows.take(&"b".to_owned())?;
                    rows.put("a".to_owned(), 7)?;
                    rows.put("b".to_owned(), 8)
                })?;
                other.put("d".to_owned(), 4)?;
                Err::<(), _>(Fault::Randomness)
            });
            assert_eq!(failed, Err(Fault::Randomness));
            assert_eq!(numbers(&one), before);
            assert!(other.all().is_empty());
        }
        let table: Table<String, u32> =
            Table::open(&Arc::new(Store::open(&path).unwrap()), "one").unwrap();
        assert_eq!(table.all(), [1, 2, 3]);
    }

    #[test]
    fn a_step_after_the_commit_is_taken_once_and_only_after_one() {
        use std::sync::atomic::{AtomicU32, Ordering};

        let store = Arc::new(Store::nowhere());
        let taken = Arc::new(AtomicU32::new(0));
        let take = || {
            let taken = Arc::clone(&taken);
            store.after_commit(move || {
                taken.fetch_add(1, Ordering::Relaxed);
            });
        };
        let seen = || taken.load(Ordering::Relaxed);
        let failed = store.transaction(|| {
            take();
            Err::<(), _>(Fault::Storage)
        });
        assert_eq!((failed, seen()), (Err(Fault::Storage), 0));
        let inner = store.transaction(|| {
            store.transaction(|| {
                take();
                Ok::<_, Fault>(())
            })?;
            Ok::<_, Fault>(seen())
        });
        assert_eq!((inner, seen()), (Ok(0), 1));
        take();
        assert_eq!(seen(), 2);
    }

    #[test]
    fn nobody_sees_half_of_a_transaction() {
        let store = Arc::new(Store::nowhere());
        let table: Arc<Table<String, u32>> = Arc::new(Table::open(&store, "number").unwrap());
        std::thread::scope(|scope| {
            let reader = store.transaction(|| {
                table.put("a".to_owned(), 1)?;
                let seen = scope.spawn(|| table.all());
                table.put("b".to_owned(), 2)?;
                Ok::<_, Fault>(seen)
            });
            assert_eq!(reader.unwrap().join().unwrap(), [1, 2]);
        });
    }

    #[test]
    fn a_full_disk_in_a_transaction_leaves_what_was_before_it() {
        let path = path("full-transaction");
        let table = open(&path);
        table.put("a".to_owned(), 1).unwrap();
        let failed = table.store.transaction(|| {
            table.put("a".to_owned(), 2)?;
            table.store.lock().file.as_ref().unwrap().refuse_writes();
            table.put("b".to_owned(), 3)
        });
        assert_eq!(failed, Err(Fault::Storage));
        assert_eq!(table.all(), [1]);
        drop(table);
        assert_eq!(open(&path).all(), [1]);
    }
}
