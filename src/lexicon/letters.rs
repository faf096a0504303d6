//! What folding asks of a character, looked up instead of worked out anew for each letter of a text.

use super::fold::{is_silent, own_letter, patterned};
use super::needs::one_of_alike;
use std::sync::OnceLock;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, is_nfkc_quick};

/// A letter or figure.
pub const WORD: u8 = 1;
/// A letter.
pub const LETTER: u8 = 2;
/// A capital.
pub const CAPITAL: u8 = 4;
/// It is another character in lower case, or where small letters that are alike are one.
pub const LOWERS: u8 = 8;
/// It may change where compatibility forms, silent marks and variants of letters are folded.
pub const FOLDS: u8 = 16;
/// It is an accent, or has one.
pub const ACCENTED: u8 = 32;
/// It goes on with a word without being a letter: accents and silent marks.
pub const CLINGS: u8 = 64;

/// It is another one, or none, in a text for patterns.
pub const PATTERNED: u8 = 128;

/// What a character is, as the bits above.
pub fn of(c: char) -> u8 {
    static BLOCKS: [OnceLock<Box<[u8; 256]>>; 256] = [const { OnceLock::new() }; 256];
    let code = c as usize;
    let Some(block) = BLOCKS.get(code >> 8) else { return look(c) };
    let block = block.get_or_init(|| {
        let mut bits = Box::new([0; 256]);
        for (low, bits) in bits.iter_mut().enumerate() {
            *bits = u32::try_from((code & !0xFF) | low).ok().and_then(char::from_u32).map_or(0, look);
        }
        bits
    });
    block[code & 0xFF]
}

fn look(c: char) -> u8 {
    let bit = |is_so: bool, bit: u8| if is_so { bit } else { 0 };
    let is_silent = is_silent(c);
    let is_mark = is_combining_mark(c);
    let is_folded = is_silent
        || own_letter(c) != c
        || canonical_combining_class(c) != 0
        || is_nfkc_quick(std::iter::once(c)) != IsNormalized::Yes;
    bit(c.is_alphanumeric(), WORD)
        | bit(c.is_alphabetic(), LETTER)
        | bit(c.is_uppercase(), CAPITAL)
        | bit(!c.to_lowercase().eq(std::iter::once(c)) || one_of_alike(c) != c, LOWERS)
        | bit(is_folded, FOLDS)
        | bit(is_mark || is_composed(c), ACCENTED)
        | bit(is_mark || is_silent, CLINGS)
        | bit(patterned(c) != Some(c), PATTERNED)
}

/// Whether a character is composed of others.
fn is_composed(c: char) -> bool {
    let mut is_whole = true;
    decompose_canonical(c, |part| is_whole &= part == c);
    !is_whole
}
