use crate::lexicon::Lexicon;
pub(super) fn addressees(_lexicon: &Lexicon, _unit: &str) -> Vec<String> {
    Vec::new()
}
pub(super) fn regions(_lexicon: &Lexicon, _words: &str) -> Vec<String> {
    Vec::new()
}
