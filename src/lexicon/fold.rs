//! Words of a text as the lexicon compares them: tokens with their place, and what may differ folded away.
//!
//! `Prend également note` and `PREND EGALEMENT NOTE` are one; `إذ تسلِّم` and `إذ تسلم` are one; Russian `c удовлетворением`
//! typed with a Latin `c` is the phrase it looks like. Each Chinese character is a token, because nothing separates words.

use super::letters;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

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
    pub word: SmolStr,
    /// The same without any accent, for capitals that dropped theirs; absent where the word has none.
    without_accents: Option<SmolStr>,
    /// How the word is written.
    pub case: Case,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Which sets of phrases may begin with the word, one bit each (`Beginnings`); all of them where nobody has looked.
    pub(super) begins: u32,
    /// The same without what is written onto the word, where phrases begin with that; looked for together with `begins`.
    pub(super) stripped: Vec<Token>,
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
    /// A word in lower case at a place.
    pub(super) fn new(word: SmolStr, case: Case, range: Range<usize>) -> Self {
        let without_accents = bare(&word);
        Token { word, without_accents, case, range, begins: u32::MAX, stripped: Vec::new() }
    }

    /// The same token with another word: one from which letters were taken that are written onto it.
    pub(super) fn with_word(&self, word: &str) -> Self {
        Token {
            stripped: Vec::new(),
            word: word.into(),
            without_accents: bare(word),
            range: self.range.clone(),
            ..*self
        }
    }

    /// The word without any accent.
    pub fn bare(&self) -> &str {
        self.without_accents.as_ref().unwrap_or(&self.word)
    }

    /// A comma or enumeration comma of any script.
    pub fn is_comma(&self) -> bool {
        let mut signs = self.word.chars();
        let sign = signs.next().filter(|_| signs.next().is_none());
        sign.is_some_and(|sign| stops::COMMA.contains(&sign) || sign == stops::ENUMERATION)
    }
}

/// Letters that stand for letters of the language's own script.
#[derive(Debug, Clone, Default)]
pub struct Lookalikes {
    pairs: Vec<(char, char)>,
    /// One bit for each of the first 128 characters that is the foreign one of a pair.
    foreign: u128,
    /// Whether others are.
    has_others: bool,
}

impl Lookalikes {
    /// From pairs such as `"aа"`.
    pub fn new(pairs: &[String]) -> Self {
        let pair = |pair: &String| {
            let mut letters = pair.chars();
            Some((letters.next()?, letters.next()?))
        };
        let pairs: Vec<(char, char)> = pairs.iter().filter_map(pair).collect();
        let plain = pairs.iter().filter(|(foreign, _)| foreign.is_ascii());
        let foreign = plain.fold(0, |bits, (foreign, _)| bits | 1 << u32::from(*foreign));
        let has_others = pairs.iter().any(|(foreign, _)| !foreign.is_ascii());
        Lookalikes { pairs, foreign, has_others }
    }

    fn is_foreign(&self, c: char) -> bool {
        match u32::from(c) {
            code @ ..128 => self.foreign >> code & 1 == 1,
            _ => self.has_others && self.pairs.iter().any(|(foreign, _)| *foreign == c),
        }
    }

    fn own(&self, c: char) -> char {
        self.pairs.iter().find(|(foreign, _)| *foreign == c).map_or(c, |(_, own)| *own)
    }

    /// A word is brought into the language's script if it is one letter, or holds a letter of that script.
    fn fold<'w>(&self, word: Cow<'w, str>) -> Cow<'w, str> {
        if self.pairs.is_empty() || !word.chars().any(|c| self.is_foreign(c)) {
            return word;
        }
        let is_single = word.chars().nth(1).is_none();
        let is_mixed = is_single || (!word.is_ascii() && word.chars().any(|c| !c.is_ascii() && c.is_alphabetic()));
        if is_mixed { Cow::Owned(word.chars().map(|c| self.own(c)).collect()) } else { word }
    }
}

/// Whether a character stands for a word by itself.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Marks that change nothing in what a word says: Arabic vowel signs and tatweel, joiners, direction marks, soft hyphen.
pub(super) fn is_silent(c: char) -> bool {
    matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{AD}' | '\u{FEFF}')
}

/// A text without the space and the silent marks at its ends (a direction mark may hide behind a comma).
pub fn bare_ends(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_silent(c))
}

/// Where a text begins and ends without these.
pub fn bare_range(text: &str) -> Range<usize> {
    let bare = bare_ends(text);
    let before = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || is_silent(c)).len();
    let start = before.min(text.len() - bare.len());
    start..start + bare.len()
}

/// The tokens of a text.
pub fn tokens(text: &str, lookalikes: &Lookalikes) -> Vec<Token> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(|| next_token(text, &mut rest, lookalikes)).collect()
}

/// The first token of a text.
pub(super) fn first_token(text: &str, lookalikes: &Lookalikes) -> Option<Token> {
    next_token(text, &mut text.char_indices().peekable(), lookalikes)
}

fn next_token(text: &str, rest: &mut Peekable<CharIndices<'_>>, lookalikes: &Lookalikes) -> Option<Token> {
    while let Some((start, c)) = rest.next() {
        let mut end = start + c.len_utf8();
        let mut all = letters::of(c);
        if is_han(c) || matches!(c, ',' | '،' | '，' | '、' | '~' | '*') {
            return Some(token(&text[start..end], start..end, all, lookalikes));
        }
        if all & letters::WORD == 0 && !is_silent(c) {
            continue;
        }
        while let Some(&(at, next)) = rest.peek() {
            let bits = letters::of(next);
            if bits & (letters::WORD | letters::CLINGS) == 0 || is_han(next) {
                break;
            }
            all |= bits;
            end = at + next.len_utf8();
            rest.next();
        }
        // An apostrophe ends the elided word and belongs to it: `d'inviter` is `d'` and `inviter`.
        if let Some(&(at, next @ ('\'' | '’'))) = rest.peek() {
            all |= letters::of(next);
            end = at + next.len_utf8();
            rest.next();
        }
        if is_silent(c) && text[start..end].chars().all(is_silent) {
            continue;
        }
        return Some(token(&text[start..end], start..end, all, lookalikes));
    }
    None
}

/// The token of some letters; `all` is what any of them is.
fn token(source: &str, range: Range<usize>, all: u8, lookalikes: &Lookalikes) -> Token {
    // Most words are written as forms are.
    let is_usual = all & (letters::FOLDS | letters::LOWERS | letters::CAPITAL) == 0;
    if is_usual && (lookalikes.pairs.is_empty() || !source.chars().any(|c| lookalikes.is_foreign(c))) {
        let word = SmolStr::new(source);
        let without_accents = if all & letters::ACCENTED == 0 { None } else { bare(&word) };
        return Token { word, without_accents, case: Case::Lower, range, begins: u32::MAX, stripped: Vec::new() };
    }
    let plain = lookalikes.fold(plain(source));
    let (mut all, mut letters, mut capitals) = (0, 0, 0);
    for c in plain.chars() {
        let bits = letters::of(c);
        all |= bits;
        letters += usize::from(bits & letters::LETTER != 0);
        capitals += usize::from(bits & letters::CAPITAL != 0 && bits & letters::LETTER != 0);
    }
    let case = match (letters, capitals) {
        (_, 0) if all & letters::CAPITAL == 0 => Case::Lower,
        (2.., capitals) if capitals == letters => Case::Upper,
        _ if plain.chars().next().is_some_and(char::is_uppercase) => Case::Capital,
        _ => Case::Lower,
    };
    // Most words are in lower case already.
    let word = if all & letters::LOWERS == 0 { SmolStr::new(plain) } else { SmolStr::from(plain.to_lowercase()) };
    Token::new(word, case, range)
}

/// A word as it was typed, in the letters that forms are written in.
fn plain(source: &str) -> Cow<'_, str> {
    if source.chars().all(|c| letters::of(c) & letters::FOLDS == 0) {
        return Cow::Borrowed(source);
    }
    Cow::Owned(source.nfkc().filter(|c| !is_silent(*c)).map(own_letter).collect())
}

/// The letter for which another is written.
pub(super) fn own_letter(c: char) -> char {
    match c {
        '’' => '\'',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ё' => 'е',
        'Ё' => 'Е',
        other => other,
    }
}

/// A word without any accent, where it has some.
fn bare(word: &str) -> Option<SmolStr> {
    if word.chars().all(|c| letters::of(c) & letters::ACCENTED == 0) {
        return None;
    }
    let mut letters = String::with_capacity(word.len());
    for c in word.chars() {
        decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                letters.push(part);
            }
        });
    }
    Some(letters.into())
}

fn without_accents(c: char) -> SmolStr {
    let mut letter = [0; 4];
    let letter = c.encode_utf8(&mut letter);
    bare(letter).unwrap_or_else(|| letter.into())
}

/// Whether a word of the text is a word of a form. The form may end in `*`: any ending.
pub fn same(form: &Token, stem: bool, source: &Token) -> bool {
    let meets = |form: &str, source: &str| {
        if stem { source.starts_with(form) } else { source == form }
    };
    match source.case {
        Case::Upper => meets(form.bare(), source.bare()),
        Case::Capital => {
            meets(&form.word, &source.word) || {
                let (mut a, mut b) = (form.word.chars(), source.word.chars());
                let (fa, fb) = (a.next(), b.next());
                let first_alike = match (fa, fb) {
                    (Some(x), Some(y)) => x == y || without_accents(x) == without_accents(y),
                    _ => false,
                };
                first_alike && meets(a.as_str(), b.as_str())
            }
        }
        Case::Lower => {
            meets(&form.word, &source.word) || (form.case != Case::Lower && meets(form.bare(), &source.word))
        }
    }
}

/// A character as patterns see it; `None` for one that they do not see.
pub(super) fn patterned(c: char) -> Option<char> {
    match c {
        '\u{A0}' | '\u{202F}' | '\u{2007}' | '\n' | '\u{2028}' => Some(' '),
        '\u{2011}' | '\u{2010}' => Some('-'),
        '’' | 'ʼ' => Some('\''),
        c if is_silent(c) => None,
        c => Some(c),
    }
}

/// Whether a character is a letter or a figure ([`char::is_alphanumeric`], looked up).
pub fn is_of_word(c: char) -> bool {
    letters::of(c) & letters::WORD != 0
}

/// A text for patterns: no-break spaces and hyphens plain, silent marks gone, with the way back to the source.
#[derive(Debug, Clone)]
pub struct Plain<'s> {
    /// The text that patterns see.
    pub text: Cow<'s, str>,
    /// Where a stretch begins that is as long here as in the source: byte of the text, byte of the source. None where both are one.
    stretches: Vec<(usize, usize)>,
    lower: OnceCell<String>,
}

impl<'s> Plain<'s> {
    /// Folds a text.
    pub fn new(source: &'s str) -> Self {
        let is_plain = source.is_ascii() && !source.contains('\n');
        let is_patterned = |c: char| letters::of(c) & letters::PATTERNED != 0;
        let first = if is_plain { None } else { source.char_indices().find(|(_, c)| is_patterned(*c)) };
        let Some((first, _)) = first else {
            return Plain { text: Cow::Borrowed(source), stretches: Vec::new(), lower: OnceCell::new() };
        };
        let mut text = String::with_capacity(source.len());
        text.push_str(&source[..first]);
        let mut stretches = vec![(0, 0)];
        for (at, c) in source[first..].char_indices() {
            let at = first + at;
            let goes_on = stretches.last().is_some_and(|(here, there)| text.len() - here == at - there);
            let Some(folded) = patterned(c) else { continue };
            if !goes_on {
                stretches.push((text.len(), at));
            }
            text.push(folded);
        }
        stretches.push((text.len(), source.len()));
        Plain { text: Cow::Owned(text), stretches, lower: OnceCell::new() }
    }

    /// The text in lower case, as patterns are screened by it.
    pub(super) fn lower(&self) -> &str {
        self.lower.get_or_init(|| super::screen::lower(&self.text))
    }

    /// Bytes of the source behind a range of the folded text.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.origin(range.start);
        let end = if range.end == 0 { 0 } else { self.origin(range.end) };
        start..end.max(start)
    }

    fn origin(&self, at: usize) -> usize {
        let behind = self.stretches.partition_point(|(here, _)| *here <= at);
        behind.checked_sub(1).map_or(at, |stretch| {
            let (here, there) = self.stretches[stretch];
            there + at - here
        })
    }
}
