//! What a dashboard promises: everything that the mapping holds, in figures that follow the filters, for everybody, and nothing that acts
//! or asks for more.
//!
//! `stock.rs` makes mappings; `counted.rs` counts in them; `whole.rs` holds the page against them; `safe.rs` strangers' words and the policy; `accessible.rs` headings,
//! contrast, languages; `browser.rs` filters, sorting and keys in a browser, where there is one.

mod accessible;
mod browser;
mod counted;
#[path = "../page/dom.rs"]
mod dom;
mod safe;
mod stock;
#[path = "../support/mod.rs"]
mod support;
mod whole;

use dispositif::emit::{DashboardOptions, to_dashboard};

#[test]
fn the_same_mapping_gives_the_same_bytes() {
    let mapping = stock::digital_safety("fr");
    let page = to_dashboard(&mapping, &DashboardOptions::default());
    assert_eq!(page, to_dashboard(&mapping, &DashboardOptions::default()));
    dom::read(&page);
}
