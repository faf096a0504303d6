//! Which language and which house a text is in, and how sure that is.

use super::head::{Reach, opening};
use crate::lexicon::fold::stops;
use crate::lexicon::{Language, Lexicon, Owner};
use crate::read::Line;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use whatlang::{Detector, Lang, Script};

/// A language and how sure it is (0 to 1).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Detected {
    /// ISO 639-1 code of a language of the lexicon.
    pub language: String,
    /// 1 where the language was given.
    pub confidence: f64,
}

/// A text longer than this says no more about its language.
const SAMPLE: usize = 20_000;

/// A drafting house and how sure that is (0 to 1).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HouseGuess {
    /// The id of a house of the lexicon.
    pub house: String,
    /// 1 where it was given or the text names its body.
    pub confidence: f64,
}

/// The language of some lines: what the lexicon recognises in it, confirmed by a detector that knows only the lexicon's languages.
pub fn language(lines: &[Line], lexicon: &Lexicon) -> Detected {
    let mut sample = String::new();
    for line in lines {
        sample.push_str(&line.text);
        sample.push('\n');
        if sample.len() > SAMPLE {
            break;
        }
    }
    if !sample.chars().any(char::is_alphabetic) {
        return Detected { language: fallback(lexicon), confidence: 0.0 };
    }
    let guessed = detected(&sample, lexicon);
    // A reliable guess needs no confirmation from words; an unreliable one does.
    if let Some((code, confidence, true)) = guessed {
        return Detected { language: code, confidence };
    }
    let mut best: Option<(&Language, usize)> = None;
    for language in lexicon.languages() {
        let count = evidence(lines, language);
        if count > best.map_or(0, |(_, most)| most) {
            best = Some((language, count));
        }
    }
    match (best, guessed) {
        (Some((language, _)), Some((code, confidence, _))) if language.code == code => {
            Detected { language: code, confidence: (1.0 + confidence) / 2.0 }
        }
        (Some((language, _)), _) => Detected { language: language.code.clone(), confidence: 0.6 },
        (None, Some((code, confidence, _))) => Detected { language: code, confidence: confidence * 0.5 },
        (None, None) => Detected { language: fallback(lexicon), confidence: 0.0 },
    }
}

/// The language of some words, where the detector alone is sure of it. Few words rarely are enough.
pub fn reliable_language(text: &str, lexicon: &Lexicon) -> Option<String> {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    detected(&text[..end], lexicon).filter(|(.., is_reliable)| *is_reliable).map(|(code, ..)| code)
}

/// What a detector that knows only the lexicon's languages says of a text: the language, how sure it is, and whether it is reliable.
pub(super) fn detected(text: &str, lexicon: &Lexicon) -> Option<(String, f64, bool)> {
    let by_code: BTreeMap<&str, &str> = lexicon.detectors().collect();
    // Where one language of the lexicon alone is written so, the script says all; Chinese characters may be Japanese.
    let script = whatlang::detect_script(text)?;
    let mut of_script = script.langs().iter().filter_map(|lang| by_code.get(lang.code()));
    if let (Some(one), None, true) = (of_script.next(), of_script.next(), script != Script::Mandarin) {
        return Some(((*one).to_owned(), 1.0, true));
    }
    let allowed = by_code.keys().filter_map(|code| Lang::from_code(*code)).collect();
    let guess = Detector::with_allowlist(allowed).detect(text)?;
    Some(((*by_code.get(guess.lang().code())?).to_owned(), guess.confidence(), guess.is_reliable()))
}

/// The house whose drafting some lines of a text follow, by its form alone: heads on lines of their own, or clauses that open with their
/// own act. Without either, the first house of the lexicon, and no confidence.
pub(super) fn house_by_form(lines: &[Line], lexicon: &Lexicon, language: &Language) -> HouseGuess {
    let (mut heads, mut clauses) = (0_usize, 0_usize);
    for line in lines.iter().filter(|line| line.cell.is_none()) {
        // A number before an act is a clause's.
        let text = line.text.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '.');
        let Some(found) = opening(text, lexicon, language, None, None, Reach::Beginning) else { continue };
        let rest = text[found.end..]
            .trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || stops::COMMA.contains(&c));
        // `resolves to act`: in lower case a head into which its item runs.
        let is_lower = text.chars().next().is_some_and(char::is_lowercase);
        if rest.is_empty() || is_lower { heads += 1 } else { clauses += 1 }
    }
    let act_on = if clauses > heads { "clause" } else { "head" };
    let house = lexicon.houses.iter().find(|house| house.act_on == act_on).or(lexicon.houses.first());
    let (most, all) = (heads.max(clauses), heads + clauses);
    let confidence =
        if all == 0 { 0.0 } else { 0.9 * most as f64 / all as f64 * (1.0 - 0.5_f64.powi(all.min(30) as i32)) };
    HouseGuess { house: house.map(|house| house.id.clone()).unwrap_or_default(), confidence }
}

/// The house of a document that holds no text: that of the bodies, Sectors and instruments which it names most.
pub(super) fn house_by_names(lines: &[Line], lexicon: &Lexicon, language: &Language) -> Option<HouseGuess> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.iter().take(400) {
        let tokens = language.tokens(&line.text);
        let named = (0..tokens.len()).filter_map(|at| language.citing.owner(&tokens, at, None));
        for owner in named.map(|found| found.value) {
            let body = match &owner {
                Owner::Body(id) => lexicon.body(id),
                Owner::Sector(id) => lexicon.body_of_sector(id),
                Owner::Instrument(id) => {
                    let of = |house: &str| id.split('.').next() == Some(house);
                    lexicon.general.body.iter().find(|body| of(&body.organisation))
                }
                Owner::Speaker | Owner::Foreign => None,
            };
            *votes.entry(body.map(|body| body.house.clone()).unwrap_or_default()).or_default() += 1;
        }
    }
    votes.remove("");
    let all: usize = votes.values().sum();
    let (house, most) = votes.into_iter().max_by_key(|(_, count)| *count)?;
    Some(HouseGuess { house, confidence: 0.9 * most as f64 / all as f64 })
}

fn fallback(lexicon: &Lexicon) -> String {
    let english = lexicon.codes().find(|code| *code == "en");
    english.or_else(|| lexicon.codes().next()).unwrap_or_default().to_owned()
}

/// How many lines open with something that the language knows.
fn evidence(lines: &[Line], language: &Language) -> usize {
    let known = |text: &str| {
        let tokens = language.tokens(text);
        language.body(&tokens).is_some()
            || language.lead(&tokens, None, None).is_some()
            || language.front_label(&tokens).is_some()
            || language.structure(&tokens).is_some()
    };
    // A number line may read alike in two languages; the place in its brackets does not.
    let places = |text: &str| {
        let words = text.split(|c: char| !(c.is_alphabetic() || c == ' ' || c == '-')).map(str::trim);
        words.filter(|words| !words.is_empty() && language.place(words).is_some()).count()
    };
    let short = lines.iter().take(400).filter(|line| line.text.len() < 200);
    let places: usize = short.map(|line| places(&line.text)).sum();
    lines.iter().take(400).filter(|line| known(&line.text)).count() + places
}
