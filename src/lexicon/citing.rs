//! The words of citations in one language, ready to be found: kinds of things, whose they are, dates, numbers in words, times.

use super::beginnings::Beginnings;
use super::expression::Expression;
use super::fold::{Lookalikes, Token};
use super::phrase::{Found, Phrases};
use super::screen::{Patterned, Screened};
use super::tables::{Form, GeneralTable, LanguageTable};
use super::unfolded::expand;

/// A word for a kind of thing cited by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedWord {
    /// Its id in `references.toml`.
    pub word: String,
    /// Whether it stands behind its number.
    pub behind: bool,
    /// Whether it says that the thing is the speaker's own.
    pub own: bool,
}

/// Whose a cited thing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// A body that adopts texts.
    Body(String),
    /// A Sector of ITU.
    Sector(String),
    /// An instrument with provisions.
    Instrument(String),
    /// The body that speaks.
    Speaker,
    /// Something whose name only begins like one of these.
    Foreign,
}

/// A time expression, compiled.
#[derive(Debug, Clone)]
pub struct TimePattern {
    /// `deadline` or `period`.
    pub kind: String,
    /// What its value is made of.
    pub value: String,
    /// The expression, its marks replaced by the language's words.
    pub regex: Expression,
}

impl Patterned for TimePattern {
    fn expression(&self) -> &Expression {
        &self.regex
    }
}

/// The words of citations in one language.
#[derive(Debug, Clone)]
pub struct Citing {
    words: Phrases<CitedWord>,
    owners: Phrases<Owner>,
    own: Phrases<()>,
    present: Phrases<()>,
    links: Phrases<()>,
    position: Phrases<()>,
    others: Phrases<()>,
    ordinals: Phrases<u32>,
    /// Signs before a number.
    pub signs: Vec<String>,
    /// Signs behind one.
    pub ends: Vec<String>,
    /// Dates that may stand behind a number, anchored at their beginning.
    pub dates: Vec<Expression>,
    /// Names of the months with their number.
    pub months: Vec<(String, u32)>,
    /// Deadlines and periods.
    pub times: Screened<TimePattern>,
}

impl Citing {
    /// Makes the words of a table ready.
    pub fn new(
        table: &LanguageTable,
        general: &GeneralTable,
        lookalikes: &Lookalikes,
        heirs: &[(String, String)],
    ) -> Self {
        let list = |forms: &[Form]| {
            let mut phrases = empty(table, lookalikes);
            forms.iter().for_each(|form| phrases.add(&form.form, &(), form.house.as_deref()));
            phrases
        };
        let mut words = empty(table, lookalikes);
        for entry in &table.cited {
            let value = CitedWord { word: entry.word.clone(), behind: entry.behind, own: entry.own };
            entry.forms.iter().for_each(|form| words.add(&form.form, &value, form.house.as_deref()));
        }
        let mut owners = empty(table, lookalikes);
        for body in &table.body {
            let owner = Owner::Body(body.id.clone());
            // The name with which a text opens may say less within a sentence (Chinese 大会): `cited` stands for it.
            let names = if body.cited.is_empty() { &body.forms } else { &body.cited };
            names.iter().for_each(|f| owners.add(&f.form, &owner, f.house.as_deref()));
            // A single letter is no name within a sentence.
            let names = body.abbreviations.iter().filter(|name| name.chars().count() > 1);
            names.for_each(|name| owners.add(name, &owner, None));
        }
        for body in &general.body {
            let owner = body.sector.clone().map_or(Owner::Body(body.id.clone()), Owner::Sector);
            let names = body.prefixes.iter().filter(|name| name.chars().count() > 1);
            names.for_each(|prefix| owners.add(prefix, &owner, None));
        }
        // A Sector is addressed and owns things under one id.
        let is_sector = |id: &String| general.body.iter().any(|body| body.sector.as_ref() == Some(id));
        for entry in table.addressee.iter().filter(|entry| is_sector(&entry.id)) {
            let owner = Owner::Sector(entry.id.clone());
            entry.forms.iter().for_each(|f| owners.add(&f.form, &owner, f.house.as_deref()));
        }
        for entry in &table.instrument {
            let owner = Owner::Instrument(entry.id.clone());
            entry.forms.iter().for_each(|f| owners.add(&f.form, &owner, f.house.as_deref()));
        }
        table.foreign.iter().for_each(|f| owners.add(&f.form, &Owner::Foreign, f.house.as_deref()));
        table.own_body.iter().for_each(|f| owners.add(&f.form, &Owner::Speaker, f.house.as_deref()));
        words.inherit(heirs);
        owners.inherit(heirs);
        let mut ordinals = empty(table, lookalikes);
        for ordinal in &table.ordinal {
            ordinal.forms.iter().for_each(|form| ordinals.add(form, &ordinal.n, None));
        }
        let marks = Marks::of(table);
        let months: Vec<(String, u32)> = (1..)
            .zip(&table.months)
            .flat_map(|(n, names)| names.split('|').map(move |name| (name.to_lowercase(), n)))
            .collect();
        let times = table.time.iter().map(|time| TimePattern {
            kind: time.kind.clone(),
            value: time.value.clone(),
            regex: Expression::filled(&time.pattern, marks.fill(&time.pattern)),
        });
        Citing {
            words,
            owners,
            own: list(&table.own),
            present: list(&table.present),
            links: list(&table.owner_links),
            position: list(&table.position),
            others: list(&table.other_texts),
            ordinals,
            signs: table.number_signs.clone(),
            ends: table.number_ends.clone(),
            dates: table
                .date
                .iter()
                .map(|date| Expression::new(format!("^(?:{})", marks.fill(&date.pattern))))
                .collect(),
            months,
            times: times.collect::<Vec<_>>().into(),
        }
    }

    /// Lets each token say which of these sets it may begin.
    pub(super) fn announce(&mut self, beginnings: &mut Beginnings) {
        self.words.announce(beginnings);
        self.owners.announce(beginnings);
        for set in [&mut self.own, &mut self.present, &mut self.links, &mut self.position, &mut self.others] {
            set.announce(beginnings);
        }
        self.ordinals.announce(beginnings);
    }

    /// Every pattern.
    pub(super) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.dates.iter().chain(self.times.iter().map(|time| &time.regex))
    }

    /// A word for something cited by number.
    pub fn word(&self, text: &[Token], at: usize, house: Option<&str>) -> Option<Found<CitedWord>> {
        self.words.at(text, at, None, house)
    }

    /// Whose something is.
    pub fn owner(&self, text: &[Token], at: usize, house: Option<&str>) -> Option<Found<Owner>> {
        self.owners.at(text, at, None, house)
    }

    /// "its": one past its end.
    pub fn own(&self, text: &[Token], at: usize) -> Option<usize> {
        self.own.at(text, at, None, None).map(|f| f.end)
    }

    /// "the present": one past its end, and bytes of its first token that are not its own.
    pub fn present(&self, text: &[Token], at: usize) -> Option<(usize, usize)> {
        self.present.at(text, at, None, None).map(|f| (f.end, f.skipped))
    }

    /// "of the": one past its end.
    pub fn link(&self, text: &[Token], at: usize) -> Option<usize> {
        self.links.at(text, at, None, None).map(|f| f.end)
    }

    /// "above": one past its end.
    pub fn position(&self, text: &[Token], at: usize) -> Option<usize> {
        self.position.at(text, at, None, None).map(|f| f.end)
    }

    /// A thing with paragraphs that is no text of ours: one past its end.
    pub fn other(&self, text: &[Token], at: usize) -> Option<usize> {
        self.others.at(text, at, None, None).map(|f| f.end)
    }

    /// A number in words, and one past its end.
    pub fn ordinal(&self, text: &[Token], at: usize) -> Option<Found<u32>> {
        self.ordinals.at(text, at, None, None)
    }
}

fn empty<V: Clone>(table: &LanguageTable, lookalikes: &Lookalikes) -> Phrases<V> {
    Phrases::new(&table.proclitics, &table.contractions, lookalikes.clone())
}

/// What the language puts in place of `⟨month⟩` and `⟨ordinal⟩` in a pattern.
pub(super) struct Marks {
    months: String,
    ordinals: String,
}

impl Marks {
    pub(super) fn of(table: &LanguageTable) -> Self {
        let any = |mut words: Vec<String>| {
            // The longest first: alternatives are tried in order.
            words.sort_by_cached_key(|word| std::cmp::Reverse(word.chars().count()));
            words.into_iter().map(|word| regex::escape(&word)).collect::<Vec<_>>().join("|")
        };
        let months = any(table.months.iter().flat_map(|names| names.split('|').map(str::to_owned)).collect());
        let forms = table.ordinal.iter().flat_map(|ordinal| ordinal.forms.iter().flat_map(|form| expand(form)));
        let forms = any(forms.map(|form| form.trim_end_matches('*').to_owned()).collect());
        Marks { months: format!("(?:{months})"), ordinals: format!("(?:{forms})\\p{{L}}*") }
    }

    pub(super) fn fill(&self, pattern: &str) -> String {
        pattern.replace("⟨month⟩", &self.months).replace("⟨ordinal⟩", &self.ordinals)
    }
}
