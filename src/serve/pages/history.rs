//! All clauses of a text through its versions, as a table: a line a clause, a column a version.

use super::kinds::{badges, relation};
use crate::emit::to_html::wording::{first, visible};
use crate::serve::holdings::HeldText;
use crate::serve::links;
use crate::serve::words::Words;
use crate::store::{Event, History, Line};
use maud::{Markup, html};

/// The table.
pub fn table(history: &History, text: &HeldText, words: &Words<'_>) -> Markup {
    html! {
        @if history.lineages.is_empty() {
            p { (words.site.no_history) }
        } @else {
            p.about { (words.site.history_about) }
            div.scroll role="region" aria-labelledby="history" tabindex="0" {
                table.rows.lineages {
                    thead {
                        tr {
                            th scope="col" { (words.site.clause) }
                            @for column in &history.versions {
                                th scope="col" { bdi { (visible(column.printed.as_deref().unwrap_or(&column.version))) } }
                            }
                        }
                    }
                    tbody { @for line in &history.lineages { (row(line, history, words)) } }
                }
            }
        }
        @if !history.not_compared.is_empty() {
            p.about {
                (words.site.not_compared) (words.page.words.colon)
                @for other in &history.not_compared {
                    @let printed = text.adopted().find(|version| version.version == other.version);
                    bdi { (visible(printed.map_or(other.version.as_str(), |version| version.printed(&[])))) }
                    " (" (other.languages.join(", ")) ") "
                }
            }
        }
    }
}

fn row(line: &Line, history: &History, words: &Words<'_>) -> Markup {
    const SHOWN: usize = 90;
    let language = history.language.as_str();
    html! {
        tr {
            th scope="row" lang=(language) dir=(words.page.direction(language)) { (visible(&first(&line.words, SHOWN))) }
            @for column in &history.versions {
                td { @if let Some(event) = line.events.iter().find(|event| event.version == column.version) { (cell(event, history, words)) } }
            }
        }
    }
}

fn cell(event: &Event, history: &History, words: &Words<'_>) -> Markup {
    let language = history.language.as_str();
    html! {
        @if let Some(clause) = &event.clause {
            a href=(links::life(&history.text, clause, &event.version, language)) title=(words.site.life) { code { (visible(clause)) } }
            @if let Some(label) = &event.label { " " bdi lang=(language) dir=(words.page.direction(language)) { (visible(label)) } }
            br;
        }
        (badges(&event.kinds, event.only.as_deref(), words))
        @for (how, other) in &event.related {
            span.origin { (relation(*how, words)) (words.page.words.colon) (related(other, history)) }
        }
    }
}

/// The clause that another was split from or merged into, by the name of its lineage.
fn related(lineage: &str, history: &History) -> Markup {
    let address =
        lineage.split_once('@').map(|(clause, version)| links::life(&history.text, clause, version, &history.language));
    html! { a href=[address] { code { (visible(lineage)) } } }
}
