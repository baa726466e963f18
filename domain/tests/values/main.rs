//! Every test vector of `vectors.json` about single values, table by table. Signatures and ciphers are tested elsewhere.

mod contact;
mod organisations;
mod persons;

use serde_json::Value;

/// The rows of one list of one table, at least one.
fn rows(table: &str, list: &str) -> Vec<Value> {
    let vectors: Value = serde_json::from_str(include_str!("../vectors.json")).expect("vectors.json is JSON");
    let rows = vectors[table][list].as_array().cloned().unwrap_or_default();
    assert!(!rows.is_empty(), "{table}.{list} is empty");
    rows
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_else(|| panic!("no {key} in {row}"))
}
