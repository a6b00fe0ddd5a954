//! Every readable row of every table, from a damaged file into a fresh one. A bad page costs the rows
//! on it: reading goes on at the first row behind it. Called by `salvage`.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, Row, Statement, params_from_iter};

use crate::store::Result;

/// Tables that are made anew.
const MADE_ANEW: &[&str] = &["doc", "fts", "reindex"];
/// An order besides that of its key in which an index holds a whole table.
const SECOND_ORDERS: &[(&str, &str)] = &[("entry_tag", "entry_id")];

/// A table as both files have it.
struct Table {
    name: String,
    columns: String,
    width: usize,
    /// The columns of its key, where its rows have no numbers.
    key: Option<String>,
}

/// Copies all tables; how many places could not be read.
pub(super) fn copy_tables(source: &Connection, target: &Connection) -> Result<u64> {
    let mut bad = 0;
    for table in tables(source, target)? {
        let mut copy = Copy { source, table: &table, insert: insert(target, &table)?, bad: 0 };
        match &table.key {
            None => copy.by_number()?,
            Some(key) => copy.by_key(key)?,
        }
        bad += copy.bad;
    }
    Ok(bad)
}

/// True for what a damaged file says where one of its pages is bad; other failures are not its fault.
pub(super) fn is_bad_place(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::SystemIoFailure)
    )
}

/// The tables of the present format with the columns that the damaged file has of them; a table that
/// it does not have (an older format, or a broken schema) is left out.
fn tables(source: &Connection, target: &Connection) -> Result<Vec<Table>> {
    let mut statement = target.prepare(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
            AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let names = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)))?;
    let mut tables = Vec::new();
    for named in names {
        let (name, is_keyed) = named?;
        if MADE_ANEW.contains(&name.as_str()) {
            continue;
        }
        let known = columns(source, &name).unwrap_or_default();
        let (own, key) = (columns(target, &name)?, key(target, &name)?);
        let shared: Vec<String> = own.into_iter().filter(|column| known.contains(column)).collect();
        if !shared.is_empty() {
            let (columns, width) = (shared.join(", "), shared.len());
            tables.push(Table { name, columns, width, key: is_keyed.then_some(key) });
        }
    }
    Ok(tables)
}

fn columns(conn: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1)")?;
    statement.query_map([table], |row| row.get(0))?.collect()
}

fn key(conn: &Connection, table: &str) -> rusqlite::Result<String> {
    let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?;
    let names: rusqlite::Result<Vec<String>> = statement.query_map([table], |row| row.get(0))?.collect();
    Ok(names?.join(", "))
}

fn insert<'t>(target: &'t Connection, table: &Table) -> rusqlite::Result<Statement<'t>> {
    let places = vec!["?"; table.width].join(", ");
    target.prepare(&format!("INSERT OR IGNORE INTO {} ({}) VALUES ({places})", table.name, table.columns))
}

/// One table on its way.
struct Copy<'c> {
    source: &'c Connection,
    table: &'c Table,
    insert: Statement<'c>,
    bad: u64,
}

impl Copy<'_> {
    /// Rows with numbers (all are above 0), in their order.
    fn by_number(&mut self) -> Result<()> {
        let Table { name, columns, .. } = self.table;
        let sql = format!(
            "SELECT rowid, {columns} FROM {name} NOT INDEXED WHERE rowid > ?1 ORDER BY rowid LIMIT ?2"
        );
        let Ok(mut select) = self.source.prepare(&sql) else {
            self.bad += 1;
            return Ok(());
        };
        let mut last = 0;
        while let Some(bad) = self.copy_from(&mut select, last)? {
            self.bad += 1;
            let Some(next) = first_readable(&mut select, bad)? else { break };
            last = next;
        }
        Ok(())
    }

    /// Copies the rows after the number `last`; the last readable number before a bad place, if there is
    /// one.
    fn copy_from(&mut self, select: &mut Statement<'_>, mut last: i64) -> Result<Option<i64>> {
        let mut rows = select.query((last, -1))?;
        loop {
            match rows.next() {
                Ok(Some(row)) => {
                    let number: i64 = row.get(0)?;
                    if number <= last {
                        return Ok(Some(last));
                    }
                    last = number;
                    take(&mut self.insert, row, 1, self.table.width, &mut self.bad)?;
                }
                Ok(None) => return Ok(None),
                Err(error) if is_bad_place(&error) => return Ok(Some(last)),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Rows of a table that is its own index: from both ends, and by another index that holds them all.
    fn by_key(&mut self, key: &str) -> Result<()> {
        let second = SECOND_ORDERS.iter().filter(|(table, _)| *table == self.table.name).map(|(_, by)| *by);
        for order in std::iter::once(key).chain(second) {
            let down = order.replace(", ", " DESC, ") + " DESC";
            // All of it from one end needs no other way.
            if self.in_order(order)? || self.in_order(&down)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Copies rows until the first bad place; true if there was none.
    fn in_order(&mut self, order: &str) -> Result<bool> {
        let Table { name, columns, .. } = self.table;
        let Ok(mut select) = self.source.prepare(&format!("SELECT {columns} FROM {name} ORDER BY {order}"))
        else {
            self.bad += 1;
            return Ok(false);
        };
        let mut rows = select.query([])?;
        loop {
            match rows.next() {
                Ok(Some(row)) => take(&mut self.insert, row, 0, self.table.width, &mut self.bad)?,
                Ok(None) => return Ok(true),
                Err(error) if is_bad_place(&error) => {
                    self.bad += 1;
                    return Ok(false);
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Inserts one row; what the table does not accept was no row of it.
fn take(insert: &mut Statement<'_>, row: &Row<'_>, first: usize, width: usize, bad: &mut u64) -> Result<()> {
    let values = (first..first + width)
        .map(|i| {
            Ok(match row.get_ref(i)? {
                ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
                _ => row.get(i)?,
            })
        })
        .collect::<Result<Vec<Value>>>()?;
    match insert.execute(params_from_iter(values)) {
        Ok(_) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            *bad += 1;
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// The lowest number behind the bad place after `bad` from which on reading succeeds again: steps that
/// double until one succeeds, then back by halves. `None` if all behind it is unreadable.
fn first_readable(select: &mut Statement<'_>, bad: i64) -> Result<Option<i64>> {
    let (mut low, mut step) = (bad, 1_i64);
    let mut high = loop {
        let high = bad.saturating_add(step);
        if is_readable(select, high)? {
            break high;
        }
        if high == i64::MAX {
            return Ok(None);
        }
        low = high;
        step = step.saturating_mul(2);
    };
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if is_readable(select, middle)? { high = middle } else { low = middle }
    }
    Ok(Some(high))
}

fn is_readable(select: &mut Statement<'_>, after: i64) -> Result<bool> {
    let mut rows = select.query((after, 1))?;
    match rows.next() {
        Ok(Some(row)) => Ok(row.get::<_, i64>(0)? > after),
        Ok(None) => Ok(true),
        Err(error) if is_bad_place(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
