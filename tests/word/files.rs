//! Single cases: what a redline looks like in the XML, under other prefixes, at the ends of texts and cells, in tables and lists.

use crate::{parts, redlined};
use dispositif::emit::{Made, Reason};
use std::io::{Cursor, Write};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file with this body.
pub fn word(body: &str) -> Vec<u8> {
    package(&format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>"), "", "")
}

/// A package of a main part and, where it has a name, one beside it.
fn package(document: &str, kind: &str, beside: &str) -> Vec<u8> {
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("a part");
    };
    add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
    add("_rels/.rels", &relations("officeDocument", "word/document.xml"));
    if !kind.is_empty() {
        add("word/_rels/document.xml.rels", &relations(kind, &format!("{kind}.xml")));
        add(&format!("word/{kind}.xml"), beside);
    }
    add("word/document.xml", document);
    writer.finish().expect("a package").into_inner()
}

fn paragraphs(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>")).collect()
}

/// The main part after a redline.
fn document(older: &[u8], newer: &str) -> String {
    let (bytes, made) = redlined(newer, older, newer.as_bytes());
    assert_eq!(made, Made::Patched);
    String::from_utf8(parts(&bytes)["word/document.xml"].clone()).expect("UTF-8")
}

#[test]
fn a_run_is_cut_and_keeps_its_form() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"ResNo\"/></w:pPr><w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr><w:t>Rev. Geneva, 2022</w:t></w:r></w:p>";
    let found = document(&word(body), "Rev. Geneva, 2024");
    let signed = "w:author=\"R. &amp; &quot;D&quot; &lt;unit&gt;\" w:date=\"2024-03-01T00:00:00Z\"";
    let expected = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"ResNo\"/></w:pPr>\
         <w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Rev. Geneva, </w:t></w:r>\
         <w:del w:id=\"1\" {signed}><w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr><w:delText xml:space=\"preserve\">2022</w:delText></w:r></w:del>\
         <w:ins w:id=\"2\" {signed}><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">2024</w:t></w:r></w:ins></w:p>"
    );
    let order = found.replace("w:id=\"2\"", "w:id=\"x\"").replace("w:id=\"1\"", "w:id=\"x\"");
    assert!(
        order.contains(&expected.replace("w:id=\"2\"", "w:id=\"x\"").replace("w:id=\"1\"", "w:id=\"x\"")),
        "{found}"
    );
}

#[test]
fn signs_that_are_elements_are_kept_as_elements() {
    let body = "<w:p><w:r><w:t>UIT</w:t><w:noBreakHyphen/><w:t>T &amp; D</w:t><w:tab/><w:t>alpha</w:t><w:br/><w:t>beta</w:t></w:r></w:p>";
    let found = document(&word(body), "UIT\u{2011}R & D\tgamma\u{2011}1");
    assert!(found.contains("<w:noBreakHyphen/>") && found.contains("<w:delText xml:space=\"preserve\">"), "{found}");
}

#[test]
fn other_prefixes_and_none_are_written_as_the_file_does() {
    for (open, p) in [(format!("xmlns:x=\"{WORD}\""), "x:"), (format!("xmlns=\"{WORD}\""), "")] {
        let document = format!(
            "<{p}document {open}><{p}body><{p}p><{p}r><{p}t>to test</{p}t></{p}r></{p}p></{p}body></{p}document>"
        );
        let (bytes, made) = redlined(p, &package(&document, "", ""), b"to ring\nonce");
        assert_eq!(made, Made::Patched);
        let found = String::from_utf8(parts(&bytes)["word/document.xml"].clone()).expect("UTF-8");
        assert!(found.contains(&format!("<{p}delText")), "{found}");
    }
}

#[test]
fn ids_in_use_are_not_used_again() {
    let body =
        "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"a\"/><w:r><w:t>to test</w:t></w:r><w:bookmarkEnd w:id=\"1\"/></w:p>";
    let found = document(&word(body), "to ring");
    assert_eq!(found.matches("w:id=\"1\"").count(), 2, "{found}");
}

#[test]
fn at_the_end_of_a_text_the_mark_before_comes_or_goes() {
    let two = word(&paragraphs(&["one", "two"]));
    let found = document(&two, "one\ntwo\nthree\nfour");
    // The last paragraph takes over a mark that stays: two paragraphs, two new marks.
    assert_eq!(found.matches("<w:rPr><w:ins ").count(), 2, "{found}");
    let found = document(&two, "one");
    assert_eq!(found.matches("<w:rPr><w:del ").count(), 1, "{found}");
    assert!(
        found.starts_with(&format!("<w:document xmlns:w=\"{WORD}\"><w:body><w:p><w:pPr><w:rPr><w:del ")),
        "{found}"
    );
}

#[test]
fn the_last_paragraph_is_replaced_in_place() {
    let found = document(&word(&paragraphs(&["one", "alpha beta gamma"])), "one\ndelta epsilon\nzeta");
    assert_eq!(found.matches("<w:rPr><w:del ").count(), 0, "{found}");
    assert_eq!(found.matches("<w:rPr><w:ins ").count(), 1, "{found}");
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|text| format!("<w:tc><w:tcPr><w:tcW w:w=\"10\"/></w:tcPr>{}</w:tc>", paragraphs(&[text])))
        .collect();
    format!("<w:tr>{cells}</w:tr>")
}

#[test]
fn rows_come_and_go_as_rows() {
    let rows = [row(&["alpha", "one"]), row(&["beta", "two"]), row(&["gamma", "three"])].concat();
    let body = format!("{}<w:tbl>{rows}</w:tbl>{}", paragraphs(&["before"]), paragraphs(&["behind"]));
    let found = document(&word(&body), "before\n| alpha | one\n| gamma | three\n| delta | four\nbehind");
    assert_eq!(found.matches("<w:trPr><w:del ").count(), 1, "{found}");
    assert_eq!(found.matches("<w:trPr><w:ins ").count(), 1, "{found}");
    assert_eq!(found.matches("<w:tcW w:w=\"10\"/>").count(), 8, "a new cell is as wide as those above it: {found}");
}

#[test]
fn a_table_that_is_new_is_a_table() {
    let found = document(&word(&paragraphs(&["before", "behind"])), "before\n| alpha | one\n| beta | two\nbehind");
    assert_eq!(found.matches("<w:trPr><w:ins ").count(), 2, "{found}");
    assert_eq!(found.matches("<w:gridCol ").count(), 2, "{found}");
}

#[test]
fn text_beside_a_table_stays_beside_it() {
    let table = format!("<w:tbl>{}</w:tbl>", row(&["alpha", "one"]));
    let body = format!("{table}{}", paragraphs(&["behind"]));
    let found = document(&word(&body), "first\n| alpha | one\nsecond\nbehind");
    let at = |text: &str| found.find(text).unwrap_or_else(|| panic!("no {text}: {found}"));
    assert!(at("first") < at("<w:tbl>") && at("</w:tbl>") < at("second"), "{found}");
}

#[test]
fn an_empty_paragraph_takes_words() {
    let body = format!("{}<w:p/>{}", paragraphs(&["one"]), paragraphs(&["three"]));
    document(&word(&body), "one\ntwo\nthree");
    document(&word("<w:p/>"), "one");
}

const LIST: &str = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>";

fn numbered(lines: &[&str]) -> Vec<u8> {
    let numbering = format!(
        "<w:numbering xmlns:w=\"{WORD}\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
         <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let body: String = lines.iter().map(|line| format!("<w:p>{LIST}<w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    package(&format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>"), "numbering", &numbering)
}

#[test]
fn labels_that_are_counted_go_on_being_counted() {
    let older = numbered(&["to test every alert;", "to publish the results;", "to report each year"]);
    let found = document(&older, "1\tto test every alert;\n2\tto report each year\n3\tto ring the bells");
    assert!(!found.contains("numId w:val=\"0\""), "{found}");
    assert_eq!(found.matches("<w:numId w:val=\"1\"/>").count(), 4, "{found}");
}

#[test]
fn a_label_that_no_list_would_count_is_typed() {
    let older = numbered(&["to test every alert;", "to publish the results;", "to report each year"]);
    let found = document(
        &older,
        "1\tto test every alert;\n1bis\tto ring the bells;\n2\tto publish the results;\n7\tto report each year",
    );
    assert!(found.contains("1bis") && found.contains("<w:pPrChange "), "{found}");
}

#[test]
fn a_field_goes_with_all_of_its_result_and_only_then() {
    let field = |text: &str| {
        format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">see </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
             <w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
             <w:r><w:t>{text}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> below</w:t></w:r></w:p>"
        )
    };
    let gone = document(&word(&field("annex")), "see below");
    assert!(gone.contains("<w:delInstrText>"), "{gone}");
    let kept = document(&word(&field("annex one")), "see annex two below");
    assert!(kept.contains("<w:instrText>"), "{kept}");
}

#[test]
fn an_older_file_with_changes_of_its_own_is_written_anew() {
    let body = "<w:p><w:ins w:id=\"1\" w:author=\"a\"><w:r><w:t>to test</w:t></w:r></w:ins></w:p>";
    let (_, made) = redlined("own", &word(body), b"to ring");
    assert_eq!(made, Made::Fresh(Reason::OwnChanges));
}

#[test]
fn signs_that_no_word_file_can_hold_are_left_out() {
    let options = dispositif::Options::default();
    let of = |text: &str| dispositif::extract(text.as_bytes(), &options).expect("text");
    let (older, newer) = (of("to test\u{c} every\u{1} alert"), of("to test\u{b} every alert\nthe \u{fffe}end"));
    let lexicon = dispositif::lexicon::Lexicon::built_in();
    let redlining =
        dispositif::emit::Redlining::between((b"", &older), &newer, lexicon, crate::SIGNATURE).expect("a language");
    let bytes = dispositif::emit::to_docx(&redlining).expect("a file").bytes;
    assert_eq!(crate::lines(&bytes, dispositif::read::View::Newer), ["to test every alert", "the end"]);
}

#[test]
fn notes_come_and_go_with_their_calls() {
    let older = b"one alpha beta[^1] gamma\n[^1]: the first note\ntwo\nthree delta[^2]\n[^2]: the third note";
    let newer = "one alpha beta[^1] gamma\n[^1]: the first note\ntwo[^a]\n[^a]: the second\nthree delta[^2]\n[^2]: the third, reworded\nfour[^b] words\n[^b]: R & D";
    let (clean, _) = redlined("clean", older, older);
    let (bytes, made) = redlined("notes", &clean, newer.as_bytes());
    assert_eq!(made, Made::Patched);
    let called = |view| crate::notes(&bytes, view);
    use dispositif::read::View;
    assert_eq!(called(View::Older), ["the first note", "the third note"]);
    assert_eq!(called(View::Newer), ["the first note", "the second", "the third, reworded", "R & D"]);
    // A file that had no notes gets a part for them, and names it.
    let (bytes, made) = redlined("first notes", &word(&paragraphs(&["one", "two"])), b"one[^1]\ntwo\n[^1]: a note");
    assert_eq!(made, Made::Patched);
    let all = parts(&bytes);
    assert!(all.contains_key("word/footnotes.xml"));
    assert!(String::from_utf8_lossy(&all["[Content_Types].xml"]).contains("/word/footnotes.xml"));
}

#[test]
fn calls_stay_where_their_places_do_and_keep_their_order() {
    let notes = "\n[^1]: first\n[^2]: second\n[^3]: third";
    let source = |line: &str| format!("{line}{notes}").into_bytes();
    let older = source("to test a bell[^1] and a la[^2]mp");
    let (clean, _) = redlined("clean", &older, &older);
    let file = |name, line| {
        let (bytes, made) = redlined(name, &clean, &source(line));
        assert_eq!(made, Made::Patched);
        let called = crate::notes(&bytes, dispositif::read::View::Newer);
        (called, parts(&bytes)["word/footnotes.xml"] == parts(&clean)["word/footnotes.xml"])
    };
    let (called, is_same) = file("beside", "to ring a bell[^1] and a red la[^2]mp");
    assert_eq!((called.join(" ").as_str(), is_same), ("first second", true));
    let (called, _) = file("in a word", "to test a bell[^1] and a roof[^2]");
    assert_eq!(called, ["first", "second"]);
    let (called, _) = file("between", "to test a bell[^1][^3] and a la[^2]mp");
    assert_eq!(called, ["first", "third", "second"]);
    let (called, _) = file("moved", "to test a bell[^3] and a lamp[^1]");
    assert_eq!(called, ["third", "first"]);
}

#[test]
fn a_text_that_holds_no_notes_takes_none_away() {
    let (clean, _) = redlined("clean", b"one[^1]\n[^1]: a note\ntwo", b"one[^1]\n[^1]: a note\ntwo");
    let (bytes, _) = redlined("kept", &clean, b"one\ntwo and three");
    assert_eq!(crate::notes(&bytes, dispositif::read::View::Newer), ["a note"]);
}

#[test]
fn nothing_new_comes_into_rows_that_go() {
    let older = "| to | one\n| to | one\nto\n| to | one\n| to | one\n| to to | one";
    let newer = "to\nto\n| to to | one\n| to | one";
    redlined("rows that go", older.as_bytes(), newer.as_bytes());
}

/// A file that calls one note twice: a call is named by its note, so both go or both stay, and the file keeps its form.
#[test]
fn one_note_may_be_called_twice() {
    let call = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let words = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let body = format!("<w:p>{}{call}{}{call}</w:p>", words("to test a bell"), words(" and a lamp"));
    let document = format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>");
    let note = format!("<w:footnote w:id=\"1\"><w:p>{}</w:p></w:footnote>", words("one note"));
    let notes = format!("<w:footnotes xmlns:w=\"{WORD}\">{note}</w:footnotes>");
    let older = package(&document, "footnotes", &notes);
    for newer in ["to test a[^1] bell and a lamp[^1]", "to test a bell[^1] and two lamps[^1]", "to test a lamp[^1]"] {
        let newer = format!("{newer}\n[^1]: one note");
        let (_, made) = redlined(&newer, &older, newer.as_bytes());
        assert_eq!(made, Made::Patched, "{newer}");
    }
}
