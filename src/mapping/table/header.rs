//! The row of headers: where it stands, and what each column holds.
//!
//! ```text
//! "Résolution(s)"   →  mandates
//! "Budget (CHF)"    →  budget, in CHF
//! "Budget en CHF"   →  budget, in CHF
//! "Ma colonne"      →  kept under its header
//! ```

use super::TableProblem;
use super::amount::code;
use super::grid::Row;
use crate::lexicon::Lexicon;
use crate::lexicon::fold::stops;
use crate::lexicon::tables::Column;
use std::collections::HashSet;

/// How many rows are looked at for headers: a title and some lines about the table may stand above.
pub(super) const REACH: usize = 20;
/// How many headers must be known.
pub(super) const ENOUGH: usize = 2;

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Head {
    /// Its place, from 0: that of the head in the row of heads.
    pub at: usize,
    /// Its header as printed; where that stands twice or is empty, made different (`Name#2`, `#5`).
    pub header: String,
    /// What it holds; `None` where that is not known.
    pub column: Option<Column>,
    /// Whether a column before it holds the same.
    pub double: bool,
    /// The currency that the header of a budget names.
    pub currency: Option<String>,
    /// The languages in which it is called so.
    pub languages: Vec<String>,
    is_named: bool,
}

impl Head {
    /// Whether the table itself gives the column a header.
    pub(super) fn is_named(&self) -> bool {
        self.is_named
    }
}

/// How many columns the best row of headers knows.
pub(super) fn most_known(rows: &[Row], lexicon: &Lexicon) -> usize {
    rows.iter().take(REACH).map(|row| known(row, lexicon)).max().unwrap_or(0)
}

fn known(row: &Row, lexicon: &Lexicon) -> usize {
    let columns = row.cells.iter().filter_map(|(_, cell)| Some(column(&cell.text(), lexicon)?.column));
    columns.collect::<HashSet<Column>>().len()
}

/// The headers, and the rows below them.
pub(super) fn split(rows: Vec<Row>, lexicon: &Lexicon) -> Result<(Vec<Head>, Vec<Row>), TableProblem> {
    let found = rows.iter().take(REACH).position(|row| known(row, lexicon) >= ENOUGH);
    let Some(at) = found else { return Err(none_in(&rows, lexicon)) };
    let mut rows = rows.into_iter().skip(at);
    let headers = rows.next().map(|row| row.cells).unwrap_or_default();
    let headers: Vec<(usize, String)> = headers.iter().map(|(at, cell)| (*at, cell.text().into_owned())).collect();
    Ok((heads(headers.iter().map(|(at, header)| (*at, header.as_str())), lexicon), rows.collect()))
}

/// What each header says. A column that has none gets `#` and its number, up to the last that has one.
pub(super) fn heads<'h>(headers: impl Iterator<Item = (usize, &'h str)>, lexicon: &Lexicon) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let (mut names, mut columns): (HashSet<String>, HashSet<Column>) = Default::default();
    for (at, printed) in headers {
        let gap = heads.last().map_or(0, |head| head.at + 1);
        for at in gap..at {
            let header = unique(&format!("#{}", at + 1), &mut names);
            heads.push(Head {
                at,
                header,
                column: None,
                double: false,
                currency: None,
                languages: Vec::new(),
                is_named: false,
            });
        }
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        let meant = column(&printed, lexicon);
        let double = meant.as_ref().is_some_and(|meant| !columns.insert(meant.column));
        heads.push(Head {
            at,
            header: unique(&printed, &mut names),
            column: meant.as_ref().map(|meant| meant.column),
            double,
            currency: meant.as_ref().and_then(|meant| meant.currency.clone()),
            languages: meant.map(|meant| meant.languages).unwrap_or_default(),
            is_named: true,
        });
    }
    settle_offices(&mut heads, lexicon);
    heads
}

/// `Bureau` and `Unité` side by side: the first is the office then, and no second unit.
fn settle_offices(heads: &mut [Head], lexicon: &Lexicon) {
    let is_office = |head: &Head| head.column == Some(Column::Unit) && lexicon.is_office_beside_unit(&head.header);
    let has_office = heads.iter().any(|head| head.column == Some(Column::Office));
    let unit = heads.iter().position(|head| head.column == Some(Column::Unit) && !is_office(head));
    let office = heads.iter().position(is_office);
    if let (false, Some(unit), Some(office)) = (has_office, unit, office) {
        heads[office].column = Some(Column::Office);
        heads[office].double = false;
        heads[unit].double = false;
    }
}

/// A name that is not taken: the name itself, or with `#2`, `#3` behind it.
pub(super) fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let mut own = name.to_owned();
    let mut count = 1_usize;
    while !taken.insert(own.clone()) {
        count += 1;
        own = format!("{name}#{count}");
    }
    own
}

struct Meant {
    column: Column,
    currency: Option<String>,
    languages: Vec<String>,
}

/// What a header says: as it stands, without what stands in brackets, or without a currency at its end.
fn column(header: &str, lexicon: &Lexicon) -> Option<Meant> {
    let of = |header: &str, currency: Option<String>| {
        let (column, languages) = lexicon.column(header)?;
        let languages = languages.into_iter().map(str::to_owned).collect();
        (currency.is_none() || column == Column::Budget).then_some(Meant { column, currency, languages })
    };
    // No header has so many words; a cell of a title may.
    const LONGEST: usize = 200;
    if header.len() > LONGEST {
        return None;
    }
    of(header, None)
        .or_else(|| {
            let (outside, inside) = without_brackets(header);
            match inside.iter().find_map(|words| code(words, lexicon)) {
                Some(currency) => of(&outside, Some(currency)).or_else(|| of(&outside, None)),
                None => of(&outside, None),
            }
        })
        .or_else(|| {
            let (rest, last) = header.trim_end().rsplit_once([' ', '\u{A0}', '/', '-', ','])?;
            let currency = code(last, lexicon)?;
            let shorter = rest.trim_end().rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest);
            of(rest, Some(currency.clone())).or_else(|| of(shorter, Some(currency)))
        })
}

/// A header without its brackets, and what stands in them.
fn without_brackets(header: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside, mut depth) = (String::new(), Vec::<String>::new(), 0_usize);
    for c in header.chars() {
        if stops::OPEN.contains(&c) || c == '[' {
            depth += 1;
            inside.push(String::new());
        } else if stops::CLOSE.contains(&c) || c == ']' {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            outside.push(c);
        } else if let Some(words) = inside.last_mut() {
            words.push(c);
        }
    }
    (outside, inside)
}

/// The error of a table without headers, with the row that came nearest.
pub(super) fn none_in(rows: &[Row], lexicon: &Lexicon) -> TableProblem {
    let fullest = rows
        .iter()
        .take(REACH)
        .max_by_key(|row| (known(row, lexicon), row.cells.len().min(2), std::cmp::Reverse(row.number)));
    none_found(fullest.iter().flat_map(|row| &row.cells).map(|(_, cell)| cell.text().into_owned()).collect(), lexicon)
}

/// The error of a table without headers. The headers known are those of the template in one language; messages are English.
pub(super) fn none_found(found: Vec<String>, lexicon: &Lexicon) -> TableProblem {
    let headers = lexicon.headers("en").or_else(|| lexicon.codes().find_map(|code| lexicon.headers(code)));
    let known = headers.map(|headers| Column::ALL.map(|column| (*headers.of(column)).to_owned()).to_vec());
    TableProblem::NoHeader { found, known: known.unwrap_or_default() }
}
