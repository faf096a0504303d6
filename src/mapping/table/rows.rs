//! Rows of cells become activities. Whatever a cell holds is found again: in a field, in `other`, or in a remark.

use super::amount::{Beside, code, money};
use super::date::{Order, Trouble, when};
use super::grid::{Cell, Row, excerpt};
use super::header::{Head, unique};
use super::{Table, lists};
use crate::lexicon::Lexicon;
use crate::lexicon::tables::Column;
use crate::mapping::activity::{Activities, Activity, Amount, Budget, Status, When};
use crate::mapping::remark::{Remark, RemarkName};
use crate::segment::reliable_language;
use std::collections::{HashMap, HashSet};

/// The activities of a table, and what is doubtful in them.
pub(super) fn activities(table: Table, lexicon: &Lexicon) -> Activities {
    let Table { mut source, heads, rows, mut remarks } = table;
    remarks.extend(about_columns(&heads, &rows));
    let mut reading = Reading { lexicon, heads: &heads, order: order(&heads, lexicon), ids: HashSet::new(), remarks };
    let activities: Vec<Activity> = rows.into_iter().map(|row| reading.activity(row)).collect();
    source.rows = u32::try_from(activities.len()).unwrap_or(u32::MAX);
    Activities { source, activities, remarks: reading.remarks }
}

/// What is to be said about whole columns, once.
fn about_columns(heads: &[Head], rows: &[Row]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let filled: HashSet<usize> = rows.iter().flat_map(|row| row.cells.iter().map(|(at, _)| *at)).collect();
    for head in heads {
        let remark = match head.column {
            Some(column) if head.double => {
                let message = format!(
                    "this column holds the {} as one before it does; its cells are kept and not used",
                    column.as_str()
                );
                Remark::new(RemarkName::DoubleColumn, message)
            }
            // A column without a header and without a cell is a gap for the eye.
            None if !head.is_named() && !filled.contains(&head.at) => continue,
            None => Remark::new(
                RemarkName::UnknownColumn,
                "no entry of the lexicon knows this header; the cells of the column are kept and not used",
            ),
            Some(_) => continue,
        };
        remarks.push(Remark { column: Some(head.header.clone()), ..remark });
    }
    let has = |column| heads.iter().any(|head| head.column == Some(column));
    if !has(Column::Id) && !rows.is_empty() {
        remarks
            .push(Remark::new(RemarkName::MissingId, "no column holds ids; the activities are named after their rows"));
    }
    remarks
}

/// How `03/04/2024` is read: as the language of the columns of dates has it. Where a header is alike in several, the one that most headers
/// are in decides.
fn order(heads: &[Head], lexicon: &Lexicon) -> Order {
    let mut votes: HashMap<&str, usize> = HashMap::new();
    for code in heads.iter().flat_map(|head| &head.languages) {
        *votes.entry(code).or_default() += 1;
    }
    let dates = heads.iter().filter(|head| matches!(head.column, Some(Column::Start | Column::End)));
    let codes: HashSet<&str> = dates.flat_map(|head| &head.languages).map(String::as_str).collect();
    let most = codes.iter().filter_map(|code| votes.get(code)).max();
    let likeliest: Vec<&str> = codes.iter().copied().filter(|code| votes.get(code) == most).collect();
    if lexicon.is_slashed_unclear(&likeliest) { Order::Unclear } else { Order::DayFirst }
}

struct Reading<'t> {
    lexicon: &'t Lexicon,
    /// One for each column, from the first to the last that has a header.
    heads: &'t [Head],
    order: Order,
    ids: HashSet<String>,
    remarks: Vec<Remark>,
}

impl Reading<'_> {
    fn activity(&mut self, row: Row) -> Activity {
        let (mut activity, number) = (Activity { row: row.number, ..Activity::default() }, row.number);
        let first = self.remarks.len();
        let mut cells: HashMap<Column, (&Head, Cell)> = HashMap::new();
        let mut surplus = Vec::new();
        for (at, cell) in row.cells {
            let Some(head) = self.heads.get(at) else {
                let mut taken = self.heads.iter().map(|head| head.header.clone()).collect();
                let name = unique(&format!("#{}", at + 1), &mut taken);
                surplus.push(excerpt(&cell.text()));
                activity.other.insert(name, cell.text().into_owned());
                continue;
            };
            match (head.column, cell) {
                (_, Cell::Error(error)) => {
                    let message = format!("the formula of this cell gives the error {error}; the cell is left out");
                    self.say(RemarkName::CellError, message, head, &error);
                }
                (Some(column), cell) if !head.double => {
                    cells.insert(column, (head, cell));
                }
                (_, cell) => {
                    activity.other.insert(head.header.clone(), cell.text().into_owned());
                }
            }
        }
        if !surplus.is_empty() {
            let message = "the row has more cells than there are headers; the cells beyond them are kept and not used";
            self.remarks.push(Remark { cell: Some(surplus.join(" | ")), ..Remark::new(RemarkName::LongRow, message) });
        }
        self.fill(&mut activity, cells);
        for remark in &mut self.remarks[first..] {
            remark.row = Some(number);
            remark.activity = Some(activity.id.clone());
        }
        activity
    }

    fn fill(&mut self, activity: &mut Activity, mut cells: HashMap<Column, (&Head, Cell)>) {
        let text = |found: Option<(&Head, Cell)>| found.map(|(_, cell)| cell.text().into_owned());
        self.name(activity, text(cells.remove(&Column::Id)));
        activity.title = text(cells.remove(&Column::Title)).unwrap_or_default();
        activity.description = text(cells.remove(&Column::Description)).unwrap_or_default();
        if activity.title.is_empty() && activity.description.is_empty() {
            let message = "the activity has neither title nor description";
            self.remarks.push(Remark::new(RemarkName::NamelessActivity, message));
        }
        activity.language = reliable_language(&format!("{}\n{}", activity.title, activity.description), self.lexicon);
        activity.start = cells.remove(&Column::Start).and_then(|(head, cell)| self.when(head, &cell));
        activity.end = cells.remove(&Column::End).and_then(|(head, cell)| self.when(head, &cell));
        if let (Some(start), Some(end)) = (&activity.start, &activity.end)
            && end.to < start.from
        {
            let message = format!("the activity ends (“{}”) before it begins (“{}”)", end.text, start.text);
            self.remarks.push(Remark::new(RemarkName::BackwardDates, message));
        }
        activity.status = cells.remove(&Column::Status).and_then(|(head, cell)| self.status(head, &cell));
        let (budget, currency) = (cells.remove(&Column::Budget), cells.remove(&Column::Currency));
        self.budget(activity, budget, currency);
        if let Some((head, cell)) = cells.remove(&Column::Region) {
            activity.regions = lists::regions(&cell, self.lexicon);
            for region in activity.regions.iter().filter(|region| region.id.is_none()) {
                let message = format!(
                    "“{}” is no region that the lexicon knows; it counts under its own name",
                    excerpt(&region.text)
                );
                self.say(RemarkName::UnknownRegion, message, head, &cell.text());
            }
        }
        activity.office = text(cells.remove(&Column::Office));
        activity.unit = text(cells.remove(&Column::Unit));
        activity.partners =
            cells.remove(&Column::Partners).map(|(_, cell)| lists::members(&cell, self.lexicon)).unwrap_or_default();
        activity.mandates = text(cells.remove(&Column::Mandates));
    }

    /// Gives the activity an id that no other has.
    fn name(&mut self, activity: &mut Activity, id: Option<String>) {
        let has_column = self.heads.iter().any(|head| head.column == Some(Column::Id));
        let given = id.clone().unwrap_or_else(|| format!("row-{}", activity.row));
        activity.id = unique(&given, &mut self.ids);
        if id.is_none() && has_column {
            let message = format!("the row has no id; the activity is named “{}”", activity.id);
            self.remarks.push(Remark::new(RemarkName::MissingId, message));
        }
        if activity.id != given {
            let message = format!(
                "another row has the id “{}”; this activity is named “{}”",
                excerpt(&given),
                excerpt(&activity.id)
            );
            self.remarks.push(Remark { cell: Some(given), ..Remark::new(RemarkName::DoubleId, message) });
        }
    }

    fn when(&mut self, head: &Head, cell: &Cell) -> Option<When> {
        let printed = cell.text();
        match when(cell, self.order, self.lexicon) {
            Ok(when) => Some(when),
            Err(Trouble::Bad) => {
                let message = format!("“{}” is no date that can be read; the cell is left out", excerpt(&printed));
                self.say(RemarkName::BadDate, message, head, &printed);
                None
            }
            Err(Trouble::Ambiguous(day, other)) => {
                let message = format!("“{}” may be {day} or {other}; the cell is left out", excerpt(&printed));
                self.say(RemarkName::AmbiguousDate, message, head, &printed);
                None
            }
        }
    }

    fn status(&mut self, head: &Head, cell: &Cell) -> Option<Status> {
        let printed = cell.text();
        let known = self.lexicon.status(&printed);
        let status = Status::ALL.into_iter().find(|status| Some(status.as_str()) == known);
        if status.is_none() {
            let message = format!("“{}” is no status that the lexicon knows; the cell is left out", excerpt(&printed));
            self.say(RemarkName::BadStatus, message, head, &printed);
        }
        status
    }

    fn budget(&mut self, activity: &mut Activity, budget: Option<(&Head, Cell)>, currency: Option<(&Head, Cell)>) {
        let read = budget.and_then(|(head, cell)| self.amount(head, &cell));
        let Some(Read { amount, beside, printed, of_header, head }) = read else {
            // A currency without an amount is of no use, and yet it stood there.
            if let Some((head, cell)) = currency {
                activity.other.insert(head.header.clone(), cell.text().into_owned());
            }
            return;
        };
        let first = self.remarks.len();
        let of_column = currency.and_then(|(head, cell)| {
            let printed = cell.text();
            let code = code(&printed, self.lexicon);
            if code.is_none() {
                let message = format!("“{}” is no currency that can be told", excerpt(&printed));
                self.say(RemarkName::BadCurrency, message, head, &printed);
            }
            code.map(|code| (head, code))
        });
        let currency = match (beside, of_column) {
            (Beside::Code(code), Some((column, other))) if code != other => {
                let message =
                    format!("the amount is in {code} by its own cell, and in {other} by this one; {code} is taken");
                self.say(RemarkName::BadCurrency, message, column, &other);
                Some(code)
            }
            (Beside::Code(code), _) => Some(code),
            (_, Some((_, code))) => Some(code),
            (Beside::Sign(sign), None) => {
                let message = format!("“{}” stands for several currencies", excerpt(&sign));
                self.say(RemarkName::BadCurrency, message, head, &printed);
                of_header
            }
            (Beside::Nothing, None) => of_header,
        };
        // One that cannot be told was said.
        if currency.is_none() && self.remarks.len() == first {
            self.say(RemarkName::MissingCurrency, "the budget names no currency".to_owned(), head, &printed);
        }
        activity.budget = Some(Budget { amount, currency });
    }

    fn amount<'h>(&mut self, head: &'h Head, cell: &Cell) -> Option<Read<'h>> {
        let printed = cell.text().into_owned();
        let Some(money) = money(cell, self.lexicon) else {
            let message = format!("“{}” is no amount that can be read; the cell is left out", excerpt(&printed));
            self.say(RemarkName::BadAmount, message, head, &printed);
            return None;
        };
        if money.amount.is_sign_negative() && !money.amount.is_zero() {
            let message = format!("the amount {} is below zero; the cell is left out", money.amount);
            self.say(RemarkName::NegativeAmount, message, head, &printed);
            return None;
        }
        if money.ambiguous {
            let message = format!(
                "“{}” is read as {}; its sign may divide units from decimals as well",
                excerpt(&printed),
                money.amount
            );
            self.say(RemarkName::AmbiguousAmount, message, head, &printed);
        }
        let of_header = head.currency.clone();
        Some(Read { amount: Amount(money.amount), beside: money.currency, printed, of_header, head })
    }

    fn say(&mut self, name: RemarkName, message: String, head: &Head, cell: &str) {
        self.remarks.push(Remark::new(name, message).in_cell(&head.header, cell));
    }
}

/// An amount, and where its currency may be found.
struct Read<'h> {
    amount: Amount,
    beside: Beside,
    printed: String,
    of_header: Option<String>,
    head: &'h Head,
}
