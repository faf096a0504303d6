//! Names for ids, in a language: what a table or a page prints in place of `dir.bdt` or `kigali-2022`.
//!
//! Enters the code of a language and an id; leaves its name there, or else the English one, or else the id. Nothing fails.
//!
//! ```text
//! fr  dir.bdt                    →  Directeur du BDT
//! fr  itu.wtdc.resolution.214    →  Résolution 214 (CMDT)
//! fr  wtdc, kigali-2022          →  CMDT (Kigali, 2022)
//! ```

use super::tables::{Entry, LanguageTable, NameWords};
use super::{Lexicon, expand};

/// The language whose names stand in for those that another one lacks.
const FALLBACK: &str = "en";

impl Lexicon {
    /// Somebody who is charged: `Directeur du BDT` for `dir.bdt`.
    pub fn addressee_name<'a>(&'a self, language: &str, id: &'a str) -> &'a str {
        self.named(language, |names| names.addressees.get(id)).unwrap_or(id)
    }

    /// A region: `Afrique` for `africa`.
    pub fn region_name<'a>(&'a self, language: &str, id: &'a str) -> &'a str {
        self.named(language, |names| names.regions.get(id)).unwrap_or(id)
    }

    /// A body, by its abbreviation where it has one: `CMDT` for `wtdc`.
    pub fn body_name<'a>(&'a self, language: &str, id: &'a str) -> &'a str {
        self.named(language, |names| names.bodies.get(id)).unwrap_or(id)
    }

    /// A kind of text: `Résolution` for `resolution`.
    pub fn kind_name<'a>(&'a self, language: &str, id: &'a str) -> &'a str {
        self.named(language, |names| names.kinds.get(id)).unwrap_or(id)
    }

    /// A place where conferences meet: `Bakou` for `baku`.
    pub fn place_name(&self, language: &str, id: &str) -> String {
        self.first_form(language, id, |table| &table.place).unwrap_or_else(|| id.to_owned())
    }

    /// What a section or clause does, by the most usual word: `charge` for `instructs`.
    pub fn act_name(&self, language: &str, id: &str) -> String {
        let sense = || self.act(id).map(|act| act.sense.clone());
        self.first_form(language, id, |table| &table.act).or_else(sense).unwrap_or_else(|| id.to_owned())
    }

    /// A version: `Kigali, 2022` for `kigali-2022`, `2022` where the place is not known; what is no place and year stands as it is.
    pub fn version_name(&self, language: &str, edition: &str) -> String {
        match (edition.rsplit_once('-').filter(|(_, year)| is_year(year)), self.templates(language)) {
            (Some((place, year)), Some(names)) => {
                let place = self.place_name(language, place);
                filled(&names.version, &[("place", &place), ("year", year)])
            }
            _ => edition.to_owned(),
        }
    }

    /// A conference: `CMDT (Kigali, 2022)` for the body `wtdc` and the edition `kigali-2022`.
    pub fn conference_name(&self, language: &str, body: &str, edition: &str) -> String {
        let name = self.body_name(language, body);
        match (edition.rsplit_once('-').filter(|(_, year)| is_year(year)), self.templates(language)) {
            (Some((place, year)), Some(names)) => {
                let place = self.place_name(language, place);
                filled(&names.conference, &[("body", name), ("place", &place), ("year", year)])
            }
            _ => format!("{name} ({edition})"),
        }
    }

    /// A text without its version: `Résolution 214 (CMDT)` for `itu.wtdc.resolution.214`.
    pub fn text_name(&self, language: &str, text: &str) -> String {
        let parts: Vec<&str> = text.splitn(4, '.').collect();
        match (parts.as_slice(), self.templates(language)) {
            ([_, body, kind, number], Some(names)) if !number.is_empty() => {
                let (kind, body) = (self.kind_name(language, kind), self.body_name(language, body));
                filled(&names.text, &[("kind", kind), ("number", number), ("body", body)])
            }
            _ => text.to_owned(),
        }
    }

    /// A name of a language, or else the English one.
    fn named<'a>(&'a self, language: &str, find: impl Fn(&'a NameWords) -> Option<&'a String>) -> Option<&'a str> {
        let of = |code: &str| find(self.language(code)?.table.names.as_ref()?);
        of(language).or_else(|| of(FALLBACK)).map(String::as_str)
    }

    fn templates(&self, language: &str) -> Option<&NameWords> {
        let of = |code: &str| self.language(code)?.table.names.as_ref();
        of(language).or_else(|| of(FALLBACK))
    }

    /// The shortest way in which the first form of an entry can be written, without the signs of the notation.
    fn first_form(&self, language: &str, id: &str, list: impl Fn(&LanguageTable) -> &Vec<Entry>) -> Option<String> {
        let of = |code: &str| {
            let entry = list(&self.language(code)?.table).iter().find(|entry| entry.id == id)?;
            let first = expand(&plain(&entry.forms.first()?.form)).into_iter().next()?;
            let words =
                first.split(' ').map(|word| word.trim_end_matches('*')).filter(|word| !matches!(*word, "~" | ""));
            Some(words.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
        };
        of(language).or_else(|| of(FALLBACK))
    }
}

/// A form without what may be left out of it: what stresses an act is no part of its name.
fn plain(form: &str) -> String {
    let mut out = String::new();
    let mut rest = form;
    while let Some(at) = rest.find(['{', '(']) {
        let (before, group) = rest.split_at(at);
        let close = if group.starts_with('{') { '}' } else { ')' };
        let Some(length) = group.find(close) else { break };
        let (inside, behind) = (&group[1..length], &group[length + 1..]);
        out.push_str(before);
        if close == '}' && !inside.split('|').any(str::is_empty) {
            out.push_str(&group[..=length]);
        }
        rest = behind;
    }
    out + rest
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// A template with its names put in, in one pass: what is put in is not looked at again.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        let Some((name, after)) = from.split_once('}') else { break };
        out.push_str(before);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&format!("{{{name}}}")),
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_names_in_each_language() {
        let lexicon = Lexicon::built_in();
        assert_eq!(lexicon.addressee_name("fr", "dir.bdt"), "Directeur du BDT");
        assert_eq!(lexicon.region_name("fr", "arab_states"), "États arabes");
        assert_eq!(lexicon.body_name("fr", "wtsa"), "AMNT");
        assert_eq!(lexicon.place_name("fr", "baku"), "Bakou");
        assert_eq!(lexicon.act_name("fr", "instructs"), "charge");
        assert_eq!(lexicon.act_name("zh", "instructs"), "责成");
        assert_eq!(lexicon.act_name("fr", "urges"), "invite instamment");
        assert_eq!(lexicon.version_name("fr", "kigali-2022"), "Kigali, 2022");
        assert_eq!(lexicon.version_name("zh", "new_delhi-2024"), "2024年，新德里");
        assert_eq!(lexicon.conference_name("fr", "wtdc", "kigali-2022"), "CMDT (Kigali, 2022)");
        assert_eq!(lexicon.text_name("fr", "itu.wtdc.resolution.214"), "Résolution 214 (CMDT)");
        assert_eq!(lexicon.text_name("en", "un.ga.resolution.79-78"), "Resolution 79-78 (General Assembly)");
    }

    #[test]
    fn what_has_no_name_is_called_by_its_id() {
        let lexicon = Lexicon::built_in();
        for language in ["fr", "xx", ""] {
            assert_eq!(lexicon.addressee_name(language, "nobody"), "nobody");
            assert_eq!(lexicon.place_name(language, ""), "");
            assert_eq!(lexicon.version_name(language, "undated"), "undated");
            assert_eq!(lexicon.text_name(language, "nothing"), "nothing");
            assert_eq!(lexicon.text_name(language, ""), "");
            assert_eq!(lexicon.act_name(language, "é"), "é");
        }
        assert_eq!(lexicon.region_name("xx", "africa"), "Africa");
        assert_eq!(lexicon.version_name("fr", "nowhere-2022"), "nowhere, 2022");
        assert_eq!(lexicon.version_name("fr", "2022"), "2022");
        assert_eq!(lexicon.conference_name("fr", "wtdc", "undated"), "CMDT (undated)");
    }

    #[test]
    fn every_id_has_a_name_in_every_language() {
        let lexicon = Lexicon::built_in();
        let general = &lexicon.general;
        let mut missing = Vec::new();
        for language in lexicon.languages() {
            let names = language.table.names.as_ref().expect("a language has names");
            let lists = [
                (general.addressee.iter().map(|row| &row.id).collect::<Vec<_>>(), &names.addressees),
                (general.region.iter().map(|row| &row.id).collect(), &names.regions),
                (general.body.iter().map(|row| &row.id).collect(), &names.bodies),
            ];
            for (ids, names) in lists {
                missing.extend(
                    ids.into_iter().filter(|id| !names.contains_key(*id)).map(|id| (&language.code, id.clone())),
                );
            }
            for place in &general.place {
                let name = lexicon.place_name(&language.code, &place.id);
                assert!(!name.contains(['{', '[', '(', '*', '~', '_']), "{}: {name}", language.code);
            }
        }
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn what_may_be_left_out_of_a_form_is() {
        assert_eq!(plain("invite {également|} instamment (à)"), "invite  instamment ");
        assert_eq!(plain("{calls|call} upon {"), "{calls|call} upon {");
    }

    #[test]
    fn what_is_put_into_a_template_is_not_looked_at_again() {
        assert_eq!(filled("{place}, {year} {", &[("place", "{year}"), ("year", "2022")]), "{year}, 2022 {");
        assert_eq!(filled("{what} {year}", &[("year", "2022")]), "{what} 2022");
    }
}
