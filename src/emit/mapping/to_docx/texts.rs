//! Of each text in force a table: its operative clauses, what answers each, and what is to be said about it.

use super::super::phrases::Phrases;
use super::super::rows::{Index, Row as MappedRow, RowKind};
use super::write::{Cell, Joined, Pen, Row, Weight, Words};
use super::{LINE, MISSING, SECTION, cell, headings, of_activity};
use crate::mapping::{Activity, LinkBasis, MappedText};
use crate::store::Status;

/// Widths of clause, activity, region and office, budget, basis, remarks.
const WIDTHS: [usize; 6] = [4_300, 3_350, 1_500, 1_320, 1_700, 2_400];
const _: () = assert!(WIDTHS[0] + WIDTHS[1] + WIDTHS[2] + WIDTHS[3] + WIDTHS[4] + WIDTHS[5] == LINE);

/// All texts, and then links that lead to none of them.
pub fn texts(index: &Index<'_>, pen: &Pen<'_, '_>, phrases: &Phrases<'_>) -> String {
    index.mapping.texts.iter().map(|text| one(text, index, pen, phrases)).collect()
}

fn one(text: &MappedText, index: &Index<'_>, pen: &Pen<'_, '_>, phrases: &Phrases<'_>) -> String {
    let words = phrases.words;
    let of = &words.columns;
    let name = phrases.lexicon.text_name(phrases.language, &text.id);
    let version = phrases.lexicon.version_name(phrases.language, &text.version);
    let heading = phrases.list([&name, &version]);
    let mut out = pen.paragraph("Heading1", &[pen.own(&heading)]);
    if let Some(title) = &text.title {
        let title = Words { text: title, language: &text.language, weight: Weight::Plain };
        out.push_str(&pen.paragraph("Subtitle", &[title]));
    }
    if text.status == Status::Proposed {
        out.push_str(&pen.paragraph("Figures", &[pen.own(&words.proposal)]));
    }
    if let Some(coverage) = index.mapping.coverage.by_text.iter().find(|coverage| coverage.text == text.id) {
        let mut figures = vec![
            phrases.said(&of.clauses, &coverage.clauses.to_string()),
            phrases.said(&of.answered, &coverage.answered.to_string()),
            phrases.said(&of.activities, &coverage.tally.activities.to_string()),
        ];
        if !coverage.tally.budgets.is_empty() {
            figures.push(phrases.said(&of.budget, &phrases.budgets(&coverage.tally)));
        }
        out.push_str(&pen.paragraph("Figures", &[pen.own(&figures.join("; "))]));
    }
    let mut rows =
        vec![headings(pen, &[&of.clause, &of.activity, &of.region_office, &of.budget, &of.basis, &of.remarks])];
    rows.extend(Drawn { text, index, pen, phrases }.rows());
    out + &pen.table(&WIDTHS, &heading, &rows)
}

/// A text that is being drawn.
struct Drawn<'d> {
    text: &'d MappedText,
    index: &'d Index<'d>,
    pen: &'d Pen<'d, 'd>,
    phrases: &'d Phrases<'d>,
}

impl Drawn<'_> {
    fn rows(&self) -> Vec<Row> {
        let mapped = self.index.rows_of(self.text);
        let mut out = Vec::new();
        let mut open: Option<&str> = None;
        let place = |row: &MappedRow<'_>| {
            let spot = row.spot;
            (
                spot.section.map(|section| section.id.clone()),
                spot.clause.map(|clause| clause.id.clone()),
                row.link.is_some_and(|link| !link.in_force),
            )
        };
        for (at, row) in mapped.iter().enumerate() {
            if let Some(section) = row.spot.section.filter(|section| open != Some(section.id.as_str())) {
                open = Some(&section.id);
                out.push(self.section(&self.phrases.head(row.spot)));
            }
            // Links that are not in force each name a clause of their own.
            let is_own = row.spot.clause.is_none() && row.link.is_some_and(|link| !link.in_force);
            let is_like =
                |other: Option<&MappedRow<'_>>| !is_own && other.is_some_and(|other| place(other) == place(row));
            let before = at.checked_sub(1).and_then(|before| mapped.get(before));
            let joined = match (is_like(before), is_like(mapped.get(at + 1))) {
                (true, _) => Joined::GoesOn,
                (false, true) => Joined::Begins,
                (false, false) => Joined::Alone,
            };
            out.push(self.row(row, joined));
        }
        out
    }

    /// A row of its own for the head of a section.
    fn section(&self, head: &str) -> Row {
        let words = Words { text: head, language: &self.text.language, weight: Weight::Italic };
        let cell = Cell { span: WIDTHS.len(), ..cell([self.pen.paragraph("TableSection", &[words])], Some(SECTION)) };
        Row { cells: vec![cell], is_heading: false }
    }

    fn row(&self, row: &MappedRow<'_>, joined: Joined) -> Row {
        let (pen, words) = (self.pen, self.phrases.words);
        let ground = (row.kind == RowKind::Unanswered).then_some(MISSING);
        let clause = if joined == Joined::GoesOn { Vec::new() } else { self.clause(row) };
        let mut cells = vec![Cell { joined, ..cell(clause, ground) }];
        let Some(activity) = row.activity.map(|of| &of.activity) else {
            let said = if row.kind == RowKind::Within { &words.within } else { &words.no_activity };
            let weight = if row.kind == RowKind::Within { Weight::Italic } else { Weight::Bold };
            let said = pen.paragraph("TableText", &[Words { weight, ..pen.own(said) }]);
            cells.push(Cell { span: WIDTHS.len() - 1, ..cell([said], ground) });
            return Row { cells, is_heading: false };
        };
        cells.push(cell(self.activity(activity), None));
        cells.push(cell(self.where_done(activity), None));
        let budget = activity.budget.as_ref().map(|budget| self.phrases.budget(budget));
        cells.push(cell(budget.map(|budget| pen.paragraph("TableText", &[pen.own(&budget)])), None));
        cells.push(cell(self.basis(row), None));
        let remarks = row.link.map(|link| self.phrases.about_link(link, row.review, self.index)).unwrap_or_default();
        cells.push(cell(remarks.iter().map(|remark| pen.paragraph("TableText", &[pen.own(remark)])), None));
        Row { cells, is_heading: false }
    }

    /// The label and words of a clause; of one that is gone, what it was called and said where it was named.
    fn clause(&self, row: &MappedRow<'_>) -> Vec<String> {
        let (pen, words) = (self.pen, self.phrases.words);
        let language = self.text.language.as_str();
        let bold = |text| Words { text, language, weight: Weight::Bold };
        let plain = |text| Words { text, language, weight: Weight::Plain };
        if let Some(clause) = row.spot.clause {
            let label = self.phrases.label(row.spot);
            let label = if label.is_empty() { String::new() } else { format!("{label}\u{2002}") };
            return vec![pen.paragraph("TableText", &[bold(&label), plain(&clause.words)])];
        }
        let Some(link) = row.link else { return Vec::new() };
        if let Some(carried) = &link.carried {
            let named = self.phrases.named(carried);
            let mut out = vec![pen.paragraph("TableText", &[Words { weight: Weight::Bold, ..pen.own(&named) }])];
            out.extend(carried.words.iter().map(|words| pen.paragraph("TableText", &[plain(words)])));
            return out;
        }
        let whole = match (&link.target.section, &link.target.clause) {
            (None, _) => words.whole_text.clone(),
            (Some(_), None) => words.whole_section.clone(),
            (Some(_), Some(_)) => self.phrases.target(&link.target, None),
        };
        vec![pen.paragraph("TableText", &[Words { weight: Weight::Italic, ..pen.own(&whole) }])]
    }

    /// Id and title; dates and status.
    fn activity(&self, activity: &Activity) -> Vec<String> {
        let (pen, phrases) = (self.pen, self.phrases);
        let id = format!("{}\u{2002}", activity.id);
        let title = of_activity(&activity.title, activity, Weight::Plain, phrases);
        let when = phrases.list([phrases.dates(activity).as_str(), phrases.status(activity.status)]);
        let language = title.language;
        vec![
            pen.paragraph("TableText", &[Words { text: &id, language, weight: Weight::Bold }, title]),
            pen.paragraph("TableText", &[pen.own(&when)]),
        ]
    }

    fn where_done(&self, activity: &Activity) -> Vec<String> {
        let (pen, phrases) = (self.pen, self.phrases);
        let regions = Some(phrases.regions(activity)).filter(|regions| !regions.is_empty());
        let own = regions.iter().map(|regions| pen.paragraph("TableText", &[pen.own(regions)]));
        let printed = [activity.office.as_deref(), activity.unit.as_deref()].into_iter().flatten();
        let printed =
            printed.map(|text| pen.paragraph("TableText", &[of_activity(text, activity, Weight::Plain, phrases)]));
        own.chain(printed).collect()
    }

    /// What the link rests on: who accepted it, or the words that name the clause.
    fn basis(&self, row: &MappedRow<'_>) -> Vec<String> {
        let (pen, phrases) = (self.pen, self.phrases);
        let Some(link) = row.link else { return Vec::new() };
        let basis = phrases.basis(link.basis);
        let mut out = vec![pen.paragraph("TableText", &[Words { weight: Weight::Bold, ..pen.own(basis) }])];
        match (&link.reason.decision, link.basis) {
            (Some(decision), LinkBasis::Accepted) => {
                let by = phrases.list([&decision.who, &decision.when]);
                out.push(pen.paragraph("TableText", &[pen.own(&by)]));
            }
            _ => {
                let printed = link.reason.printed.as_deref();
                let words = |printed| match row.activity {
                    Some(of) => of_activity(printed, &of.activity, Weight::Italic, phrases),
                    None => Words { weight: Weight::Italic, ..pen.own(printed) },
                };
                out.extend(printed.map(|printed| pen.paragraph("TableText", &[words(printed)])));
            }
        }
        if link.score < 1.0 {
            let score = phrases.said(&phrases.words.columns.score, &phrases.percent(link.score));
            out.push(pen.paragraph("TableText", &[pen.own(&score)]));
        }
        out
    }
}
