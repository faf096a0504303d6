//! The newest adopted version of each text that is known, to tell a citation of an older one.
//!
//! Whoever keeps versions fills it; this room only compares: `itu.pp.resolution.123@dubai-2018` is older than Bucharest, 2022.

use std::collections::{BTreeMap, HashMap};

/// A version that was adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    /// The year in which it was.
    pub year: u16,
    /// The id of the place, where it is known.
    pub place: Option<String>,
    /// How the version is printed, by language.
    pub printed: BTreeMap<String, String>,
}

impl Adopted {
    /// As printed in a language, else in any in which it is.
    pub fn printed_in(&self, language: &str) -> String {
        let printed = self.printed.get(language).or_else(|| self.printed.values().next());
        printed.cloned().unwrap_or_else(|| self.year.to_string())
    }
}

/// Text ids, and the newest version of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    newest: HashMap<String, Adopted>,
}

impl Catalogue {
    /// Enters a version. An older one than that which is held already changes nothing; of the same version another language is
    /// entered beside it.
    pub fn enter(&mut self, text: &str, version: Adopted) {
        match self.newest.get_mut(text) {
            Some(held) if held.year == version.year => held.printed.extend(version.printed),
            Some(held) if held.year > version.year => {}
            _ => {
                self.newest.insert(text.to_owned(), version);
            }
        }
    }

    /// The newest version of a text.
    pub fn newest(&self, text: &str) -> Option<&Adopted> {
        self.newest.get(text)
    }

    /// The version that made the cited one old; `None` where none is known, or the citation names no version.
    pub fn newer_than(&self, cited: &str) -> Option<&Adopted> {
        let (text, year) = text_and_year(cited)?;
        self.newest(text).filter(|newest| newest.year > year)
    }
}

/// The text and year of `itu.pp.resolution.123@dubai-2018`, whatever clause of it is meant (`#resolves__2`).
fn text_and_year(cited: &str) -> Option<(&str, u16)> {
    let (text, version) = cited.split('#').next()?.split_once('@')?;
    let year = version.rsplit('-').next()?.parse().ok()?;
    Some((text, year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn adopted(year: u16, language: &str, printed: &str) -> Adopted {
        Adopted { year, place: None, printed: BTreeMap::from([(language.to_owned(), printed.to_owned())]) }
    }

    #[test]
    fn a_citation_is_stale_where_a_newer_version_is_known() {
        let mut catalogue = Catalogue::default();
        catalogue.enter("itu.pp.resolution.123", adopted(2018, "en", "Rev. Dubai, 2018"));
        assert_eq!(catalogue.newer_than("itu.pp.resolution.123@dubai-2018"), None);
        catalogue.enter("itu.pp.resolution.123", adopted(2022, "en", "Rev. Bucharest, 2022"));
        catalogue.enter("itu.pp.resolution.123", adopted(2022, "fr", "Rév. Bucarest, 2022"));
        catalogue.enter("itu.pp.resolution.123", adopted(2014, "en", "Rev. Busan, 2014"));
        for cited in [
            "itu.pp.resolution.123@dubai-2018",
            "itu.pp.resolution.123@2018",
            "itu.pp.resolution.123@dubai-2018#resolves__2",
        ] {
            let newer = catalogue.newer_than(cited).expect(cited);
            assert_eq!(newer.printed_in("fr"), "Rév. Bucarest, 2022");
            assert_eq!(newer.printed_in("zh"), "Rev. Bucharest, 2022");
        }
    }

    #[test]
    fn what_names_no_version_or_a_newer_one_is_not_stale() {
        let mut catalogue = Catalogue::default();
        catalogue.enter("itu.pp.resolution.123", adopted(2018, "en", "Rev. Dubai, 2018"));
        for cited in
            ["itu.pp.resolution.123", "itu.pp.resolution.123@bucharest-2022", "itu.pp.resolution.124@dubai-2014"]
        {
            assert_eq!(catalogue.newer_than(cited), None, "{cited}");
        }
    }
}
