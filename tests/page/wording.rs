//! The words on the page are those of the document, in both views, to the character; nothing of the document is missing.

use super::dom::Element;
use super::support::{clauses, extracted, fixtures};
use super::{compared, documents, page};
use dispositif::compare::comparison::Redlined;

/// What an override or a control sign becomes is held in `safe.rs`; no fixture has one.
fn assert_holds(wording: &Element, text: &Redlined, about: &str) {
    let one = |class: &str| {
        let found = wording.of_class(class);
        assert_eq!(found.len(), 1, "{about}: .{class}");
        found[0].clone()
    };
    let (inline, older, newer) = (one("inline"), one("older"), one("newer"));
    let words_of = |side: &Element| side.of_class("words")[0].clone();
    if let Some(words) = &text.older {
        assert_eq!(&inline.words(&|element| element.name == "ins"), words, "{about}: kept and deleted");
        assert_eq!(&words_of(&older).text(), words, "{about}: older side");
    } else {
        assert_eq!(words_of(&older).of_class("absent").len(), 1, "{about}: no older side");
        assert!(inline.all(&|element| element.name == "del").is_empty(), "{about}");
    }
    if let Some(words) = &text.newer {
        assert_eq!(&inline.words(&|element| element.name == "del"), words, "{about}: kept and inserted");
        assert_eq!(&words_of(&newer).text(), words, "{about}: newer side");
    } else {
        assert_eq!(words_of(&newer).of_class("absent").len(), 1, "{about}: no newer side");
        assert!(inline.all(&|element| element.name == "ins").is_empty(), "{about}");
    }
    assert!(older.all(&|element| element.name == "ins").is_empty(), "{about}: nothing is inserted on the older side");
    assert!(newer.all(&|element| element.name == "del").is_empty(), "{about}: nothing is deleted on the newer side");
}

#[test]
fn kept_and_deleted_words_are_the_older_text_and_kept_and_inserted_the_newer() {
    let (mut count, mut beside) = (0, 0);
    for (name, document) in documents() {
        let page = page(&document);
        let texts = page.all(&|element| element.name == "article");
        assert_eq!(texts.len(), document.texts.len(), "{name}");
        for (text, article) in document.texts.iter().zip(texts) {
            let anchor = article.get("id").expect("a text has an id");
            assert!(anchor.starts_with(&text.id), "{anchor}");
            for section in &text.sections {
                let id = format!("{anchor}/{}", section.id);
                let element = page.by_id(&id);
                if let Some(head) = &section.head {
                    assert_holds(element.of_class("head")[0], head, &format!("{name} {id}"));
                }
            }
            let expected: Vec<String> = clauses(text).iter().map(|clause| format!("{anchor}/{}", clause.id)).collect();
            let shown = article.of_class("clause");
            let found: Vec<&str> = shown.iter().filter_map(|element| element.get("id")).collect();
            assert_eq!(found, expected, "{name}: every clause, in order");
            for (clause, element) in clauses(text).into_iter().zip(shown) {
                let wording = element.elements().find(|child| child.is("wording")).expect("a clause has its wording");
                assert_holds(wording, &clause.text, &format!("{name} {}", clause.id));
                let label =
                    element.elements().find(|child| child.is("label")).expect("a clause has room for its label");
                let both = clause.text.older.is_some() && clause.text.newer.is_some();
                let (del, ins) = (label.all(&|e| e.name == "del"), label.all(&|e| e.name == "ins"));
                let gone: Vec<String> = del.iter().map(|label| label.text()).collect();
                let come: Vec<String> = ins.iter().map(|label| label.text()).collect();
                let differs = both && clause.label.older != clause.label.newer;
                let expected = |label: &Option<String>| label.iter().filter(|_| differs).cloned().collect::<Vec<_>>();
                assert_eq!(
                    (gone, come),
                    (expected(&clause.label.older), expected(&clause.label.newer)),
                    "{name} {}",
                    clause.id
                );
                count += 1;
            }
            for (note, element) in text.footnotes.iter().zip(article.of_class("footnote")) {
                assert_holds(element, &note.text, &format!("{name} footnote {}", note.id));
            }
            assert_eq!(article.of_class("footnote").len(), text.footnotes.len(), "{name}");
        }
        let outside: Vec<&Element> = page
            .all(&|element| element.get("id").is_some_and(|id| id.starts_with("outside/")))
            .into_iter()
            .map(|element| element.of_class("wording")[0])
            .collect();
        assert_eq!(outside.len(), document.outside.len(), "{name}: what changed outside the clauses");
        for (paragraph, element) in document.outside.iter().zip(outside) {
            assert_holds(element, &paragraph.text, &format!("{name}, paragraph {}", paragraph.place.paragraph));
            beside += 1;
        }
    }
    assert!(count > 1_000 && beside > 20, "{count} clauses, {beside} paragraphs beside them");
}

#[test]
fn nothing_of_the_document_is_missing() {
    for (name, document) in documents() {
        let words = page(&document).text();
        let mut expected: Vec<&str> = vec![&document.source.file, &document.source.sha256];
        expected.extend(document.older_source.iter().map(|source| source.sha256.as_str()));
        expected.extend(document.front_matter.values().map(String::as_str));
        expected.extend(document.headings.iter().map(|heading| heading.text.as_str()));
        expected.extend(document.prose.iter().map(|prose| prose.text.as_str()));
        expected.extend(document.notes.iter().flat_map(|note| [note.name.as_str(), note.message.as_str(), &note.help]));
        for text in &document.texts {
            expected.extend(text.title.iter().chain(&text.reasons).map(String::as_str));
            expected.extend(text.history.iter().map(|version| version.text.as_str()));
            expected.extend(
                text.annexes
                    .iter()
                    .flat_map(|annex| annex.paragraphs.iter().chain([&annex.heading]))
                    .map(String::as_str),
            );
            expected.extend(text.other.iter().map(|other| other.text.as_str()));
            expected.extend(text.proposal.iter().flat_map(|proposal| proposal.id.as_deref()));
            expected.extend(clauses(text).iter().flat_map(|clause| &clause.addressees).map(|to| to.id.as_str()));
        }
        for part in expected {
            assert!(words.contains(part), "{name} lacks «{part}»");
        }
    }
}

#[test]
fn every_change_and_every_doubt_is_linked_from_the_summary() {
    for (name, document) in documents() {
        let page = page(&document);
        let linked: Vec<&str> =
            page.by_id("summary").all(&|e| e.name == "a").iter().filter_map(|a| a.get("href")).collect();
        for changed in page.by_id("texts").all(&|element| element.is("is-changed")) {
            let is_beside = changed.is("footnote") || changed.get("id").is_some_and(|id| id.starts_with("outside/"));
            let target = format!("#{}", changed.get("id").unwrap_or_default());
            assert!(!is_beside || linked.contains(&target.as_str()), "{name}: {target}");
        }
        for section in page.of_class("section") {
            let is_linked =
                |element: &Element| linked.contains(&format!("#{}", element.get("id").unwrap_or_default()).as_str());
            for clause in section.of_class("clause") {
                // A section that is new or gone stands for its clauses.
                let stands = |class: &str| section.is(class) && clause.is(class) && is_linked(section);
                if clause.is("is-changed") {
                    assert!(
                        is_linked(clause) || stands("is-inserted") || stands("is-deleted"),
                        "{name} {:?}",
                        clause.get("id")
                    );
                }
            }
        }
    }
}

/// A page as its reader meets it, without style: headings, labels, badges, marks.
fn outline(element: &Element) -> String {
    let mut out = String::new();
    let lines = element.all(&|e| {
        matches!(e.name.as_str(), "h1" | "h2" | "h3" | "h4" | "li" | "tr" | "dt" | "dd" | "legend")
            || e.is("wording")
            || e.is("badge")
            || e.is("label")
            || e.is("eyebrow")
            || e.is("addressees")
            || e.is("origin")
            || e.is("remark")
            || e.is("role")
    });
    for line in lines {
        let mark = |e: &Element| e.is("sides") || e.name == "details";
        let class = line.get("class").unwrap_or(&line.name);
        let words = marked(line, &mark);
        if !words.trim().is_empty() {
            out.push_str(&format!("{class}: {}\n", words.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    out
}

fn marked(element: &Element, skips: &dyn Fn(&Element) -> bool) -> String {
    use super::dom::Node;
    element
        .children
        .iter()
        .map(|child| match child {
            Node::Text(text) => text.clone(),
            Node::Element(inner) if skips(inner) || inner.is("said") => String::new(),
            Node::Element(inner) => match inner.name.as_str() {
                "del" => format!("{{--{}--}}", marked(inner, skips)),
                "ins" => format!("{{++{}++}}", marked(inner, skips)),
                "td" | "th" | "dt" | "dd" | "span" => format!("{} ", marked(inner, skips)),
                _ => marked(inner, skips),
            },
        })
        .collect()
}

#[test]
fn a_page_reads_as_its_snapshot() {
    let folder = fixtures().join("revisions/alike");
    let mut document = compared(&folder.join("ferries.en.older.txt"), &folder.join("ferries.en.newer.txt"));
    // How sure a pairing is belongs to `compare`; what a page says of an unsure one is shown here.
    for clause in document.texts.iter_mut().flat_map(|text| &mut text.sections).flat_map(|section| &mut section.clauses)
    {
        let evidence = &mut clause.evidence;
        evidence.confidence = if evidence.rule.as_deref() == Some("likeness") { 0.7 } else { 1.0 };
    }
    let (_, marked_up) = extracted(&fixtures().join("itu/alerts.en.txt"));
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "../snapshots"}, {
        insta::assert_snapshot!("page-two-files.en", outline(&page(&document)));
        insta::assert_snapshot!("page-tracked.en", outline(&page(&marked_up)));
    });
}
