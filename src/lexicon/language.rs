//! One language of the lexicon, ready to find its phrases in a text.

use super::activities::ActivityIndex;
use super::beginnings::Beginnings;
use super::citing::Citing;
use super::expression::Expression;
use super::fold::{Lookalikes, Token, first_token, tokens};
use super::phrase::{Found, Phrases};
use super::screen::{Patterned, Screened};
use super::tables::{Entry, GeneralTable, LanguageTable, Pattern};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Matcher {
    /// What a match is.
    pub kind: String,
    /// The house in whose texts alone it is looked for.
    pub house: Option<String>,
    /// The canonical id of a match, with the names of groups in braces.
    pub id: Option<String>,
    /// The expression.
    pub regex: Expression,
}

impl Patterned for Matcher {
    fn expression(&self) -> &Expression {
        &self.regex
    }
}

impl Matcher {
    /// The patterns of a table.
    pub fn all(patterns: &[Pattern]) -> Vec<Matcher> {
        let matcher = |p: &Pattern| Matcher {
            kind: p.kind.clone(),
            house: p.house.clone(),
            id: p.id.clone(),
            regex: Expression::new(p.pattern.as_str()),
        };
        patterns.iter().map(matcher).collect()
    }
}

/// What an act form stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActForm {
    /// The act.
    pub act: String,
    /// The act of the first verb of a combined head.
    pub under: Option<String>,
    /// The part of a text that the act belongs to.
    pub part: Part,
}

/// The two parts of a resolution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Why.
    Preamble,
    /// What is decided.
    Operative,
}

/// An act phrase at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The act: of several joined by a conjunction, the first.
    pub act: String,
    /// The first verb's act in a combined head.
    pub under: Option<String>,
    /// The part that the act belongs to.
    pub part: Part,
    /// Modifiers, in the order printed.
    pub modifiers: Vec<String>,
    /// How many of them follow the act, and the token at which each begins.
    pub trailing: Vec<usize>,
    /// One past the phrase's last token.
    pub end: usize,
}

/// One language.
#[derive(Debug, Clone)]
pub struct Language {
    /// ISO 639-1 code.
    pub code: String,
    /// The table it was made from.
    pub table: LanguageTable,
    /// Letters of other scripts that stand for its own.
    pub lookalikes: Lookalikes,
    acts: Phrases<ActForm>,
    modifiers: Phrases<String>,
    /// Modifiers that may stand before an act: all of them.
    modifiers_before: Phrases<String>,
    /// Those that stand before an act only, and may be built into its forms.
    modifiers_built_in: Phrases<String>,
    conjunctions: Phrases<()>,
    articles: Phrases<()>,
    complements: Phrases<()>,
    that: Phrases<()>,
    relations: Phrases<()>,
    scopes: Phrases<()>,
    relation_ends: Phrases<()>,
    addressees: Phrases<String>,
    places: Phrases<String>,
    bodies: Phrases<String>,
    front_matter: Phrases<String>,
    structure: Phrases<String>,
    /// Number lines.
    pub number_lines: Screened<Matcher>,
    /// Places and years in brackets.
    pub versions: Screened<Matcher>,
    /// Front matter without labels.
    pub front_lines: Screened<Matcher>,
    /// Citations that a pattern finds whole.
    pub references: Screened<Matcher>,
    /// Changes that have run together.
    pub run_ons: Screened<Matcher>,
    asides: Phrases<()>,
    /// Regions, and names that only look like one: those stand for nothing.
    pub(super) regions: Phrases<Option<String>>,
    pub(super) units: Phrases<String>,
    /// The words of tables of activities.
    pub(super) activities: ActivityIndex,
    /// The words of citations.
    pub citing: Citing,
    /// Which of the sets of phrases above a word may begin.
    beginnings: Beginnings,
}

impl Language {
    /// Makes the phrases and patterns of a table ready. `heirs` pairs each house that another is like with that other, which shares
    /// its forms.
    pub fn new(table: LanguageTable, general: &GeneralTable, heirs: &[(String, String)]) -> Self {
        let lookalikes = Lookalikes::new(&table.lookalikes);
        let proclitics = &table.proclitics;
        let entries = |entries: &[Entry]| {
            let mut phrases = Phrases::new(proclitics, &table.contractions, lookalikes.clone());
            for entry in entries {
                for form in &entry.forms {
                    phrases.add(&form.form, &entry.id, form.house.as_deref());
                }
            }
            phrases.inherit(heirs);
            phrases
        };
        let words = |words: &mut dyn Iterator<Item = &String>| {
            let mut phrases = Phrases::new(&[], &[], lookalikes.clone());
            words.for_each(|word| phrases.add(word, &(), None));
            phrases
        };
        let part_of = |id: &str| match general.act.iter().find(|act| act.id == id) {
            Some(act) if act.part == "preamble" => Part::Preamble,
            _ => Part::Operative,
        };
        let mut acts = Phrases::new(proclitics, &table.contractions, lookalikes.clone());
        for entry in &table.act {
            for form in &entry.forms {
                acts.add(
                    &form.form,
                    &ActForm { act: entry.id.clone(), under: None, part: part_of(&entry.id) },
                    form.house.as_deref(),
                );
            }
        }
        for combined in &table.combined {
            let value = ActForm {
                act: combined.act.clone(),
                under: Some(combined.under.clone()),
                part: part_of(&combined.act),
            };
            for form in &combined.forms {
                acts.add(&form.form, &value, form.house.as_deref().or(combined.house.as_deref()));
            }
        }
        acts.inherit(heirs);
        let mut regions = Phrases::new(proclitics, &table.contractions, lookalikes.clone());
        for (id, form) in table.region.iter().flat_map(|entry| entry.forms.iter().map(|form| (&entry.id, form))) {
            regions.add(&form.form, &Some(id.clone()), None);
        }
        table.not_region.iter().for_each(|form| regions.add(&form.form, &None, None));
        // Arabic writes a preposition onto "all" as onto any other word: `بجميع الدول الأعضاء`.
        let mut articles = Phrases::new(proclitics, &table.contractions, lookalikes.clone());
        table.articles.iter().for_each(|word| articles.add(word, &(), None));
        let mut bodies = Phrases::new(&[], &[], lookalikes.clone());
        for body in &table.body {
            for form in &body.forms {
                bodies.add(&form.form, &body.id, form.house.as_deref());
            }
        }
        let mut references = Matcher::all(&table.reference);
        super::files::inherit(&mut references, heirs);
        let mut language = Language {
            code: table.language.clone(),
            acts,
            modifiers: entries(&table.modifier),
            modifiers_built_in: entries(&table.modifier_before),
            modifiers_before: entries(&[table.modifier.clone(), table.modifier_before.clone()].concat()),
            conjunctions: words(&mut table.conjunctions.iter()),
            articles,
            that: words(&mut table.that.iter()),
            complements: words(&mut table.complements.iter()),
            relations: words(&mut table.relations.iter().map(|f| &f.form)),
            relation_ends: words(&mut table.relation_ends.iter()),
            scopes: words(&mut table.scopes.iter().map(|f| &f.form)),
            addressees: entries(&table.addressee),
            places: entries(&table.place),
            bodies,
            front_matter: entries(&table.front_matter),
            structure: entries(&table.structure),
            number_lines: Matcher::all(&table.number_line).into(),
            versions: Matcher::all(&table.version).into(),
            front_lines: Matcher::all(&table.front_line).into(),
            references: references.into(),
            run_ons: Matcher::all(&table.run_on).into(),
            asides: words(&mut table.asides.iter()),
            regions,
            units: entries(&table.unit),
            activities: ActivityIndex::new(&table, general),
            citing: Citing::new(&table, general, &lookalikes, heirs),
            beginnings: Beginnings::new(&table.proclitics, &table.contractions),
            lookalikes,
            table,
        };
        language.announce();
        language
    }

    /// Lets each token say which sets of phrases it may begin.
    fn announce(&mut self) {
        let beginnings = &mut self.beginnings;
        self.acts.announce(beginnings);
        for set in
            [&mut self.conjunctions, &mut self.articles, &mut self.complements, &mut self.that, &mut self.relations]
        {
            set.announce(beginnings);
        }
        for set in [&mut self.scopes, &mut self.relation_ends, &mut self.asides] {
            set.announce(beginnings);
        }
        for set in [&mut self.modifiers, &mut self.modifiers_before, &mut self.modifiers_built_in, &mut self.addressees]
        {
            set.announce(beginnings);
        }
        for set in [&mut self.places, &mut self.bodies, &mut self.front_matter, &mut self.structure] {
            set.announce(beginnings);
        }
        self.citing.announce(beginnings);
    }

    /// Every pattern of the language.
    pub(super) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let lists = [&self.number_lines, &self.versions, &self.front_lines, &self.references, &self.run_ons];
        let matchers = lists.into_iter().flat_map(|list| list.iter()).map(|matcher| &matcher.regex);
        matchers.chain(self.citing.expressions()).chain(&self.activities.dates)
    }

    /// The words of a text.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = tokens(text, &self.lookalikes);
        tokens.iter_mut().for_each(|token| self.beginnings.tell(token));
        tokens
    }

    /// The words at the beginning of a text if the first may begin a phrase of a set, by its bit; else none.
    fn tokens_if(&self, text: &str, bits: u32) -> Vec<Token> {
        if self.begins_with(text, bits) { self.first_tokens(text) } else { Vec::new() }
    }

    fn begins_with(&self, text: &str, bits: u32) -> bool {
        first_token(text, &self.lookalikes).is_some_and(|mut first| {
            self.beginnings.tell(&mut first);
            first.begins & bits != 0
        })
    }

    /// Whether an act may begin a text, by its first word.
    pub fn may_lead(&self, text: &str) -> bool {
        self.begins_with(text, self.conjunctions.bit() | self.modifiers_before.bit() | self.acts.bit())
    }

    /// The words at the beginning of a text if an act may begin there; else none.
    pub fn tokens_of_lead(&self, text: &str) -> Vec<Token> {
        if self.may_lead(text) { self.first_tokens(text) } else { Vec::new() }
    }

    /// The words at the beginning of a text if a word of structure may begin there; else none.
    pub fn tokens_of_structure(&self, text: &str) -> Vec<Token> {
        self.tokens_if(text, self.structure.bit())
    }

    /// The words at the beginning of a text if the name of a body may begin there; else none.
    pub fn tokens_of_body(&self, text: &str) -> Vec<Token> {
        self.tokens_if(text, self.bodies.bit())
    }

    /// The words at the beginning of a text: enough for what a line opens with. A paragraph may be long, and most questions are
    /// about its first words.
    pub fn first_tokens(&self, text: &str) -> Vec<Token> {
        const ENOUGH: usize = 300;
        let Some(mut end) = (text.len() > ENOUGH).then_some(ENOUGH) else { return self.tokens(text) };
        while !text.is_char_boundary(end) {
            end += 1;
        }
        // Never half a word, where words are separated at all.
        let end = text[..end].rfind(char::is_whitespace).filter(|at| *at > ENOUGH / 2).unwrap_or(end);
        self.tokens(&text[..end])
    }

    /// Whether the text runs from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.table.direction == "rtl"
    }

    /// The act phrase at the beginning: `[conjunction] unit (conjunction unit)*`, a unit being an act with modifiers around it.
    ///
    /// Where one phrase is an act of both parts (Chinese), `part` decides; without it the preamble's comes first.
    pub fn lead(&self, text: &[Token], house: Option<&str>, part: Option<Part>) -> Option<Lead> {
        let mut lead: Option<Lead> = None;
        let mut at = 0;
        loop {
            let conjunction = self.conjunctions.at(text, at, None, None);
            if lead.is_some() && conjunction.is_none() && !self.begins_with_conjunction(text.get(at)) {
                return lead;
            }
            let start = conjunction.map_or(at, |c| c.end);
            let mut modifiers = Vec::new();
            let mut next = start;
            while let Some(found) = self.modifiers_before.at(text, next, None, None) {
                next = found.end;
                modifiers.push(found.value);
            }
            let after_modifiers = self.act(text, next, house, part);
            // An act's own longer form beats reading its first words as modifiers.
            let direct = if next > start || start > at {
                self.act(text, at, house, part).or_else(|| self.act(text, start, house, part))
            } else {
                None
            };
            let found = match (after_modifiers, direct) {
                (after, Some(direct)) if after.as_ref().is_none_or(|a| direct.end >= a.end) => {
                    modifiers.clear();
                    direct
                }
                (Some(after), _) => after,
                _ => return lead,
            };
            modifiers.extend(found.modifiers);
            at = found.end;
            let inside = self.inside(text, start, at);
            modifiers.extend(inside.into_iter().filter(|id| !modifiers.contains(id)).collect::<Vec<_>>());
            let mut trailing = Vec::new();
            while let Some(found) = self.modifiers.at(text, at, None, None) {
                trailing.push(at);
                at = found.end;
                modifiers.push(found.value);
            }
            match &mut lead {
                Some(lead) => {
                    lead.end = at;
                    lead.trailing = trailing;
                    lead.modifiers.extend(modifiers);
                }
                None => {
                    let ActForm { act, under, part } = found.value;
                    lead = Some(Lead { act, under, part, modifiers, trailing, end: at });
                }
            }
        }
    }

    fn act(&self, text: &[Token], at: usize, house: Option<&str>, part: Option<Part>) -> Option<Found<ActForm>> {
        self.acts.best_at(text, at, Some(&self.modifiers), house, |form| Some(form.part) == part)
    }

    /// Modifiers that a language builds into the forms of its acts, found again within a phrase.
    fn inside(&self, text: &[Token], start: usize, end: usize) -> Vec<String> {
        let found = (start..end).filter_map(|at| self.modifiers_built_in.at(text, at, None, None));
        found.filter(|f| f.end <= end).map(|f| f.value).collect()
    }

    /// The modifiers that may be read at a token.
    pub fn modifier_ids(&self, text: &[Token], at: usize) -> Vec<String> {
        let sets = [&self.modifiers, &self.modifiers_before];
        sets.into_iter().filter_map(|set| set.at(text, at, None, None)).map(|found| found.value).collect()
    }

    /// Whether a conjunction is written onto the word (Arabic).
    fn begins_with_conjunction(&self, token: Option<&Token>) -> bool {
        let Some(token) = token else { return false };
        self.table.proclitics.iter().any(|p| self.table.conjunctions.contains(p) && token.word.starts_with(p.as_str()))
    }

    /// The words that end a relation after its partner, where the language puts them there: one past their end.
    pub fn relation_end(&self, text: &[Token], at: usize) -> Option<usize> {
        self.relation_ends.at(text, at, None, None).map(|f| f.end)
    }

    /// The addressee at a token.
    pub fn addressee(&self, text: &[Token], at: usize, house: Option<&str>) -> Option<Found<String>> {
        self.addressees.at(text, at, None, house)
    }

    /// The word passed over before an addressee: one past its end.
    pub fn article(&self, text: &[Token], at: usize) -> Option<usize> {
        self.articles.at(text, at, None, None).map(|f| f.end)
    }

    /// The word between an act and what follows: one past its end.
    pub fn complement(&self, text: &[Token], at: usize) -> Option<usize> {
        self.complements.at(text, at, None, None).map(|f| f.end)
    }

    /// Whether a clause begins at a token ("that …").
    pub fn begins_clause(&self, text: &[Token], at: usize) -> bool {
        self.that.at(text, at, None, None).is_some()
    }

    /// A conjunction: one past its end.
    pub fn conjunction(&self, text: &[Token], at: usize) -> Option<usize> {
        self.conjunctions.at(text, at, None, None).map(|f| f.end)
    }

    /// A phrase after which addressees are partners: one past its end.
    pub fn relation(&self, text: &[Token], at: usize) -> Option<usize> {
        self.relations.at(text, at, None, None).map(|f| f.end)
    }

    /// Whether an aside is opened at a token ("in particular").
    pub fn opens_aside(&self, text: &[Token], at: usize) -> bool {
        self.asides.at(text, at, None, None).is_some()
    }

    /// Whether a word is written with a full stop behind it, so that the stop ends nothing.
    pub fn is_stopped(&self, word: &str) -> bool {
        self.table.stopped.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// A phrase that begins a limit on a head: one past its end.
    pub fn scope(&self, text: &[Token], at: usize) -> Option<usize> {
        self.scopes.at(text, at, None, None).map(|f| f.end)
    }

    /// The body that a text begins by naming.
    pub fn body(&self, text: &[Token]) -> Option<Found<String>> {
        self.bodies.at(text, 0, None, None)
    }

    /// The place that a text names, whole.
    pub fn place(&self, text: &str) -> Option<String> {
        if !self.begins_with(text, self.places.bit()) {
            return None;
        }
        let words = self.tokens(text);
        self.places.at(&words, 0, None, None).filter(|f| f.end == words.len()).map(|f| f.value)
    }

    /// The front-matter label that a text begins with.
    pub fn front_label(&self, text: &[Token]) -> Option<Found<String>> {
        self.front_matter.at(text, 0, None, None)
    }

    /// The structure word that a text begins with.
    pub fn structure(&self, text: &[Token]) -> Option<Found<String>> {
        self.structure.at(text, 0, None, None)
    }
}
