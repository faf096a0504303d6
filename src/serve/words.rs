//! The words around the texts: in the language that the server was started with, or in the one that the reader prefers.

use super::ServeError;
use crate::emit::to_html::interface::Interface;
use crate::lexicon::Lexicon;
use crate::lexicon::tables::SiteWords;

/// The words of all pages.
pub struct Words<'l> {
    /// Those that stand around texts.
    pub page: Interface<'l>,
    /// Those of the site.
    pub site: &'l SiteWords,
}

impl<'l> Words<'l> {
    /// The words in the language that is fixed, else in the first that the reader accepts (`Accept-Language`), else in English.
    pub fn choose(lexicon: &'l Lexicon, fixed: Option<&str>, accepted: Option<&str>) -> Self {
        let preferred = if fixed.is_some() { Vec::new() } else { preferences(accepted.unwrap_or_default()) };
        let asked = fixed.map(str::to_owned).into_iter().chain(preferred).chain(["en".to_owned()]);
        let found = asked.into_iter().find_map(|code| of(lexicon, &code));
        let (code, site) = found
            .or_else(|| of(Lexicon::built_in(), "en"))
            .expect("the built-in lexicon has the words of a site in English");
        Words { page: Interface::choose(lexicon, Some(code), "en"), site }
    }

    /// The name of a language in itself: `français`.
    pub fn language(&self, code: &str) -> &str {
        self.page.lexicon.language(code).map_or("", |language| language.table.name.as_str())
    }
}

/// Whether the words are there in the language that is asked for.
pub fn check(lexicon: &Lexicon, asked: Option<&str>) -> Result<(), ServeError> {
    let Some(asked) = asked.filter(|code| of(lexicon, code).is_none()) else { return Ok(()) };
    let there: Vec<&str> = lexicon.codes().filter(|code| of(lexicon, code).is_some()).collect();
    Err(ServeError::Language { asked: asked.to_owned(), there: there.join(", ") })
}

fn of<'l>(lexicon: &'l Lexicon, code: &str) -> Option<(&'l str, &'l SiteWords)> {
    // A code that is not there must not make the lexicon look for it in vain.
    let language = lexicon.language(lexicon.codes().find(|known| *known == code)?)?;
    language.table.page.as_ref()?;
    Some((language.code.as_str(), language.table.site.as_ref()?))
}

/// The languages of `fr-CH, fr;q=0.9, en;q=0.8` in the order of preference, without their regions.
fn preferences(accepted: &str) -> Vec<String> {
    const MOST: usize = 16;
    let one = |part: &str| {
        let (range, rest) = part.split_once(';').unwrap_or((part, ""));
        let code = range.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())?;
        (code.len() == 2 && weight > 0.0).then_some((code, weight))
    };
    let mut ranges: Vec<(String, f32)> = accepted.split(',').take(MOST).filter_map(one).collect();
    ranges.sort_by(|one, two| two.1.total_cmp(&one.1));
    ranges.into_iter().map(|(code, _)| code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_is_asked_where_nothing_is_fixed() {
        let language = |fixed, accepted| Words::choose(Lexicon::built_in(), fixed, accepted).page.language;
        assert_eq!(language(None, Some("fr-CH, fr;q=0.9, en;q=0.8")), "fr");
        assert_eq!(language(None, Some("tlh, en;q=0.3, fr;q=0.7")), "fr");
        assert_eq!(language(None, Some("tlh;q=x,,;;")), "en");
        assert_eq!(language(None, None), "en");
        assert_eq!(language(Some("en"), Some("fr")), "en");
    }
}
