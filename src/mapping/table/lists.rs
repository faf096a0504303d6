//! Cells that hold several things: regions and partners.
//!
//! ```text
//! "Afrique, États arabes"      →  africa, arab_states
//! "Asia and the Pacific"       →  asia_pacific          (one name, not two)
//! "ETSI; Ministry of X, Y"     →  ETSI | Ministry of X, Y
//! ```

use super::grid::Cell;
use crate::lexicon::Lexicon;
use crate::mapping::activity::Region;

/// The members of a list: those of an array, or what stands between the first signs of the lexicon that the cell holds.
pub(super) fn members(cell: &Cell, lexicon: &Lexicon) -> Vec<String> {
    let texts: Vec<&str> = match cell {
        Cell::List(members) => members.iter().map(String::as_str).collect(),
        Cell::Text(text) => divided(text, lexicon),
        _ => return vec![cell.text().into_owned()],
    };
    texts.into_iter().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

fn divided<'t>(text: &'t str, lexicon: &Lexicon) -> Vec<&'t str> {
    let signs = lexicon.general.list_signs.iter().find(|signs| text.contains(|c| signs.contains(c)));
    signs.map_or_else(|| vec![text], |signs| text.split(|c| signs.contains(c)).collect())
}

/// The regions of a cell. A part that is no region by itself is divided further where each piece is one; otherwise it stays whole.
pub(super) fn regions(cell: &Cell, lexicon: &Lexicon) -> Vec<Region> {
    let whole = cell.text();
    if let Some(region) = known(&whole, lexicon) {
        return vec![region];
    }
    members(cell, lexicon)
        .into_iter()
        .flat_map(|part| {
            known(&part, lexicon)
                .map(|region| vec![region])
                .or_else(|| pieces(&part, lexicon))
                .unwrap_or_else(|| vec![Region { id: None, text: part }])
        })
        .collect()
}

fn known(text: &str, lexicon: &Lexicon) -> Option<Region> {
    lexicon.region(text).map(|id| Region { id: Some(id.to_owned()), text: text.to_owned() })
}

/// `Africa and Europe`, `Africa / Europe`: a name runs as far as it is one, and what stands between names is a sign or a conjunction.
fn pieces(text: &str, lexicon: &Lexicon) -> Option<Vec<Region>> {
    let mut words: Vec<&str> =
        text.split([' ', '\u{A0}', '/', '&', '+', ',', '،', '、']).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    // No cell names more regions than there are; a longer one is a sentence.
    const MOST: usize = 40;
    if words.len() > MOST {
        return None;
    }
    while !words.is_empty() {
        let named = (1..=words.len()).rev().find_map(|end| Some((end, known(&words[..end].join(" "), lexicon)?)));
        if let Some((end, region)) = named {
            found.push(region);
            words.drain(..end);
        } else if !found.is_empty() && words.len() > 1 && is_conjunction(words[0], lexicon) {
            words.remove(0);
        } else {
            return None;
        }
    }
    (found.len() > 1).then_some(found)
}

fn is_conjunction(word: &str, lexicon: &Lexicon) -> bool {
    let joins = |known: &String| known.eq_ignore_ascii_case(word);
    lexicon.languages().any(|language| language.table.conjunctions.iter().any(joins))
}
