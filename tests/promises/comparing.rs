//! A redline holds both wordings to the character, a comparison every clause of both sides, and every clause knows its place.

use super::two;
use dispositif::compare::comparison::{Clause, Comparison, Redlined, Run, RunKind};
use dispositif::compare::lines::{lines, shown};
use dispositif::emit::{Document, Redlining, Signature, WordError, to_docx};
use dispositif::lexicon::Lexicon;
use dispositif::place::Place;
use dispositif::read::manuscript::{Manuscript, Role};
use dispositif::read::{Deadline, Reading, View};
use dispositif::segment::Outline;
use dispositif::segment::outline::Resolution;
use dispositif::{Extracted, Options, extract};
use std::collections::HashSet;

/// Two texts: each against itself is unchanged; their comparison holds both to the character, and so does its Word file.
pub fn diff(bytes: &[u8]) {
    let (older, newer) = two(bytes);
    let options = Options::default();
    let Ok(after) = extract(newer, &options) else { return };
    let Ok(same) = dispositif::diff(&after, &after, &options) else { return };
    assert_rejoins_everywhere(&same, "a text with itself");
    let of_newer = Document::new("newer", newer, &after);
    assert!(!Document::compared(&of_newer, &of_newer, same).differs(), "a text differs from itself");
    let Some((older, before)) = older.and_then(|older| Some((older, extract(older, &options).ok()?))) else { return };
    let Ok(comparison) = dispositif::diff(&before, &after, &options) else { return };
    assert_rejoins_everywhere(&comparison, "two texts");
    assert_kept(&comparison, &before.newer, Side::Older);
    assert_kept(&comparison, &after.newer, Side::Newer);
    assert_lines(&before, &after);
    let signature = Signature { author: "A", date: None };
    let made = Redlining::between((older, &before), &after, options.lexicon, signature).and_then(|of| to_docx(&of));
    match made {
        // A part that nobody reads may be damaged so that it cannot even be copied.
        Err(WordError::Packing(_)) if has_lost_part(older) => {}
        Err(error @ (WordError::Differs { .. } | WordError::Packing(_) | WordError::NoLanguage)) => panic!("{error}"),
        Err(WordError::Unpatchable(_) | WordError::Unreadable(_)) | Ok(_) => {}
    }
}

/// Whether a package has a part of which not even the packed bytes are to be had.
fn has_lost_part(package: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(package)) else { return false };
    (0..archive.len()).any(|index| archive.by_index_raw(index).is_err())
}

/// Every line of two readings stands in their alignment once, and its redline holds both.
fn assert_lines(before: &Extracted, after: &Extracted) {
    let language = Lexicon::built_in().language(&after.language.language);
    let Some(language) = language else { return };
    let (older, newer) = (before.manuscript.reading(View::Newer), after.manuscript.reading(View::Newer));
    let pairs = lines(&older, &newer, language, Deadline::default());
    let all = |reading: &Reading| (0..reading.lines.len()).collect::<Vec<_>>();
    // A line that moved stands where it is now: the order is that of neither.
    let mut olds: Vec<usize> = pairs.iter().filter_map(|pair| pair.older).collect();
    let mut news: Vec<usize> = pairs.iter().filter_map(|pair| pair.newer).collect();
    olds.sort_unstable();
    news.sort_unstable();
    assert_eq!((olds, news), (all(&older), all(&newer)), "lines are lost or doubled");
    for pair in &pairs {
        let line = |reading: &Reading, at: Option<usize>| at.map(|at| shown(&reading.lines[at])).unwrap_or_default();
        assert_eq!(joined(&pair.redline, RunKind::Del), line(&older, pair.older));
        assert_eq!(joined(&pair.redline, RunKind::Ins), line(&newer, pair.newer));
    }
}

/// What is kept, together with what is deleted or what is inserted.
fn joined(redline: &[Run], other: RunKind) -> String {
    let side = redline.iter().filter(|run| run.kind() == RunKind::Keep || run.kind() == other);
    side.map(Run::text).collect()
}

/// Kept and deleted runs are the older text, kept and inserted ones the newer, to the character.
fn assert_rejoins(text: &Redlined, about: &str) {
    if let Some(older) = &text.older {
        assert_eq!(&joined(&text.redline, RunKind::Del), older, "{about}");
    }
    if let Some(newer) = &text.newer {
        assert_eq!(&joined(&text.redline, RunKind::Ins), newer, "{about}");
    }
}

/// All redlines of a comparison: heads, clauses, footnotes, and what changed outside them.
pub fn assert_rejoins_everywhere(comparison: &Comparison, about: &str) {
    let heads = comparison.texts.iter().flat_map(|text| &text.sections).flat_map(|section| &section.head);
    let notes = comparison.texts.iter().flat_map(|text| &text.footnotes).map(|note| &note.text);
    let outside = comparison.outside.iter().map(|outside| &outside.text);
    let clauses = clauses(comparison).into_iter().map(|clause| &clause.text);
    heads.chain(notes).chain(outside).chain(clauses).for_each(|text| assert_rejoins(text, about));
}

/// All clauses of a comparison.
pub fn clauses(comparison: &Comparison) -> Vec<&Clause> {
    let sections = comparison.texts.iter().flat_map(|text| &text.sections);
    let mut stack: Vec<&Clause> = sections.flat_map(|section| &section.clauses).collect();
    let mut out = Vec::new();
    while let Some(clause) = stack.pop() {
        out.push(clause);
        stack.extend(&clause.clauses);
    }
    out
}

#[derive(Clone, Copy)]
enum Side {
    Older,
    Newer,
}

/// Every clause of one side's outline is a clause of the comparison. The contract knows two exceptions: an ADD has no older side, a SUP no
/// newer one; what is deleted in the one and inserted in the other stays in the manuscript.
fn assert_kept(comparison: &Comparison, (reading, outline): &(Reading, Outline), side: Side) {
    let clauses = clauses(comparison).into_iter();
    let held: HashSet<&str> = match side {
        Side::Older => clauses.filter_map(|clause| clause.text.older.as_deref()).collect(),
        Side::Newer => clauses.filter_map(|clause| clause.text.newer.as_deref()).collect(),
    };
    let has_side = |text: &&Resolution| {
        let action = text.proposal.as_ref().and_then(|proposal| Lexicon::built_in().action(&proposal.action));
        let without = match side {
            Side::Older => "add",
            Side::Newer => "suppress",
        };
        action.is_none_or(|action| action.effect != without)
    };
    for clause in outline.texts.iter().filter(has_side).flat_map(Resolution::clauses) {
        let words = &reading.lines[clause.text.line].text[clause.text.range.clone()];
        assert!(held.contains(words), "the clause «{words}» is in no comparison");
    }
}

/// Every clause that was read is a clause of what was extracted.
pub fn assert_clauses_are_kept(found: &Extracted) {
    assert_kept(&found.comparison, &found.newer, Side::Newer);
    found.older.iter().for_each(|older| assert_kept(&found.comparison, older, Side::Older));
}

/// Places lie in the source, and at the place of a clause stand its words, or where lines were joined the first of them.
pub fn assert_places(found: &Extracted) {
    for clause in clauses(&found.comparison) {
        let (view, words) = match (&clause.text.newer, &clause.text.older) {
            (Some(newer), _) => (View::Newer, newer),
            (None, Some(older)) => (View::Older, older),
            (None, None) => panic!("the clause {} has no side", clause.id),
        };
        let views = [view, View::Newer];
        let stands = |view: &View| words.starts_with(&at(&found.manuscript, clause.place, *view));
        assert!(views.iter().any(stands), "«{words}» does not stand at {:?}", clause.place);
    }
    for reference in found.comparison.references.iter().filter(|reference| reference.footnote.is_none()) {
        let stands = |view: &View| reference.text.starts_with(&at(&found.manuscript, reference.place, *view));
        assert!(super::reading::VIEWS.iter().any(stands), "{reference:?} stands elsewhere");
    }
}

/// The words of a view at a place of the source.
fn at(manuscript: &Manuscript, place: Place, view: View) -> String {
    let paragraph = manuscript.paragraphs.get(place.paragraph).expect("a place lies in the source");
    assert!(
        place.start <= place.end && place.end <= paragraph.text().chars().count(),
        "{place:?} is out of the source"
    );
    let shown = |marks: &[_]| view.shows(marks) && view.shows(&paragraph.frame_marks);
    let letters = paragraph.spans.iter().flat_map(|span| span.text.chars().map(move |c| (c, span)));
    let within = letters.skip(place.start).take(place.end - place.start);
    within.filter(|(_, span)| span.role == Role::Text && shown(&span.marks)).map(|(c, _)| c).collect()
}
