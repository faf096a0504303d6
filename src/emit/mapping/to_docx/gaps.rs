//! What is missing, behind the texts: activities without a clause, plans without means, mandates that changed, links to look at.

use super::super::phrases::Phrases;
use super::super::rows::Index;
use super::write::{Pen, Row, Weight, Words};
use super::{LINE, cell, headings, of_activity};
use crate::mapping::Activity;

/// Four tables, each under its heading.
pub fn gaps(index: &Index<'_>, pen: &Pen<'_, '_>, phrases: &Phrases<'_>) -> String {
    let words = phrases.words;
    let drawn = Drawn { index, pen, phrases };
    [
        drawn.table(&words.gap_headings.without_clause, &[5_400, 2_600, 3_300, 3_270], drawn.without_clause()),
        drawn.table(&words.gap_headings.unresourced, &[6_400, 3_000, 5_170], drawn.unresourced()),
        drawn.table(&words.gap_headings.amended, &[4_000, 3_400, 3_400, 3_770], drawn.amended()),
        drawn.table(&words.gap_headings.review, &[3_600, 3_800, 3_800, 3_370], drawn.review()),
    ]
    .concat()
}

struct Drawn<'d> {
    index: &'d Index<'d>,
    pen: &'d Pen<'d, 'd>,
    phrases: &'d Phrases<'d>,
}

impl Drawn<'_> {
    /// A heading and a table; a word where the table is empty.
    fn table(&self, heading: &str, widths: &[usize], (columns, rows): (Vec<&str>, Vec<Row>)) -> String {
        debug_assert_eq!(widths.iter().sum::<usize>(), LINE);
        let counted = self.phrases.said(heading, &rows.len().to_string());
        let mut out = self.pen.paragraph("Heading1", &[self.pen.own(&counted)]);
        if rows.is_empty() {
            return out + &self.pen.paragraph("Normal", &[self.pen.own(&self.phrases.words.nothing)]);
        }
        let rows: Vec<Row> = std::iter::once(headings(self.pen, &columns)).chain(rows).collect();
        out.push_str(&self.pen.table(widths, heading, &rows));
        // Tables that meet would become one.
        out + &self.pen.paragraph("Normal", &[])
    }

    fn without_clause(&self) -> (Vec<&str>, Vec<Row>) {
        let of = &self.phrases.words.columns;
        let row = |loose: &crate::mapping::Loose| {
            let activity = self.index.activity(&loose.activity).map(|of| &of.activity);
            let mandate = activity.and_then(|activity| Some((activity.mandates.as_deref()?, activity)));
            let mandate = mandate.map(|(printed, activity)| {
                self.pen.paragraph("TableText", &[of_activity(printed, activity, Weight::Italic, self.phrases)])
            });
            let texts = loose
                .texts
                .iter()
                .map(|target| self.phrases.target(target, None))
                .map(|text| self.phrases.said(&self.phrases.words.whole_text, &text));
            let count =
                (loose.suggestions > 0).then(|| self.phrases.said(&of.suggestions, &loose.suggestions.to_string()));
            let remarks: Vec<String> = texts.chain(count).collect();
            self.row([
                self.activity(&loose.activity),
                self.region(activity),
                mandate.into_iter().collect(),
                self.plain(&remarks),
            ])
        };
        let rows = self.index.mapping.gaps.without_clause.iter().map(row).collect();
        (vec![&of.activity, &of.region_office, &of.mandate, &of.remarks], rows)
    }

    fn unresourced(&self) -> (Vec<&str>, Vec<Row>) {
        let of = &self.phrases.words.columns;
        let row = |id: &String| {
            let activity = self.index.activity(id).map(|of| &of.activity);
            let dates = activity.map(|activity| self.phrases.dates(activity)).unwrap_or_default();
            self.row([self.activity(id), self.plain(&[dates]), self.region(activity)])
        };
        let rows = self.index.mapping.gaps.unresourced.iter().map(row).collect();
        (vec![&of.activity, &of.dates, &of.region_office], rows)
    }

    fn amended(&self) -> (Vec<&str>, Vec<Row>) {
        let of = &self.phrases.words.columns;
        let row = |amended: &crate::mapping::Amended| {
            let link = self.index.mapping.links.get(amended.link)?;
            let text = self.phrases.lexicon.text_name(self.phrases.language, &link.target.text);
            let named = link.carried.as_ref().map(|carried| self.phrases.list([text, self.phrases.named(carried)]));
            let kinds = self.phrases.kinds(&amended.kinds, amended.only.as_deref());
            let now = self.now(link);
            Some(self.row([
                self.activity(&amended.activity),
                self.plain(&[named.unwrap_or_default()]),
                self.plain(&[now]),
                self.plain(&[kinds]),
            ]))
        };
        let rows = self.index.mapping.gaps.amended.iter().filter_map(row).collect();
        (vec![&of.activity, &of.named, &of.in_force, &of.changes], rows)
    }

    /// Both wordings of each link to look at.
    fn review(&self) -> (Vec<&str>, Vec<Row>) {
        let of = &self.phrases.words.columns;
        let row = |review: &crate::mapping::Review| {
            let link = self.index.mapping.links.get(review.link)?;
            let spot = self.index.spot(&link.target);
            let language = spot.text.map_or(self.phrases.language, |text| text.language.as_str());
            let worded = |words: &str| {
                self.pen.paragraph("TableText", &[Words { text: words, language, weight: Weight::Plain }])
            };
            let older = link.carried.iter().flat_map(|carried| {
                let named = self.plain(&[self.phrases.named(carried)]);
                named.into_iter().chain(carried.words.as_deref().map(worded))
            });
            let newer =
                self.plain(&[self.now(link)]).into_iter().chain(spot.clause.map(|clause| worded(&clause.words)));
            let mut reasons: Vec<String> =
                review.reasons.iter().map(|reason| self.phrases.reason(*reason).to_owned()).collect();
            if !review.related.is_empty() {
                let related = self.phrases.related(&link.target.text, &review.related, self.index);
                reasons.push(self.phrases.said(&of.related, &related));
            }
            Some(self.row([self.activity(&review.activity), older.collect(), newer.collect(), self.plain(&reasons)]))
        };
        let rows = self.index.mapping.review.iter().filter_map(row).collect();
        (vec![&of.activity, &of.named, &of.in_force, &of.review], rows)
    }

    /// What a link points at in force.
    fn now(&self, link: &crate::mapping::Link) -> String {
        if !link.in_force {
            return self.phrases.words.gone.clone();
        }
        self.phrases.answered(link, self.index)
    }

    fn row<const N: usize>(&self, cells: [Vec<String>; N]) -> Row {
        Row { cells: cells.into_iter().map(|paragraphs| cell(paragraphs, None)).collect(), is_heading: false }
    }

    fn plain(&self, texts: &[String]) -> Vec<String> {
        texts
            .iter()
            .filter(|text| !text.is_empty())
            .map(|text| self.pen.paragraph("TableText", &[self.pen.own(text)]))
            .collect()
    }

    /// Id and title.
    fn activity(&self, id: &str) -> Vec<String> {
        let label = format!("{id}\u{2002}");
        let Some(activity) = self.index.activity(id).map(|of| &of.activity) else {
            return self.plain(&[id.to_owned()]);
        };
        let title = of_activity(&activity.title, activity, Weight::Plain, self.phrases);
        let id = Words { text: &label, weight: Weight::Bold, ..title };
        vec![self.pen.paragraph("TableText", &[id, title])]
    }

    fn region(&self, activity: Option<&Activity>) -> Vec<String> {
        let Some(activity) = activity else { return Vec::new() };
        let office = activity.office.as_deref().map(|office| {
            self.pen.paragraph("TableText", &[of_activity(office, activity, Weight::Plain, self.phrases)])
        });
        self.plain(&[self.phrases.regions(activity)]).into_iter().chain(office).collect()
    }
}
