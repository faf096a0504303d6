//! Heads, clauses and all other paragraphs rejoin to the reading that they came from.

use dispositif::read::Reading;
use dispositif::segment::Outline;
use dispositif::segment::outline::Slice;

/// Every slice of an outline, in no order.
fn slices(outline: &Outline) -> Vec<&Slice> {
    let mut out: Vec<&Slice> = outline
        .front_matter
        .iter()
        .flat_map(|(_, slices)| slices)
        .chain(&outline.prose)
        .chain(&outline.labels)
        .collect();
    out.extend(outline.headings.iter().map(|heading| &heading.text));
    for text in &outline.texts {
        out.extend(text.proposal.iter().map(|p| &p.slice));
        out.extend(text.number.iter().map(|n| &n.slice));
        out.extend(&text.title);
        out.extend(text.history.iter().map(|(slice, _)| slice));
        out.extend(text.body.iter().map(|b| &b.slice));
        out.extend(text.sections.iter().filter_map(|s| s.head.as_ref()));
        out.extend(text.clauses().into_iter().flat_map(|c| [&c.label_slice, &c.text]));
        out.extend(text.annexes.iter().flat_map(|a| a.heading.iter().chain(&a.paragraphs)));
        out.extend(&text.reasons);
        out.extend(text.other.iter().map(|(_, slice)| slice));
    }
    out
}

/// Every visible character of a reading stands in one slice of its outline, and in no other.
pub fn assert_nothing_is_lost(reading: &Reading, outline: &Outline, about: &str) {
    let mut taken: Vec<Vec<u8>> = reading.lines.iter().map(|line| vec![0; line.text.len()]).collect();
    for slice in slices(outline) {
        for byte in slice.range.clone() {
            taken[slice.line][byte] += 1;
        }
    }
    for (line, taken) in reading.lines.iter().zip(&taken) {
        for (at, c) in line.text.char_indices() {
            assert!(taken[at] <= 1, "{about}: «{}» stands twice in «{}»", c, line.text);
            assert!(c.is_whitespace() || taken[at] == 1, "{about}: «{}» is lost in «{}»", c, line.text);
        }
    }
}
