//! Words of a text as the lexicon compares them: tokens with their place, and what may differ folded away.
//!
//! `Prend également note` and `PREND EGALEMENT NOTE` are one; `إذ تسلِّم` and `إذ تسلم` are one; Russian `c удовлетворением`
//! typed with a Latin `c` is the phrase it looks like. Each Chinese character is a token, because nothing separates words.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stops of all scripts by what they do in a text.
pub mod stops {
    /// Between words, and at the end of a section.
    pub const COMMA: &[char] = &[',', '،', '，'];
    /// Between words that are listed, where a script has a sign of its own for that.
    pub const ENUMERATION: char = '、';
    /// Between the ends of a range, and between versions that are listed.
    pub const DASH: &[char] = &['-', '–'];
    /// Around a title.
    pub const TITLE: [char; 2] = ['《', '》'];
    /// Around quoted words.
    pub const QUOTES: &[char] = &['"', '«', '»', '“', '”'];
    /// Before an aside.
    pub const OPEN: &[char] = &['(', '（'];
    /// After it.
    pub const CLOSE: &[char] = &[')', '）'];
    /// Between items.
    pub const SEMICOLON: &[char] = &[';', '؛', '；'];
    /// Before a list, after a label.
    pub const COLON: &[char] = &[':', '：'];
    /// At the end of a text.
    pub const FULL: &[char] = &['.', '。', '．'];
    /// Any of them at the end of an item.
    pub const ANY: &[char] = &[',', '،', '，', ';', '؛', '；', ':', '：', '.', '。', '．'];
}

/// A character without what only the typist or the word processor decides: kinds of spaces, hyphens, apostrophes and quotation marks; `None`
/// for one that is not seen.
pub fn typed(c: char) -> Option<char> {
    match c {
        '«' | '»' | '“' | '”' | '„' | '‟' | '″' => Some('"'),
        '’' | '‘' | 'ʼ' | '‛' | '′' => Some('\''),
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' => Some('-'),
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

/// A word, a Chinese character or a comma.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Lower case; compatibility forms, vowel marks and joiners folded.
    pub word: String,
    /// The same without any accent, for capitals that dropped theirs.
    pub bare: String,
    /// How the word is written.
    pub case: Case,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// How a word is written: capitals may have dropped their accents (DOMAIN §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// No capital at its beginning.
    Lower,
    /// A capital first letter.
    Capital,
    /// All capitals, more than one letter.
    Upper,
}

impl Token {
    /// A comma or enumeration comma of any script.
    pub fn is_comma(&self) -> bool {
        let mut signs = self.word.chars();
        let sign = signs.next().filter(|_| signs.next().is_none());
        sign.is_some_and(|sign| stops::COMMA.contains(&sign) || sign == stops::ENUMERATION)
    }
}

/// Letters that stand for letters of the language's own script.
#[derive(Debug, Clone, Default)]
pub struct Lookalikes(Vec<(char, char)>);

impl Lookalikes {
    /// From pairs such as `"aа"`.
    pub fn new(pairs: &[String]) -> Self {
        Lookalikes(
            pairs
                .iter()
                .filter_map(|pair| {
                    let mut letters = pair.chars();
                    Some((letters.next()?, letters.next()?))
                })
                .collect(),
        )
    }

    fn own(&self, c: char) -> char {
        self.0.iter().find(|(foreign, _)| *foreign == c).map_or(c, |(_, own)| *own)
    }

    /// A word is brought into the language's script if it is one letter, or holds a letter of that script.
    fn fold(&self, word: &str) -> String {
        let mixed = word.chars().count() == 1 || word.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
        if mixed { word.chars().map(|c| self.own(c)).collect() } else { word.to_owned() }
    }
}

/// Whether a character stands for a word by itself.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Marks that change nothing in what a word says: Arabic vowel signs and tatweel, joiners, direction marks, soft hyphen.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{AD}' | '\u{FEFF}')
}

/// A text without the space and the silent marks at its ends (a direction mark may hide behind a comma).
pub fn bare_ends(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_silent(c))
}

/// The tokens of a text.
pub fn tokens(text: &str, lookalikes: &Lookalikes) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let mut end = start + c.len_utf8();
        if is_han(c) || matches!(c, ',' | '،' | '，' | '、' | '~' | '*') {
            out.push(token(&text[start..end], start..end, lookalikes));
            continue;
        }
        if !(c.is_alphanumeric() || is_silent(c)) {
            continue;
        }
        while let Some(&(at, next)) = rest.peek() {
            if is_han(next) || !(next.is_alphanumeric() || is_silent(next) || is_combining_mark(next)) {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        // An apostrophe ends the elided word and belongs to it: `d'inviter` is `d'` and `inviter`.
        if let Some(&(at, next @ ('\'' | '’'))) = rest.peek() {
            end = at + next.len_utf8();
            rest.next();
        }
        if text[start..end].chars().all(is_silent) {
            continue;
        }
        out.push(token(&text[start..end], start..end, lookalikes));
    }
    out
}

fn token(source: &str, range: Range<usize>, lookalikes: &Lookalikes) -> Token {
    let plain: String = if source.is_ascii() {
        source.to_owned()
    } else {
        let folded = source.nfkc().filter(|c| !is_silent(*c));
        folded
            .map(|c| match c {
                '’' => '\'',
                'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
                'ё' => 'е',
                'Ё' => 'Е',
                other => other,
            })
            .collect()
    };
    let plain = lookalikes.fold(&plain);
    let letters = plain.chars().filter(|c| c.is_alphabetic());
    let upper = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
    let case = if upper {
        Case::Upper
    } else if plain.chars().next().is_some_and(char::is_uppercase) {
        Case::Capital
    } else {
        Case::Lower
    };
    let word = plain.to_lowercase();
    let bare = bare(&word);
    Token { word, bare, case, range }
}

/// A word without any accent.
pub(super) fn bare(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Whether a word of the text is a word of a form. The form may end in `*`: any ending.
pub fn same(form: &Token, stem: bool, source: &Token) -> bool {
    let meets = |form: &str, source: &str| {
        if stem { source.starts_with(form) } else { source == form }
    };
    match source.case {
        Case::Upper => meets(&form.bare, &source.bare),
        Case::Capital => {
            meets(&form.word, &source.word) || {
                let (mut a, mut b) = (form.word.chars(), source.word.chars());
                let (fa, fb) = (a.next(), b.next());
                let first_alike = match (fa, fb) {
                    (Some(x), Some(y)) => bare(&x.to_string()) == bare(&y.to_string()),
                    _ => false,
                };
                first_alike && meets(a.as_str(), b.as_str())
            }
        }
        Case::Lower => meets(&form.word, &source.word) || (form.case != Case::Lower && meets(&form.bare, &source.word)),
    }
}

/// A text for patterns: no-break spaces and hyphens plain, silent marks gone, with the way back to the source.
#[derive(Debug, Clone)]
pub struct Plain {
    /// The text that patterns see.
    pub text: String,
    /// For each byte of it (and its end), the byte of the source.
    map: Vec<usize>,
}

impl Plain {
    /// Folds a text.
    pub fn new(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut map = Vec::with_capacity(source.len() + 1);
        for (at, c) in source.char_indices() {
            let c = match c {
                '\u{A0}' | '\u{202F}' | '\u{2007}' | '\n' | '\u{2028}' => ' ',
                '\u{2011}' | '\u{2010}' => '-',
                '’' | 'ʼ' => '\'',
                c if is_silent(c) => continue,
                c => c,
            };
            text.push(c);
            map.extend(std::iter::repeat_n(at, c.len_utf8()));
        }
        map.push(source.len());
        Plain { text, map }
    }

    /// Bytes of the source behind a range of the folded text.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.map[range.start];
        let end = if range.end == 0 { 0 } else { self.map[range.end] };
        start..end.max(start)
    }
}
