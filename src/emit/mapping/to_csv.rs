//! The correspondence as one flat table: CSV in UTF-8 with a byte order mark (RFC 4180).
//!
//! A row for each link, for each activity without one, for each operative clause that nothing answers, and, behind these and named
//! as such, for each suggestion. The first column says which.
//!
//! A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, one of their wide forms, a tab or the end of a line) gets an
//! apostrophe in front. So does one that begins with an apostrophe and such a sign: taking one away gives back what stood there. Amounts
//! are numbers with a point, dates ISO 8601.

use super::MappingOptions;
use super::phrases::Phrases;
use super::rows::{Index, Row, RowKind, Spot};
use crate::mapping::{Activity, Mapping, Suggestion, Target};
use std::borrow::Cow;

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Delimiter {
    /// `,`, as RFC 4180 has it.
    #[default]
    Comma,
    /// `;`, as spreadsheets expect where the comma is the decimal sign.
    Semicolon,
    /// A tab.
    Tab,
}

impl Delimiter {
    fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
        }
    }
}

/// The table.
pub fn to_mapping_csv(mapping: &Mapping, options: &MappingOptions<'_>, delimiter: Delimiter) -> Vec<u8> {
    const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];
    let phrases = Phrases::choose(options);
    let index = Index::of(mapping);
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter.byte())
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.to_vec());
    let mut write = |cells: Vec<Cow<'_, str>>| {
        writer
            .write_record(cells.iter().map(|cell| cell.as_bytes()))
            .expect("a buffer in memory takes rows of one length");
    };
    write(headings(&phrases));
    let is_said = |row: &&Row<'_>| row.kind != RowKind::Within;
    for row in index.rows().iter().filter(is_said) {
        write(cells(row, &phrases, &index));
    }
    for suggestion in &mapping.suggestions {
        write(suggested(suggestion, &phrases, &index));
    }
    writer.into_inner().expect("a buffer in memory is flushed")
}

/// The cell as a spreadsheet takes it for text.
fn guarded(cell: String) -> Cow<'static, str> {
    let is_sign = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
    let behind = cell.trim_start_matches('\'');
    Cow::Owned(if behind.starts_with(is_sign) { format!("'{cell}") } else { cell })
}

fn headings<'p>(phrases: &Phrases<'p>) -> Vec<Cow<'p, str>> {
    let of = &phrases.words.columns;
    [
        &of.row,
        &of.activity,
        &of.title,
        &of.status,
        &of.start,
        &of.end,
        &of.budget,
        &of.currency,
        &of.region,
        &of.office,
        &of.unit,
        &of.partners,
        &of.mandate,
        &of.text,
        &of.text_title,
        &of.version,
        &of.section,
        &of.label,
        &of.wording,
        &of.addressees,
        &of.basis,
        &of.score,
        &of.in_force,
        &of.named,
        &of.changes,
        &of.review,
        &of.decided_by,
        &of.decided_on,
        &of.remarks,
        &of.reference,
    ]
    .map(|heading| Cow::Borrowed(heading.as_str()))
    .to_vec()
}

/// How many columns are the activity's, from its id to its mandate; and the clause's, from its text to those charged.
const OF_ACTIVITY: usize = 12;
const OF_CLAUSE: usize = 7;

fn cells(row: &Row<'_>, phrases: &Phrases<'_>, index: &Index<'_>) -> Vec<Cow<'static, str>> {
    let kinds = &phrases.words.rows;
    let kind = match row.kind {
        RowKind::Link => &kinds.link,
        RowKind::Loose => &kinds.activity,
        RowKind::Unanswered | RowKind::Within => &kinds.clause,
    };
    let mut out = vec![guarded(kind.clone())];
    let printed = row.link.and_then(|link| link.reason.printed.as_deref());
    out.extend(of_activity(row.activity.map(|of| &of.activity), printed, phrases));
    out.extend(of_clause(row.spot, row.link.map(|link| &link.target), phrases));
    match row.link {
        Some(link) => {
            let carried = link.carried.as_ref();
            let decision = link.reason.decision.as_ref();
            let reasons =
                row.review.map(|review| phrases.list(review.reasons.iter().map(|reason| phrases.reason(*reason))));
            let related = row.review.filter(|review| !review.related.is_empty()).map(|review| {
                phrases
                    .said(&phrases.words.columns.related, &phrases.related(&link.target.text, &review.related, index))
            });
            let place = match (&link.target.section, &link.target.clause) {
                (None, _) => Some(phrases.words.whole_text.clone()),
                (Some(_), None) => Some(phrases.words.whole_section.clone()),
                _ => None,
            };
            let assumed = link.reason.assumed.iter().map(|assumed| phrases.assumed(*assumed).to_owned());
            let note = decision.and_then(|decision| decision.note.clone()).filter(|note| !note.is_empty());
            let remarks: Vec<String> = place.into_iter().chain(related).chain(assumed).chain(note).collect();
            out.extend([
                guarded(phrases.basis(link.basis).to_owned()),
                Cow::Owned(link.score.to_string()),
                guarded(phrases.answer(link.in_force).to_owned()),
                guarded(carried.map(|carried| carried.from.to_string()).unwrap_or_default()),
                guarded(carried.map(|carried| phrases.steps(carried)).unwrap_or_default()),
                guarded(reasons.unwrap_or_default()),
                guarded(decision.map(|decision| decision.who.clone()).unwrap_or_default()),
                guarded(decision.map(|decision| decision.when.clone()).unwrap_or_default()),
                guarded(remarks.join("; ")),
                guarded(link.target.to_string()),
            ]);
        }
        None => {
            out.extend(std::iter::repeat_n(Cow::Borrowed(""), 9));
            out.push(guarded(reference(row.spot)));
        }
    }
    out
}

fn suggested(suggestion: &Suggestion, phrases: &Phrases<'_>, index: &Index<'_>) -> Vec<Cow<'static, str>> {
    let (spot, activity) = index.suggested(suggestion);
    let mut out = vec![guarded(phrases.words.rows.suggestion.clone())];
    out.extend(of_activity(activity.map(|of| &of.activity), None, phrases));
    out.extend(of_clause(spot, Some(&suggestion.target), phrases));
    let reason = &suggestion.reason;
    let shared = phrases.said(&phrases.words.columns.shared_words, &phrases.list(&reason.words));
    let shared = (!reason.words.is_empty()).then_some(shared);
    let remarks: Vec<String> = shared.into_iter().chain(phrases.about_suggestion(suggestion)).collect();
    out.extend([Cow::Borrowed(""), Cow::Owned(suggestion.score.to_string())]);
    out.extend(std::iter::repeat_n(Cow::Borrowed(""), 6));
    out.extend([guarded(remarks.join("; ")), guarded(suggestion.target.to_string())]);
    out
}

/// The cells of an activity, or as many empty ones.
fn of_activity(activity: Option<&Activity>, printed: Option<&str>, phrases: &Phrases<'_>) -> Vec<Cow<'static, str>> {
    let Some(of) = activity else { return vec![Cow::Borrowed(""); OF_ACTIVITY] };
    let text = |cell: &Option<String>| guarded(cell.clone().unwrap_or_default());
    let amount = of.budget.as_ref().map(|budget| budget.amount.0.to_string());
    vec![
        guarded(of.id.clone()),
        guarded(of.title.clone()),
        guarded(phrases.status(of.status).to_owned()),
        Cow::Owned(of.start.as_ref().map(|start| start.from.to_string()).unwrap_or_default()),
        Cow::Owned(of.end.as_ref().map(|end| end.to.to_string()).unwrap_or_default()),
        Cow::Owned(amount.unwrap_or_default()),
        text(&of.budget.as_ref().and_then(|budget| budget.currency.clone())),
        guarded(phrases.regions(of)),
        text(&of.office),
        text(&of.unit),
        guarded(of.partners.join("; ")),
        printed.map_or_else(|| text(&of.mandates), |printed| guarded(printed.to_owned())),
    ]
}

/// The cells of a clause, a section or a text, or as many empty ones.
fn of_clause(spot: Spot<'_>, target: Option<&Target>, phrases: &Phrases<'_>) -> Vec<Cow<'static, str>> {
    let id = spot.text.map(|text| text.id.as_str()).or(target.map(|target| target.text.as_str()));
    let cells: [String; OF_CLAUSE] = [
        id.map(|id| phrases.lexicon.text_name(phrases.language, id)).unwrap_or_default(),
        spot.text.and_then(|text| text.title.clone()).unwrap_or_default(),
        phrases.version(spot),
        phrases.head(spot),
        phrases.label(spot),
        spot.clause.map(|clause| clause.words.clone()).unwrap_or_default(),
        phrases.addressees(spot),
    ];
    cells.map(guarded).to_vec()
}

/// The id of a place in force.
fn reference(spot: Spot<'_>) -> String {
    let clause =
        |text: &crate::mapping::MappedText| spot.clause.map(|of| Target::clause(&text.id, &text.version, &of.id));
    spot.text.and_then(clause).map(|target| target.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_guarded_and_can_be_had_back() {
        for cell in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''=1", "＝1"] {
            let guarded = guarded(cell.to_owned());
            assert_eq!(guarded.strip_prefix('\''), Some(cell));
        }
        for cell in ["", "a=1", "'tis", " =1", "1-1"] {
            assert_eq!(guarded(cell.to_owned()), cell);
        }
    }
}
