//! Why something cannot be shown, for people.

use super::{Acts, Sheet, page as sheet};
use crate::emit::to_html::shell::Page;
use crate::emit::to_html::wording::visible;
use crate::serve::failure::Failure;
use crate::serve::site::Site;
use crate::serve::words::Words;
use axum::http::StatusCode;
use maud::html;

/// The page.
pub fn page(words: &Words<'_>, site: &Site, failure: &Failure) -> Page {
    let names = &words.site.failure;
    let title = match failure.status {
        StatusCode::NOT_FOUND => &names.not_found,
        StatusCode::FORBIDDEN => &names.refused,
        StatusCode::SERVICE_UNAVAILABLE => &names.unavailable,
        status if status.is_server_error() => &names.failed,
        _ => &names.bad_request,
    };
    // The program speaks English.
    let body = html! {
        main.plain {
            p.eyebrow { (failure.status.as_u16()) " · " code { (failure.name) } }
            h1 { (title) }
            p lang="en" dir="ltr" { (visible(&failure.message)) }
            p.about lang="en" dir="ltr" { (visible(&failure.help)) }
            p { a href="/" { (names.all_texts) } }
        }
    };
    sheet(Sheet { title, crumbs: &[], searched: "", acts: Acts::Still, body }, words, site)
}
