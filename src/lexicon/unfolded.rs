//! A form unfolded: the phrases that it stands for, as a tree of their words.
//!
//! `{takes|took} ~ note (of|that)` is one tree: `takes` and `took` at its root, a slot for modifiers behind each, `note` behind that. A text
//! is led through the tree word by word, so that what many phrases have in common is compared once.

use super::fold::{Case, Lookalikes, Token, is_han, same, tokens};
use super::phrase::Found;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// One step in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Step {
    /// A word, or its beginning, by its index in the form's words.
    Word { token: usize, stem: bool },
    /// Any modifiers.
    Slot,
    /// The end of the phrase: the words behind it must follow, and are not of it.
    End,
}

#[derive(Debug, Clone, Default)]
struct Node {
    steps: Vec<(Step, usize)>,
    /// The place of the phrase that ends here among those of the form.
    order: Option<usize>,
}

/// The phrases of a form.
#[derive(Debug, Clone)]
pub struct Unfolded {
    words: Vec<Token>,
    nodes: Vec<Node>,
}

/// A phrase of the form in a text.
pub struct Met {
    /// One past its last token.
    pub end: usize,
    /// One past the last token that it needs: more than its end where other words must follow.
    pub reach: usize,
    /// The modifiers in its slots.
    pub modifiers: Vec<String>,
    order: usize,
}

/// A way through the tree on which a text is.
struct Way {
    node: usize,
    at: usize,
    end: Option<usize>,
    modifiers: Vec<String>,
}

impl Unfolded {
    /// Unfolds a form in the notation of the lexicon.
    pub fn new(form: &str, lookalikes: &Lookalikes) -> Self {
        let mut tree = Unfolded { words: Vec::new(), nodes: vec![Node::default()] };
        // Words that are alike are one, so that phrases share their steps.
        let mut alike: FxHashMap<(SmolStr, bool), usize> = FxHashMap::default();
        let mut known: FxHashMap<SmolStr, Vec<usize>> = FxHashMap::default();
        for (order, variant) in expand(form).iter().enumerate() {
            let mut steps: Vec<Step> = Vec::new();
            for (index, part) in variant.splitn(2, '>').enumerate() {
                if index > 0 {
                    steps.push(Step::End);
                }
                for written in part.split_whitespace() {
                    if !known.contains_key(written) {
                        let words = tokens(written, lookalikes).into_iter();
                        known.insert(written.into(), words.map(|word| tree.word(word, &mut alike)).collect());
                    }
                    for token in &known[written] {
                        match tree.words[*token].word.as_str() {
                            // Modifiers before a phrase are the grammar's affair.
                            "~" if steps.is_empty() => {}
                            "~" => steps.push(Step::Slot),
                            "*" => {
                                if let Some(Step::Word { stem, .. }) = steps.last_mut() {
                                    *stem = true;
                                }
                            }
                            _ => steps.push(Step::Word { token: *token, stem: false }),
                        }
                    }
                }
            }
            if matches!(steps.first(), Some(Step::Word { .. })) {
                tree.grow(&steps, order);
            }
        }
        tree
    }

    /// The index of a word of the form. Its case counts where a text in capitals may have dropped its accents.
    fn word(&mut self, word: Token, alike: &mut FxHashMap<(SmolStr, bool), usize>) -> usize {
        *alike.entry((word.word.clone(), word.case == Case::Lower)).or_insert_with(|| {
            self.words.push(word);
            self.words.len() - 1
        })
    }

    fn grow(&mut self, steps: &[Step], order: usize) {
        let mut at = 0;
        for step in steps {
            at = match self.nodes[at].steps.iter().find(|(known, _)| known == step) {
                Some((_, next)) => *next,
                None => {
                    let next = self.nodes.len();
                    self.nodes[at].steps.push((*step, next));
                    self.nodes.push(Node::default());
                    next
                }
            };
        }
        self.nodes[at].order.get_or_insert(order);
    }

    /// The longest phrase of the form at a token, of several the one that stands first in the form. `first` stands for the token where
    /// something is written onto it; `slot` finds a modifier at a token.
    pub fn meets(
        &self,
        first: &Token,
        text: &[Token],
        start: usize,
        slot: &dyn Fn(usize) -> Option<Found<String>>,
    ) -> Option<Met> {
        // With most forms a text has one word in common, and no second one: then there is no way to follow.
        let is = |step: &Step, word: &Token| matches!(step, Step::Word { token, stem } if same(&self.words[*token], *stem, word));
        let goes_on = |node: &Node| {
            let second = text.get(start + 1);
            let may = |step: &Step| !matches!(step, Step::Word { .. }) || second.is_some_and(|second| is(step, second));
            node.order.is_some() || node.steps.iter().any(|(step, _)| may(step))
        };
        if !self.nodes[0].steps.iter().any(|(step, next)| is(step, first) && goes_on(&self.nodes[*next])) {
            return None;
        }
        let mut best: Option<Met> = None;
        let mut ways = vec![Way { node: 0, at: start, end: None, modifiers: Vec::new() }];
        while let Some(Way { node, at, end, modifiers }) = ways.pop() {
            let node = &self.nodes[node];
            if let Some(order) = node.order {
                let better =
                    best.as_ref().is_none_or(|held| at > held.reach || (at == held.reach && order < held.order));
                if better {
                    best = Some(Met { end: end.unwrap_or(at), reach: at, modifiers: modifiers.clone(), order });
                }
            }
            for (step, next) in &node.steps {
                let mut way = Way { node: *next, at, end, modifiers: Vec::new() };
                if let Step::Word { token, stem } = step {
                    let source = if at == start { Some(first) } else { text.get(at) };
                    if !source.is_some_and(|source| same(&self.words[*token], *stem, source)) {
                        continue;
                    }
                    way.at += 1;
                }
                way.modifiers.clone_from(&modifiers);
                match step {
                    Step::Slot => {
                        while let Some(found) = slot(way.at) {
                            way.at = found.end;
                            way.modifiers.push(found.value);
                        }
                    }
                    Step::End => way.end = Some(at),
                    Step::Word { .. } => {}
                }
                ways.push(way);
            }
        }
        best
    }
}

/// The beginnings of what a form stands for, each long enough to hold its first word whole.
pub fn openings(form: &str, lookalikes: &Lookalikes) -> Vec<String> {
    let is_begun = |begun: &str| {
        let words = tokens(begun, lookalikes);
        let mut words = words.iter().skip_while(|word| word.word == "~");
        let ends = |first: &Token| {
            let behind = begun[first.range.end..].chars().next();
            first.word.chars().all(is_han) || behind.is_some_and(char::is_whitespace)
        };
        words.next().is_some_and(ends) || words.next().is_some()
    };
    let mut out: Vec<String> = Vec::new();
    let mut waiting = vec![(String::new(), form.to_owned())];
    while let Some((before, rest)) = waiting.pop() {
        let opening = match choice(&rest) {
            None => format!("{before}{rest}"),
            Some((words, alternatives, behind)) => {
                let begun = format!("{before}{words}");
                if !is_begun(&begun) {
                    let next = alternatives.into_iter().map(|word| (begun.clone(), format!("{word}{behind}")));
                    waiting.extend(next);
                    continue;
                }
                begun
            }
        };
        if !out.contains(&opening) {
            out.push(opening);
        }
    }
    out
}

/// The variants that a form stands for.
pub fn expand(form: &str) -> Vec<String> {
    let whole = |variant: String| {
        let is_spaced = variant.contains("  ") || variant.starts_with(' ') || variant.ends_with(' ');
        if is_spaced { variant.split_whitespace().collect::<Vec<_>>().join(" ") } else { variant }
    };
    variants(form).into_iter().map(whole).collect()
}

/// The variants with all their spaces; a choice may stand within another.
fn variants(form: &str) -> Vec<String> {
    let mut variants_so_far = vec![String::new()];
    let mut rest = form;
    while let Some((before, alternatives, behind)) = choice(rest) {
        let chosen: Vec<String> = alternatives.into_iter().flat_map(variants).collect();
        let longer =
            |begun: &String| chosen.iter().map(move |word| format!("{begun}{before}{word}")).collect::<Vec<_>>();
        variants_so_far = variants_so_far.iter().flat_map(longer).collect();
        rest = behind;
    }
    variants_so_far.iter_mut().for_each(|variant| variant.push_str(rest));
    variants_so_far
}

/// The first choice of a form: what stands before it, what may be chosen, what stands behind it.
fn choice(form: &str) -> Option<(&str, Vec<&str>, &str)> {
    const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    let pair = |(at, c)| PAIRS.iter().find(|(sign, _)| *sign == c).map(|(_, close)| (at, *close));
    let (open, close) = form.char_indices().find_map(pair)?;
    let length = form[open..].find(close)?;
    let (before, inside, behind) = (&form[..open], &form[open + 1..open + length], &form[open + length + 1..]);
    let alternatives = match close {
        ')' => vec!["", inside],
        ']' => inside.char_indices().map(|(at, c)| &inside[at..at + c.len_utf8()]).collect(),
        _ => inside.split('|').collect(),
    };
    Some((before, alternatives, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_expands() {
        for (form, variants) in [
            ("sixty(-four) days", vec!["sixty days", "sixty-four days"]),
            ("[yt]qrr", vec!["yqrr", "tqrr"]),
            ("by {land|sea}", vec!["by land", "by sea"]),
            ("(very )good", vec!["good", "very good"]),
        ] {
            assert_eq!(expand(form), variants, "{form}");
        }
    }

    #[test]
    fn a_form_is_known_by_its_first_words() {
        let first = |form: &str| {
            let mut openings = openings(form, &Lookalikes::default());
            openings.sort();
            openings
        };
        assert_eq!(first("{takes|took} note (of|that) {it|them}"), ["takes note ", "took note "]);
        assert_eq!(first("(very )good {day|night}"), ["good ", "very good "]);
        assert_eq!(first("~ re[as]d* {on|off}"), ["~ read* ", "~ resd* "]);
    }
}
