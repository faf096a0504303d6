//! The shape of the files under `lexicon/`: what a table may hold, and nothing else (an unknown key is an error).
//!
//! The JSON Schemas in `lexicon/schema/` are made from these types.

mod activities;
mod citing;
mod columns;
pub mod dashboard;
mod general;
mod mapping;
mod names;
mod page;
mod site;

pub use activities::{
    ActivityWords, Column, CurrencySigns, DateForm, EachColumn, RegionRow, Slashed, StatusWords, Unit,
};
pub use citing::{Cited, CitedWords, Ordinal, OwnerKind, Shape, Time};
pub use columns::ColumnWords;
pub use dashboard::DashboardWords;
pub use general::{
    Act, Action, Body, Conference, GeneralTable, House, HousesTable, Id, Numbering, Series, Source, StyleRole,
};
pub use mapping::{
    ActivityStatusWords, AssumedWords, BreakdownWords, GapHeadings, GapWords, KindWords, LinkBasisWords, MappingWords,
    MethodWords, ReviewWords, RowWords, SeverityWords, SheetWords,
};
pub use names::NameWords;
pub use page::{BasisWords, ChangeWords, OnlyWords, OtherWords, PageWords};
pub use site::{FailureWords, SiteWords};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A form of words, where it was seen, and a line in which it stands.
///
/// Notation: `(x)` optional letters or words, `[ab]` one of these letters, `{a|b c}` one of these, `word*` any ending on the word,
/// `~` any modifiers may stand here.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The words.
    pub form: String,
    /// Letters of the sources it was seen in (`sources.toml`); empty: from knowledge.
    pub seen: Vec<String>,
    /// A line in which the form is used.
    pub example: String,
    /// The house whose texts use the form in this sense; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house: Option<String>,
}

/// Forms under an id.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The language-independent id.
    pub id: String,
    /// Its forms, the most usual first.
    pub forms: Vec<Form>,
}

/// Forms of a head that holds two verbs, the second of which is the act.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Combined {
    /// The first verb's act.
    pub under: String,
    /// The second verb's act.
    pub act: String,
    /// The house whose texts put both verbs into the act phrase; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house: Option<String>,
    /// Its forms.
    pub forms: Vec<Form>,
}

/// A body and what its texts call it in one language.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BodyNames {
    /// The body's id (`bodies.toml`).
    pub id: String,
    /// How an adopting-body sentence begins.
    pub forms: Vec<Form>,
    /// What the body is called within a sentence.
    #[serde(default)]
    pub cited: Vec<Form>,
    /// Abbreviations.
    #[serde(default)]
    pub abbreviations: Vec<String>,
}

/// A pattern with lines that it matches and lines that it must not.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// What a match is: the kind of instrument, reference or label.
    #[serde(default)]
    pub kind: String,
    /// A regular expression (Rust `regex` syntax) with the group names that the table's header explains.
    pub pattern: String,
    /// Lines that match.
    pub examples: Vec<String>,
    /// Lines that do not.
    #[serde(default)]
    pub counterexamples: Vec<String>,
    /// Letters of the sources it was seen in; empty: from knowledge.
    #[serde(default)]
    pub seen: Vec<String>,
    /// The house in whose texts alone it is looked for; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house: Option<String>,
    /// The canonical id of what a citation cites: `{n}` is what the group of that name matched, `{a|b}` the first of two that did,
    /// `{0}` the whole; absent: the words alone do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// Words that are taken for one another where activities are compared with clauses (`atelier`, `formation`, `stage`).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptWords {
    /// The concept's id (`concepts.toml`).
    pub id: String,
    /// Its words, and phrases of several words, in any form that has the same stem.
    pub words: Vec<String>,
    /// A line in which one of them stands.
    pub example: String,
}

/// A language: all files of its folder together.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LanguageTable {
    /// ISO 639-1 code.
    pub language: String,
    /// The language's own name.
    pub name: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The code by which the language detector knows it (ISO 639-3).
    pub detector: String,
    /// The stemmer of its words (`french`), by the name that Snowball gives it; absent: words are taken as they stand.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stemmer: String,
    /// Words that join two acts or two addressees.
    pub conjunctions: Vec<String>,
    /// Letters written onto the beginning of a word (Arabic conjunctions and prepositions).
    pub proclitics: Vec<String>,
    /// What a proclitic makes of the letters it meets: as written, and what it stands for (Arabic `لل` for `ال`).
    pub contractions: Vec<(String, String)>,
    /// Pairs of letters from another script that look like letters of this one (`"aа"`: Latin first, Cyrillic second).
    pub lookalikes: Vec<String>,
    /// Words passed over before an addressee.
    pub articles: Vec<String>,
    /// Words that begin a clause behind an act ("considering *that* …").
    pub that: Vec<String>,
    /// Words that may stand between an act and what follows.
    pub complements: Vec<String>,
    /// Phrases after which addressees are partners, not those charged.
    pub relations: Vec<Form>,
    /// Words that follow the partner of a relation (Chinese `与…协作`).
    pub relation_ends: Vec<String>,
    /// Phrases that end the addressees of a head and begin a limit on it.
    pub scopes: Vec<Form>,
    /// Acts.
    pub act: Vec<Entry>,
    /// Combined heads.
    pub combined: Vec<Combined>,
    /// Modifiers.
    pub modifier: Vec<Entry>,
    /// Modifiers that stand before an act only, because after it the same words open its complement.
    pub modifier_before: Vec<Entry>,
    /// Modifiers that never follow an operative act within a sentence, because there the same word opens its complement
    /// ("encourages further cooperation").
    pub never_after_operative: Vec<String>,
    /// Addressees.
    pub addressee: Vec<Entry>,
    /// Places.
    pub place: Vec<Entry>,
    /// Bodies.
    pub body: Vec<BodyNames>,
    /// Regions, as clauses name them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub region: Vec<Entry>,
    /// Names that hold a region's and are something else ("South Africa").
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_region: Vec<Form>,
    /// Bureaux, departments and offices.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unit: Vec<Entry>,
    /// The words of a table of activities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activities: Option<ActivityWords>,
    /// Labels of the front matter.
    pub front_matter: Vec<Entry>,
    /// Headings that carry no number, and words that structure a document: `reasons`, `annex`, `introduction`, `proposal`.
    pub structure: Vec<Entry>,
    /// Number lines. Groups: `number`, and `versions` for what stands in brackets; `sector` for a body's prefix and `session` for
    /// its session, where they stand before the number; `title`, where it follows on the line.
    pub number_line: Vec<Pattern>,
    /// A place and year in brackets. Groups: `place`, `year`, `rev` where it says that the text was revised.
    pub version: Vec<Pattern>,
    /// Front matter without a label. `kind` is the key; group `value`. An `adoption` may also stand below a number line.
    pub front_line: Vec<Pattern>,
    /// Citations in this language that a pattern finds whole.
    pub reference: Vec<Pattern>,
    /// Words for things cited by number.
    pub cited: Vec<CitedWords>,
    /// Words that make what follows the speaker's own ("its").
    pub own: Vec<Form>,
    /// Words that point at the text itself ("the present").
    pub present: Vec<Form>,
    /// Phrases for the body that speaks ("the present Assembly").
    pub own_body: Vec<Form>,
    /// Words between a number and whose it is ("of the").
    pub owner_links: Vec<Form>,
    /// Instruments whose provisions are cited, by the ids of `references.toml`.
    pub instrument: Vec<Entry>,
    /// Names that begin like an instrument or body of the lexicon, and are something else ("Convention on the Rights of the Child").
    pub foreign: Vec<Form>,
    /// Words that place a clause in the text itself ("above").
    pub position: Vec<Form>,
    /// Things with numbered paragraphs that are no texts of ours, where they stand before the number (`报告第24段`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_texts: Vec<Form>,
    /// Words between the first and the last of a range of numbers ("1 *to* 3").
    pub range_words: Vec<String>,
    /// Signs before a number (`No.`, `第`).
    pub number_signs: Vec<String>,
    /// Signs behind a number (`号`, `-й`).
    pub number_ends: Vec<String>,
    /// What may stand between a number and what follows it: dates.
    pub date: Vec<Pattern>,
    /// Numbers in words.
    pub ordinal: Vec<Ordinal>,
    /// Names of the months, January first; `|` between forms.
    pub months: Vec<String>,
    /// Deadlines and periods.
    pub time: Vec<Time>,
    /// The words of an HTML page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageWords>,
    /// The words of the pages that a server shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteWords>,
    /// The words of a dashboard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dashboard: Option<DashboardWords>,
    /// The words of the files of a mapping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<MappingWords>,
    /// Short names of those who are charged, of regions, bodies and texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<NameWords>,
    /// What deleted and inserted wording look like where they have run together. `kind` is the rule; groups `older` and `newer`, and
    /// around them `rev`, `newer_rev`, `older_tail`, `newer_tail`.
    pub run_on: Vec<Pattern>,
    /// Words written with a full stop, so that one behind them ends nothing ("etc.").
    pub stopped: Vec<String>,
    /// Words that open an aside behind a comma, where no list goes on.
    pub asides: Vec<String>,
    /// Words that may stand twice in a row ("nous nous").
    pub doubled: Vec<String>,
    /// Words for one thing.
    pub concept: Vec<ConceptWords>,
}

impl LanguageTable {
    /// Adds what another file of the language's folder holds.
    pub(super) fn merge(&mut self, other: LanguageTable) {
        for (own, word) in [
            (&mut self.language, other.language),
            (&mut self.name, other.name),
            (&mut self.direction, other.direction),
            (&mut self.detector, other.detector),
            (&mut self.stemmer, other.stemmer),
        ] {
            if !word.is_empty() {
                *own = word;
            }
        }
        self.conjunctions.extend(other.conjunctions);
        self.proclitics.extend(other.proclitics);
        self.contractions.extend(other.contractions);
        self.lookalikes.extend(other.lookalikes);
        self.articles.extend(other.articles);
        self.that.extend(other.that);
        self.complements.extend(other.complements);
        self.relations.extend(other.relations);
        self.relation_ends.extend(other.relation_ends);
        self.scopes.extend(other.scopes);
        self.act.extend(other.act);
        self.combined.extend(other.combined);
        self.modifier.extend(other.modifier);
        self.modifier_before.extend(other.modifier_before);
        self.never_after_operative.extend(other.never_after_operative);
        self.addressee.extend(other.addressee);
        self.place.extend(other.place);
        self.body.extend(other.body);
        self.region.extend(other.region);
        self.not_region.extend(other.not_region);
        self.unit.extend(other.unit);
        self.activities = other.activities.or(self.activities.take());
        self.front_matter.extend(other.front_matter);
        self.structure.extend(other.structure);
        self.number_line.extend(other.number_line);
        self.version.extend(other.version);
        self.front_line.extend(other.front_line);
        self.reference.extend(other.reference);
        self.cited.extend(other.cited);
        self.own.extend(other.own);
        self.present.extend(other.present);
        self.own_body.extend(other.own_body);
        self.owner_links.extend(other.owner_links);
        self.instrument.extend(other.instrument);
        self.foreign.extend(other.foreign);
        self.position.extend(other.position);
        self.other_texts.extend(other.other_texts);
        self.range_words.extend(other.range_words);
        self.number_signs.extend(other.number_signs);
        self.number_ends.extend(other.number_ends);
        self.date.extend(other.date);
        self.ordinal.extend(other.ordinal);
        self.months.extend(other.months);
        self.time.extend(other.time);
        self.page = other.page.or(self.page.take());
        self.site = other.site.or(self.site.take());
        self.dashboard = other.dashboard.or(self.dashboard.take());
        self.mapping = other.mapping.or(self.mapping.take());
        self.names = other.names.or(self.names.take());
        self.run_on.extend(other.run_on);
        self.stopped.extend(other.stopped);
        self.asides.extend(other.asides);
        self.doubled.extend(other.doubled);
        self.concept.extend(other.concept);
    }
}
