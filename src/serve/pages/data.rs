//! The page that lists the addresses of JSON.

use super::{Acts, Crumb, Sheet, page as sheet};
use crate::emit::to_html::shell::Page;
use crate::serve::api::{ENDPOINTS, Endpoint, PARTS};
use crate::serve::failure::Failure;
use crate::serve::visit::{Need, Visit};
use maud::{Markup, html};

/// The page.
pub fn page(visit: &Visit<'_>) -> Result<Page, Failure> {
    let words = &visit.words;
    let body = html! {
        main.plain {
            h1 { (words.site.data) }
            p.about { (words.site.data_about) " " a href="/api/v1/openapi.json" { "OpenAPI 3.1" } }
            table.rows.cards.addresses {
                thead {
                    tr {
                        th scope="col" { (words.site.address) }
                        th scope="col" { (words.site.content) }
                        th scope="col" { (words.site.parameters) }
                    }
                }
                tbody { @for endpoint in ENDPOINTS { (row(endpoint)) } }
            }
        }
    };
    let crumbs = [Crumb::home(words), Crumb { name: &words.site.data, language: None, address: None }];
    Ok(sheet(
        Sheet { title: &words.site.data, crumbs: &crumbs, searched: "", acts: Acts::Still, body },
        words,
        visit.site,
    ))
}

/// One address. Its description is in English, as the program's own words are.
fn row(endpoint: &Endpoint) -> Markup {
    let is_whole = !endpoint.path.contains('{');
    let needs = endpoint.parameters.iter().any(|parameter| parameter.need == Need::Required);
    let parts = PARTS.iter().filter(|(name, _)| endpoint.path.contains(&format!("{{{name}}}")));
    html! {
        tr {
            th.named scope="row" dir="ltr" {
                @if is_whole && !needs { a href=(endpoint.path) { code { (endpoint.path) } } } @else { code { (endpoint.path) } }
            }
            td lang="en" dir="ltr" { (endpoint.about) }
            td lang="en" dir="ltr" {
                dl.fields {
                    @for (name, about) in parts { dt { code { "{" (name) "}" } " " } dd { (about) } }
                    @for parameter in endpoint.parameters { dt { code { (parameter.name) } " " } dd { (parameter.about) } }
                }
            }
        }
    }
}
