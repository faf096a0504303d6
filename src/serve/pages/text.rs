//! One text: its versions, what is proposed, and all its clauses through the versions.

use super::{Acts, Crumb, Sheet, history, page as sheet, short, switch, texts};
use crate::emit::to_html::shell::Page;
use crate::emit::to_html::wording::visible;
use crate::serve::failure::{Failure, harmless};
use crate::serve::holdings::{self, HeldText, HeldVersion, InLanguage};
use crate::serve::links;
use crate::serve::visit::Visit;
use crate::serve::words::Words;
use crate::store::{History, Kind, Proposed, Store, StoreError};
use maud::{Markup, html};

/// The page.
pub fn page(visit: &Visit<'_>) -> Result<Page, Failure> {
    let store = visit.store()?;
    let text = holdings::text(visit, &store)?;
    let history = store.history(&text.id, visit.language())?;
    let of_proposals = proposed(&text, &history, &store)?;
    let is_current = store.is_current()?;
    let words = &visit.words;
    let language = history.language.as_str();
    let (title, of_title) = text.title(&[language]).unwrap_or((&text.id, "en"));
    let versions: Vec<&HeldVersion> = text.adopted().collect();
    let body = html! {
        main.plain {
            p.eyebrow { code { (visible(&text.id)) } }
            h1 lang=(of_title) dir=(words.page.direction(of_title)) { (visible(title)) }
            (switch(language, &text.languages, words, |code| links::text(&text.id, Some(code))))
            @if !is_current { (texts::outdated(words)) }
            @if !versions.is_empty() {
                section aria-labelledby="versions" {
                    h2 #versions { (words.site.versions) }
                    (adopted(&versions, language, words))
                    @if versions.len() > 1 { (compare(&text, &versions, language, words)) }
                }
            }
            (proposals(&text, language, &of_proposals, words))
            section aria-labelledby="history" {
                h2 #history { (words.site.history) }
                (history::table(&history, &text, words))
            }
        }
    };
    let name = short(title);
    let crumbs = [Crumb::home(words), Crumb { name: &name, language: Some(of_title), address: None }];
    Ok(sheet(Sheet { title, crumbs: &crumbs, searched: "", acts: Acts::Still, body }, words, visit.site))
}

fn adopted(versions: &[&HeldVersion], language: &str, words: &Words<'_>) -> Markup {
    html! {
        table.rows.cards {
            thead {
                tr {
                    th scope="col" { (words.site.version) }
                    th scope="col" { (words.site.languages) }
                    th.figure scope="col" { (words.page.words.clauses) }
                    th scope="col" { (words.page.words.file) }
                    th scope="col" { (words.page.words.what_changed) }
                }
            }
            tbody {
                @for (at, version) in versions.iter().enumerate() {
                    @let before = at.checked_sub(1).map(|before| versions[before]);
                    @let held = in_language(version, language);
                    tr {
                        th.named scope="row" {
                            a href=(links::version(&version.key, held.map(|held| held.language.as_str()))) {
                                bdi { (visible(version.printed(&[language]))) }
                            }
                        }
                        td.codes { (codes(version, words)) }
                        td.figure data-name=(words.page.words.clauses) { @if let Some(held) = held { (held.clauses) } }
                        td data-name=(words.page.words.file) { @if let Some(held) = held { (files(held, words)) } }
                        td {
                            @if let Some(before) = before.filter(|before| share(before, version)) {
                                a href=(links::diff(&version.key.text, &before.version, &version.version, both(before, version, language))) {
                                    (words.site.since_before)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn in_language<'v>(version: &'v HeldVersion, language: &str) -> Option<&'v InLanguage> {
    version.languages.iter().find(|held| held.language == language).or(version.languages.first())
}

/// Whether two versions are held in one language, so that they can be compared.
fn share(older: &HeldVersion, newer: &HeldVersion) -> bool {
    older.languages.iter().any(|held| newer.languages.iter().any(|other| other.language == held.language))
}

/// The language, where both versions are held in it.
fn both<'l>(older: &HeldVersion, newer: &HeldVersion, language: &'l str) -> Option<&'l str> {
    let has = |version: &HeldVersion| version.languages.iter().any(|held| held.language == language);
    (has(older) && has(newer)).then_some(language)
}

fn codes(version: &HeldVersion, words: &Words<'_>) -> Markup {
    html! {
        @for held in &version.languages {
            a href=(links::version(&version.key, Some(&held.language))) title=(words.language(&held.language)) { code { (held.language) } }
        }
    }
}

fn files(held: &InLanguage, words: &Words<'_>) -> Markup {
    html! {
        bdi { (visible(&held.file)) }
        @if !held.other_files.is_empty() {
            br;
            span.gone { (words.site.other_files) (words.page.words.colon) }
            @for (at, file) in held.other_files.iter().enumerate() { @if at > 0 { ", " } bdi { (visible(file)) } }
        }
    }
}

/// The form that compares any two versions.
fn compare(text: &HeldText, versions: &[&HeldVersion], language: &str, words: &Words<'_>) -> Markup {
    let (first, last) = (0, versions.len() - 1);
    let choice = |name: &str, label: &str, chosen: usize| {
        html! {
            span {
                label for=(name) { (label) }
                select id=(name) name=(name) {
                    @for (at, version) in versions.iter().enumerate() {
                        option value=(version.version) selected[at == chosen] { (harmless(version.printed(&[language]))) }
                    }
                }
            }
        }
    };
    html! {
        form.choices action={ (links::text(&text.id, None)) "/diff" } method="get" {
            (choice("older", &words.page.words.older, first))
            (choice("newer", &words.page.words.newer, last))
            input type="hidden" name="language" value=(language);
            button type="submit" { (words.site.compare) }
        }
    }
}

/// What the proposals would do, each in the language of the history or, where it is not held in that, in one of its own.
fn proposed(text: &HeldText, history: &History, store: &Store<'_>) -> Result<Vec<Proposed>, StoreError> {
    let mut all = history.proposals.clone();
    for version in text.proposed() {
        let is_missing = !all.iter().any(|proposed| proposed.key == version.key);
        if let Some(held) = version.languages.first().filter(|_| is_missing) {
            all.extend(store.history(&text.id, Some(&held.language))?.proposals);
        }
    }
    Ok(all)
}

fn proposals(text: &HeldText, language: &str, proposed: &[Proposed], words: &Words<'_>) -> Markup {
    let proposals: Vec<&HeldVersion> = text.proposed().collect();
    let claimed = |version: &str| {
        text.adopted()
            .find(|held| held.version == version)
            .map_or_else(|| version.to_owned(), |held| held.printed(&[language]).to_owned())
    };
    let changes = |version: &HeldVersion| {
        let proposed = proposed.iter().find(|proposed| proposed.key == version.key);
        let changes = proposed.into_iter().flat_map(|proposed| &proposed.changes);
        let changes = changes.filter(|(kind, _)| **kind != Kind::Unchanged);
        html! {
            ul {
                @for (kind, count) in changes {
                    li { (super::kinds::word(*kind, words)) (words.page.words.colon) (count) }
                }
            }
        }
    };
    html! {
        @if !proposals.is_empty() {
            section aria-labelledby="proposals" {
                h2 #proposals { (words.site.proposals) }
                p.about { (words.site.proposals_about) }
                table.rows.cards {
                    thead {
                        tr {
                            th scope="col" { (words.page.words.proposal) }
                            th scope="col" { (words.site.changes) }
                            th scope="col" { (words.site.languages) }
                            th scope="col" { (words.page.words.clauses) }
                            th scope="col" { (words.page.words.file) }
                        }
                    }
                    tbody {
                        @for version in proposals {
                            @let held = in_language(version, language);
                            tr {
                                th.named scope="row" {
                                    a href=(links::version(&version.key, None)) {
                                        bdi { (visible(version.action.as_deref().unwrap_or(&words.site.draft))) " " (visible(version.proposal.as_deref().unwrap_or_default())) }
                                    }
                                }
                                td data-name=(words.site.changes) { @if let Some(claims) = &version.claims { bdi { (visible(&claimed(claims))) } } }
                                td.codes { (codes(version, words)) }
                                td { (changes(version)) }
                                td data-name=(words.page.words.file) { @if let Some(held) = held { (files(held, words)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
