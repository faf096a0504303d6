//! Every limit is met by a file that passes it, and raised by the bound that is given; nothing recurses on the depth of the input.

use crate::promises::packing::packed;
use crate::{bytes, folder};
use dispositif::read::{Deadline, Limit, Limits, ReadError, read, salvage};
use dispositif::{Options, extract};
use std::time::{Duration, Instant};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn limited(limit: Limit, bound: u64) -> Limits {
    let mut limits = Limits::default();
    limits.set(limit, bound);
    limits
}

/// A Word file around a body.
fn document(body: &str) -> Vec<u8> {
    let part = format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>");
    packed(&[("word/document.xml".to_owned(), part.into_bytes())])
}

#[test]
fn a_file_over_a_limit_is_refused_with_its_name() {
    let tracked = bytes(&folder("fixtures/itu/alerts.fr.docx"));
    let text = bytes(&folder("fixtures/itu/alerts.fr.txt"));
    let repetitive = bytes(&folder("fixtures/bad/zip-bomb.docx"));
    for (limit, bound, file, message) in [
        (Limit::FileSize, 1 << 10, &tracked, "the file: the stored size is over the limit of 1 KiB"),
        (Limit::FileSize, 1 << 10, &text, "the file: the stored size is over the limit of 1 KiB"),
        (Limit::Parts, 3, &tracked, "the package: the number of parts is over the limit of 3"),
        (Limit::PartSize, 1 << 10, &tracked, "word/styles.xml: the unpacked size is over the limit of 1 KiB"),
        (Limit::TotalSize, 4 << 10, &tracked, "the unpacked size of all parts is over the limit of 4 KiB"),
        (
            Limit::Ratio,
            100,
            &repetitive,
            "word/document.xml: the ratio of unpacked to packed size is over the limit of 100 to 1",
        ),
        (Limit::Depth, 4, &tracked, "the depth of elements is over the limit of 4"),
        (Limit::Paragraphs, 10, &tracked, "the number of paragraphs is over the limit of 10"),
        (Limit::Paragraphs, 10, &text, "the text: the number of paragraphs is over the limit of 10"),
        (Limit::Text, 1_000, &tracked, "the length of the text is over the limit of 1000 bytes"),
        (Limit::Text, 1_000, &text, "the text: the length of the text is over the limit of 1000 bytes"),
        (Limit::Marks, 5, &tracked, "the number of marks on words is over the limit of 5"),
        (Limit::Marks, 5, &text, "the text: the number of marks on words is over the limit of 5"),
        (Limit::Time, 0, &tracked, "the time that it takes is over the limit of 0 ms"),
        (Limit::Time, 0, &text, "the text: the time that it takes is over the limit of 0 ms"),
    ] {
        for found in [read(file, &limited(limit, bound)), salvage(file, &limited(limit, bound))] {
            let error = found.map(drop).expect_err(message);
            assert!(matches!(&error, ReadError::Limit { limit: passed, .. } if *passed == limit), "{error}");
            let shown = error.to_string();
            let option = format!("; if you trust the file, raise it with --limit {}=VALUE", limit.name());
            assert!(shown.contains(message) && shown.ends_with(&option), "{shown}");
        }
        let raised = read(file, &limited(limit, u64::MAX));
        assert!(raised.is_ok(), "{}: {:?}", limit.name(), raised.map(drop));
    }
}

/// As deep as the parser of XML counts: no element of a Word file leads to recursion.
#[test]
fn nothing_recurses_on_the_depth_of_the_input() {
    const LEVELS: usize = 64_990;
    let nested = |open: &str, within: &str, close: &str, levels: usize| {
        document(&format!("{}{within}{}", open.repeat(levels), close.repeat(levels)))
    };
    let words = "<w:p><w:r><w:t>resolves</w:t></w:r></w:p>";
    for (name, file) in [
        ("elements", nested("<w:smartTag>", words, "</w:smartTag>", LEVELS)),
        ("tables", nested("<w:tbl><w:tr><w:tc>", words, "</w:tc></w:tr></w:tbl>", LEVELS / 3)),
        ("content controls", nested("<w:sdt><w:sdtContent>", words, "</w:sdtContent></w:sdt>", LEVELS / 2)),
        ("paragraphs", nested("<w:p><w:r><w:txbxContent>", words, "</w:txbxContent></w:r></w:p>", LEVELS / 30)),
        ("changes", nested("<w:p><w:ins w:id=\"1\">", "<w:r><w:t>resolves</w:t></w:r>", "</w:ins></w:p>", LEVELS / 30)),
        (
            "properties",
            document(&format!(
                "<w:p><w:pPr>{}{}</w:pPr></w:p>{words}",
                "<w:x>".repeat(LEVELS),
                "</w:x>".repeat(LEVELS)
            )),
        ),
    ] {
        let start = Instant::now();
        let refused = read(&file, &Limits::default()).map(drop).expect_err(name);
        assert!(matches!(refused, ReadError::Limit { limit: Limit::Depth, .. }), "{name}: {refused}");
        let found = extract(&file, &Options { limits: Limits::none(), ..Options::default() });
        let found = found.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(found.manuscript.paragraphs.iter().any(|p| p.text() == "resolves"), "{name}");
        // Cut in the middle, so that all that is open has to be closed.
        let cut = salvage(&file[..file.len() / 2], &Limits::none());
        assert!(cut.is_ok(), "{name}: {:?}", cut.map(drop));
        println!("{name}: {:?}", start.elapsed());
    }
}

/// Labels that begin a list within a list, again and again: clauses stand below each other no deeper than the ladder has rungs, and what
/// walks over them may call itself.
#[test]
fn clauses_are_nested_to_a_bounded_depth() {
    let labels = ["1", "a)", "i)", "(1)", "(a)", "(i)", "1.", "–", "•", "A.", "I.", "1)"];
    let items: String = (0..3_000).map(|n| format!("{}\tto count to {n};\n", labels[n % labels.len()])).collect();
    let text = format!("RESOLUTION 91 (Geneva, 2022)\n\nresolves\n{items}");
    let found = extract(text.as_bytes(), &Options::default()).expect("readable");
    let clauses = found.comparison.texts.iter().flat_map(|text| &text.sections).flat_map(|section| &section.clauses);
    let mut stack: Vec<_> = clauses.map(|clause| (1, clause)).collect();
    let mut deepest = 0;
    while let Some((depth, clause)) = stack.pop() {
        deepest = deepest.max(depth);
        stack.extend(clause.clauses.iter().map(|below| (depth + 1, below)));
    }
    assert!((2..=10).contains(&deepest), "{deepest}");
}

/// Marks within marks: each stretch of text bears all of them, so that a few kilobytes could ask for gigabytes.
#[test]
fn changes_within_changes_are_bounded() {
    let text = format!("{}{}", "{++a".repeat(10_000), "++}".repeat(10_000));
    let error = read(text.as_bytes(), &Limits::default()).map(drop).expect_err("refused");
    assert!(matches!(error, ReadError::Limit { limit: Limit::Marks, .. }), "{error}");
    let runs = "<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>b</w:t></w:r>".repeat(2_000);
    let body = format!("<w:p>{}{runs}{}</w:p>", "<w:ins w:id=\"1\">".repeat(1_900), "</w:ins>".repeat(1_900));
    let error = read(&document(&body), &Limits::default()).map(drop).expect_err("refused");
    assert!(matches!(error, ReadError::Limit { limit: Limit::Marks, .. }), "{error}");
}

/// The time is for all stages; none goes on long behind its end, and what was found till then is not given.
#[test]
fn time_is_over_when_it_is_over() {
    let clause = "1\tto invite the Director, in 2022New Delhi 2024, to study Resolution 54 (Rev. Hammamet, 2016),;\n";
    let text = format!("RESOLUTION 91 (Geneva, 2022)\n\nresolves\n{}", clause.repeat(4_000));
    for milliseconds in [1, 10, 40, 100] {
        let start = Instant::now();
        let options = Options { limits: limited(Limit::Time, milliseconds), ..Options::default() };
        let error = extract(text.as_bytes(), &options).map(drop).expect_err("refused");
        assert!(matches!(error, ReadError::Limit { limit: Limit::Time, .. }), "{error}");
        println!("{milliseconds} ms: {error}, after {:?}", start.elapsed());
        assert!(start.elapsed() < Duration::from_millis(milliseconds) + Duration::from_secs(5), "{error}");
    }
}

#[test]
fn a_deadline_without_an_end_is_never_past() {
    assert!(!Deadline::default().is_past());
    assert!(!Deadline::within(&limited(Limit::Time, u64::MAX)).is_past());
    assert!(Deadline::within(&limited(Limit::Time, 0)).is_past());
}
