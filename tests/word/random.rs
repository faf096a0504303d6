//! Texts made up and edited at random: whatever is changed, both texts are in the file.

use crate::files::word;
use crate::redlined;
use dispositif::emit::Made;
use proptest::prelude::*;

/// Lines of a few words, so that many are alike; some in tables.
fn line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "to",
        "test",
        "every",
        "alert",
        "a)",
        "l'UIT\u{2011}T",
        "(Rev.",
        "2022)",
        "&",
        "责成",
        "قرار",
        ";",
        "1\t",
    ]);
    (prop::collection::vec(word, 1..7), 0..6u8).prop_map(|(words, kind)| {
        let text = words.join(" ");
        match kind {
            0 => format!("| {text} | <cell>"),
            _ => text,
        }
    })
}

fn text() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(line(), 1..12)
}

/// The text with lines taken out, put in and reworded.
fn edited() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    (text(), prop::collection::vec((0..4u8, line()), 12)).prop_map(|(older, edits)| {
        let mut newer = Vec::new();
        for (line, (edit, other)) in older.iter().zip(edits) {
            match edit {
                0 => {}
                1 => newer.extend([line.clone(), other]),
                2 => newer.push(format!("{line} {other}").replace(" | ", " ")),
                _ => newer.push(line.clone()),
            }
        }
        if newer.is_empty() {
            newer.push("nothing".to_owned());
        }
        (older, newer)
    })
}

/// The lines as a Word file: words in several runs, cells in tables.
fn as_word(lines: &[String]) -> Vec<u8> {
    let escaped = |text: &str| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">")
    };
    let paragraph = |text: &str| {
        let runs: String = text
            .split_inclusive(' ')
            .map(|word| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(word)))
            .collect();
        format!("<w:p>{runs}</w:p>")
    };
    let mut body = String::new();
    for line in lines {
        match line.strip_prefix("| ") {
            Some(cells) => {
                let cells: String =
                    cells.split(" | ").map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell.trim()))).collect();
                body.push_str(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>"));
            }
            None => body.push_str(&paragraph(line)),
        }
    }
    word(&format!("{body}<w:p/>"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn both_texts_are_in_the_file((older, newer) in edited()) {
        let (before, after) = (as_word(&older), as_word(&newer));
        prop_assert_eq!(redlined("random word", &before, &after).1, Made::Patched);
        prop_assert_eq!(redlined("random word and text", &before, newer.join("\n").as_bytes()).1, Made::Patched);
        redlined("random texts", older.join("\n").as_bytes(), newer.join("\n").as_bytes());
    }
}
