//! Which language a text is in, and how sure that is.

use crate::lexicon::{Language, Lexicon};
use crate::read::Reading;
use serde::Serialize;
use std::collections::BTreeMap;
use whatlang::{Detector, Lang};

/// A language and how sure it is (0 to 1).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Detected {
    /// ISO 639-1 code of a language of the lexicon.
    pub language: String,
    /// 1 where the language was given.
    pub confidence: f64,
}

/// A text longer than this says no more about its language.
const SAMPLE: usize = 20_000;

/// The language of a reading: what the lexicon recognises in it, confirmed by a detector that knows only the lexicon's languages.
pub fn language(reading: &Reading, lexicon: &Lexicon) -> Detected {
    let mut sample = String::new();
    for line in &reading.lines {
        sample.push_str(&line.text);
        sample.push('\n');
        if sample.len() > SAMPLE {
            break;
        }
    }
    if !sample.chars().any(char::is_alphabetic) {
        return Detected { language: fallback(lexicon), confidence: 0.0 };
    }
    let by_code: BTreeMap<&str, &str> = lexicon.detectors().collect();
    let allowed = by_code.keys().filter_map(|code| Lang::from_code(*code)).collect();
    let guess = Detector::with_allowlist(allowed).detect(&sample);
    let guessed = guess.as_ref().and_then(|g| Some((*by_code.get(g.lang().code())?, g.confidence(), g.is_reliable())));
    // A reliable guess needs no confirmation from words; an unreliable one does.
    if let Some((code, confidence, true)) = guessed {
        return Detected { language: code.to_owned(), confidence };
    }
    let mut best: Option<(&Language, usize)> = None;
    for language in lexicon.languages() {
        let count = evidence(reading, language);
        if count > best.map_or(0, |(_, most)| most) {
            best = Some((language, count));
        }
    }
    match (best, guessed) {
        (Some((language, _)), Some((code, confidence, _))) if language.code == code => {
            Detected { language: code.to_owned(), confidence: (1.0 + confidence) / 2.0 }
        }
        (Some((language, _)), _) => Detected { language: language.code.clone(), confidence: 0.6 },
        (None, Some((code, confidence, _))) => Detected { language: code.to_owned(), confidence: confidence * 0.5 },
        (None, None) => Detected { language: fallback(lexicon), confidence: 0.0 },
    }
}

fn fallback(lexicon: &Lexicon) -> String {
    let english = lexicon.codes().find(|code| *code == "en");
    english.or_else(|| lexicon.codes().next()).unwrap_or_default().to_owned()
}

/// How many lines open with something that the language knows.
fn evidence(reading: &Reading, language: &Language) -> usize {
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
    let short = reading.lines.iter().take(400).filter(|line| line.text.len() < 200);
    let places: usize = short.map(|line| places(&line.text)).sum();
    reading.lines.iter().take(400).filter(|line| known(&line.text)).count() + places
}
