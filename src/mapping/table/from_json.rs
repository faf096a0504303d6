//! An array of objects becomes a table: the keys are its headers.
//!
//! A key that stands twice in one object is two columns with one header, as in CSV, so that nothing is dropped.

use super::decode::Decoded;
use super::grid::{Cell, Meter, Row, excerpt};
use super::{Table, TableProblem, header};
use crate::lexicon::Lexicon;
use crate::mapping::activity::{TableFormat, TableSource};
use crate::mapping::remark::{Remark, RemarkName};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;

pub(super) fn read(decoded: &Decoded, lexicon: &Lexicon) -> Result<Table, TableProblem> {
    let whole: Whole = serde_json::from_str(&decoded.text).map_err(|error| TableProblem::NotJson(error.to_string()))?;
    let members = whole.0.ok_or(TableProblem::NoArray)?;
    let mut remarks = Vec::new();
    if decoded.is_taken_for_windows() {
        let message = "the file is no UTF-8; its letters are read as Windows-1252";
        remarks.push(Remark::new(RemarkName::TakenForWindows, message));
    }
    let (mut headers, mut columns): (Vec<String>, HashMap<(String, usize), usize>) = Default::default();
    let (mut rows, mut meter) = (Vec::new(), Meter::default());
    for (number, member) in (1_u32..).zip(members) {
        let pairs = match member {
            Member::Object(pairs) => pairs,
            Member::Other(value) => {
                let message = "a member of the array is no object; it is left out";
                let remark = Remark::new(RemarkName::BadRow, message).in_row(number);
                remarks.push(Remark { cell: Some(excerpt(&value.to_string())), ..remark });
                continue;
            }
        };
        let (mut cells, mut seen): (Vec<(usize, Cell)>, HashMap<String, usize>) = Default::default();
        for (key, value) in pairs {
            let nth = seen.entry(key.clone()).or_default();
            *nth += 1;
            let column = *columns.entry((key.clone(), *nth)).or_insert_with(|| {
                headers.push(key);
                headers.len() - 1
            });
            if let Some(cell) = cell(value) {
                meter.cell(column, &cell)?;
                cells.push((column, cell));
            }
        }
        if !cells.is_empty() {
            meter.row()?;
            cells.sort_by_key(|(column, _)| *column);
            rows.push(Row { number, cells });
        }
    }
    if headers.len() > super::grid::TABLE.columns {
        return Err(TableProblem::over("the number of keys", super::grid::TABLE.columns.to_string()));
    }
    let heads = header::heads(headers.iter().map(String::as_str).enumerate(), lexicon);
    if !rows.is_empty() && heads.iter().all(|head| head.column.is_none()) {
        return Err(header::none_found(headers, lexicon));
    }
    let source =
        TableSource { format: TableFormat::Json, encoding: Some(decoded.encoding.clone()), ..TableSource::default() };
    Ok(Table { source, heads, rows, remarks })
}

/// A value as a cell; `None` where it says nothing.
fn cell(value: Value) -> Option<Cell> {
    match value {
        Value::Null => None,
        Value::String(text) => (!text.trim().is_empty()).then_some(Cell::Text(text)),
        Value::Number(number) => Some(Cell::Number(number.to_string())),
        Value::Array(members) => {
            let members: Vec<String> =
                members.into_iter().filter_map(|member| Some(cell(member)?.text().into_owned())).collect();
            (!members.is_empty()).then_some(Cell::List(members))
        }
        other => Some(Cell::Text(other.to_string())),
    }
}

/// The document: the members of its array, if it has one.
struct Whole(Option<Vec<Member>>);

/// A member of the array: the pairs of an object in their order, or something else.
enum Member {
    Object(Vec<(String, Value)>),
    Other(Value),
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Top)
    }
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Top;

impl<'de> Visitor<'de> for Top {
    type Value = Whole;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects, or an object with one in “activities”")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Whole, A::Error> {
        Ok(Whole(Some(Vec::deserialize(SeqAccessDeserializer::new(seq))?)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Whole, A::Error> {
        let mut members = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == "activities" {
                members = Some(map.next_value::<Vec<Member>>()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Whole(members))
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Member, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry::<String, Value>()? {
            pairs.push(pair);
        }
        Ok(Member::Object(pairs))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Member, A::Error> {
        Ok(Member::Other(Value::deserialize(SeqAccessDeserializer::new(seq))?))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Member, E> {
        Ok(Member::Other(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Member, E> {
        Ok(Member::Other(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Member, E> {
        Ok(Member::Other(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Member, E> {
        Ok(Member::Other(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Member, E> {
        Ok(Member::Other(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Member, E> {
        Ok(Member::Other(Value::Null))
    }
}
