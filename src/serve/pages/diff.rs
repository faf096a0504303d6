//! What changed from one version to another: the page that `dispositif diff --to html` writes, with the site around it.

use super::{Acts, Crumb, Sheet, page as sheet, short};
use crate::emit::PageView;
use crate::emit::to_html;
use crate::emit::to_html::shell::Page;
use crate::serve::api::comparison;
use crate::serve::failure::Failure;
use crate::serve::holdings;
use crate::serve::links;
use crate::serve::visit::Visit;

/// The page.
pub fn page(visit: &Visit<'_>) -> Result<Page, Failure> {
    let store = visit.store()?;
    let text = holdings::text(visit, &store)?;
    let document = comparison(visit, &store)?;
    let language = document.source.language.as_str();
    let words = &visit.words;
    let body = to_html::body(&document, &words.page, PageView::Inline, None);
    let (title, of_title) = text.title(&[language]).unwrap_or((&text.id, "en"));
    let short = short(title);
    let crumbs = [
        Crumb::home(words),
        Crumb { name: &short, language: Some(of_title), address: Some(links::text(&text.id, Some(language))) },
        Crumb { name: &words.page.words.comparison, language: None, address: None },
    ];
    let title = format!("{} · {title}", words.page.words.comparison);
    Ok(sheet(Sheet { title: &title, crumbs: &crumbs, searched: "", acts: Acts::Keys, body }, words, visit.site))
}
