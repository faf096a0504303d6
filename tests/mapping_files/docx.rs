//! The Word file, read back by the reader that reads resolutions.

use crate::{EXAMPLE, LANGUAGES, options, part, said, well_formed};
use dispositif::emit::{TextOptions, to_mapping_docx, to_text};
use dispositif::mapping::Mapping;
use dispositif::read::{Limits, View, from_docx};

/// Its paragraphs as lines.
pub fn text(mapping: &Mapping, language: &str) -> String {
    let bytes = to_mapping_docx(mapping, &options(language)).expect("a Word file");
    let manuscript = from_docx(&bytes, &Limits::default()).expect("a Word file").value;
    to_text(&manuscript, TextOptions { view: Some(View::Newer), notes: false })
}

#[test]
fn every_operative_clause_and_every_activity_is_there() {
    for language in LANGUAGES {
        let text = text(&EXAMPLE, language);
        for mapped in &EXAMPLE.activities {
            assert!(
                text.contains(&format!("{}\u{2002}{}", mapped.activity.id, mapped.activity.title)),
                "{language}: {}",
                mapped.activity.id
            );
        }
        let mut clauses = 0;
        for counted in &EXAMPLE.coverage.by_clause {
            let of_text = EXAMPLE.texts.iter().find(|text| text.id == counted.text).expect("the text");
            let clause =
                of_text.sections.iter().flat_map(|section| &section.clauses).find(|clause| clause.id == counted.clause);
            let clause = clause.expect("the clause");
            let label = clause.path.join(" ");
            let line = if label.is_empty() { clause.words.clone() } else { format!("{label}\u{2002}{}", clause.words) };
            assert!(text.lines().any(|found| found == line), "{language}: {line}");
            clauses += 1;
        }
        assert!(clauses > 50, "{clauses}");
    }
}

#[test]
fn the_annex_reads_well() {
    for language in ["fr", "en"] {
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots"}, {
            insta::assert_snapshot!(format!("mapping-docx.{language}"), text(&said(), language));
        });
    }
}

#[test]
fn pages_lie_across_and_headings_stand_on_each() {
    for language in LANGUAGES {
        let bytes = to_mapping_docx(&EXAMPLE, &options(language)).expect("a Word file");
        well_formed(&bytes);
        let document = part(&bytes, "word/document.xml");
        assert!(document.contains("w:orient=\"landscape\""));
        let tables = document.matches("<w:tbl>").count();
        assert_eq!(document.matches("<w:tblHeader/>").count(), tables, "{language}");
        assert!(document.contains("<w:cantSplit/>"));
        let is_rtl = language == "ar";
        assert_eq!(document.matches("<w:bidiVisual/>").count(), if is_rtl { tables } else { 0 }, "{language}");
        assert_eq!(document.contains("<w:rtl/>"), is_rtl, "{language}");
        let code = if language == "zh" { "w:eastAsia=\"zh-CN\"".to_owned() } else { format!("=\"{language}\"") };
        assert!(document.contains(&code), "{language}");
        assert!(part(&bytes, "word/footer1.xml").contains(" PAGE "));
        let core = part(&bytes, "docProps/core.xml");
        assert!(
            core.contains(&format!("<dc:language>{language}</dc:language>")) && !core.contains("dcterms:created"),
            "{core}"
        );
    }
}
