//! Splits become marks: the spans of the manuscript are cut where a split begins or ends. No character moves or is lost.

use super::split::Split;
use crate::read::Manuscript;
use crate::read::manuscript::{Mark, MarkKind, Paragraph, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// The manuscript with the splits as plain marks.
pub(super) fn marked(manuscript: &Manuscript, splits: &[Split]) -> Manuscript {
    let mut marked = manuscript.clone();
    let mut by_paragraph: BTreeMap<usize, Vec<&Split>> = BTreeMap::new();
    for split in splits {
        by_paragraph.entry(split.paragraph).or_default().push(split);
    }
    for (at, splits) in by_paragraph {
        if let Some(paragraph) = marked.paragraphs.get_mut(at) {
            mark(paragraph, &splits);
        }
    }
    marked
}

fn mark(paragraph: &mut Paragraph, splits: &[&Split]) {
    let mut ranges: Vec<(Range<usize>, MarkKind)> = Vec::new();
    for split in splits {
        ranges.extend(split.deleted.iter().map(|range| (range.clone(), MarkKind::Deleted)));
        ranges.extend(split.inserted.iter().map(|range| (range.clone(), MarkKind::Inserted)));
    }
    let mut cuts: Vec<usize> = ranges.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let whole = splits.iter().find_map(|split| split.whole);
    let mut spans = Vec::with_capacity(paragraph.spans.len() + cuts.len());
    let mut offset = 0;
    for span in std::mem::take(&mut paragraph.spans) {
        let end = offset + span.text.len();
        let first = cuts.partition_point(|cut| *cut <= offset);
        let last = cuts.partition_point(|cut| *cut < end);
        let inner = cuts.get(first..last).unwrap_or_default().iter().copied();
        let bounds: Vec<usize> = [offset].into_iter().chain(inner).chain([end]).collect();
        for bound in bounds.windows(2) {
            let text = &span.text[bound[0] - offset..bound[1] - offset];
            let held = ranges.iter().filter(|(range, _)| range.start <= bound[0] && bound[1] <= range.end);
            let kinds = whole.into_iter().chain(held.map(|(_, kind)| *kind));
            spans.push(Span { text: text.to_owned(), marks: kinds.map(Mark::plain).collect(), ..span.clone() });
        }
        offset = end;
    }
    paragraph.replace_spans(spans);
    paragraph.end_marks.extend(whole.map(Mark::plain));
}
