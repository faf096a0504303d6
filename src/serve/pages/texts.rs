//! The first page: all texts, body by body.

use super::{Acts, Sheet, page as sheet};
use crate::emit::to_html::shell::Page;
use crate::emit::to_html::wording::visible;
use crate::serve::failure::Failure;
use crate::serve::holdings::{HeldText, Texts};
use crate::serve::links;
use crate::serve::visit::Visit;
use crate::serve::words::Words;
use maud::{Markup, html};

/// The page.
pub fn page(visit: &Visit<'_>) -> Result<Page, Failure> {
    let Texts { current, texts } = Texts::of(&visit.store()?)?;
    let words = &visit.words;
    let body = html! {
        main.plain {
            h1 { (words.page.words.texts) }
            @if !current { (outdated(words)) }
            @if texts.is_empty() { p { (words.site.no_texts) } }
            @for of_body in texts.chunk_by(|one, two| (&one.organisation, &one.body) == (&two.organisation, &two.body)) {
                (section(of_body, words))
            }
        }
    };
    Ok(sheet(Sheet { title: "", crumbs: &[], searched: "", acts: Acts::Still, body }, words, visit.site))
}

/// Says that what is shown may be out of date.
pub fn outdated(words: &Words<'_>) -> Markup {
    html! { p.notice role="status" { (words.site.outdated) } }
}

fn section(texts: &[HeldText], words: &Words<'_>) -> Markup {
    let first = &texts[0];
    let names = [&first.organisation, &first.body].map(|part| part.as_deref().unwrap_or_default().to_uppercase());
    let id = format!("{}-{}", names[0], names[1]).to_lowercase();
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (visible(&names[0])) " · " (visible(&names[1])) }
            table.rows.cards.texts-of-body {
                thead {
                    tr {
                        th scope="col" { (words.site.number) }
                        th scope="col" { (words.site.title) }
                        th scope="col" { (words.site.versions) }
                        th.figure scope="col" { (words.site.proposals) }
                        th scope="col" { (words.site.languages) }
                    }
                }
                tbody { @for text in texts { (row(text, words)) } }
            }
        }
    }
}

fn row(text: &HeldText, words: &Words<'_>) -> Markup {
    let own = words.page.language;
    let title = text.title(&[own, "en"]);
    let proposals = text.proposed().count();
    // The kind is in the id; where it is the usual one the number says enough.
    let kind = text.kind.as_deref().filter(|kind| *kind != "resolution");
    html! {
        tr {
            td.few data-name=(words.site.number) {
                @if let Some(kind) = kind { (visible(kind)) " " }
                (visible(text.number.as_deref().unwrap_or(&text.id)))
            }
            th.named scope="row" {
                @match title {
                    Some((title, language)) => {
                        a href=(links::text(&text.id, None)) lang=(language) dir=(words.page.direction(language)) { (visible(title)) }
                    },
                    None => a href=(links::text(&text.id, None)) { code { (visible(&text.id)) } },
                }
            }
            td {
                @for version in text.adopted() {
                    a.printed href=(links::version(&version.key, None)) { bdi { (visible(version.printed(&[own, "en"]))) } }
                }
            }
            td.figure data-name=(words.site.proposals) { @if proposals > 0 { (proposals) } }
            td.codes { @for code in &text.languages { code title=(words.language(code)) { (code) } } }
        }
    }
}
