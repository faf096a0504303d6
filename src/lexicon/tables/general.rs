//! The tables beside the languages: acts, addressees, bodies, houses, proposals, numbering, citations.

use super::{Cited, CurrencySigns, Pattern, RegionRow, Shape, Unit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An act's part and sense.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// The id.
    pub id: String,
    /// `preamble` or `operative`.
    pub part: String,
    /// What it does, in a few words.
    pub sense: String,
    /// Whether it is directed at somebody, named directly behind it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub addressed: bool,
}

/// An id with a gloss.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Id {
    /// The id.
    pub id: String,
    /// What it is, in a few words.
    pub sense: String,
}

/// A body that adopts texts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The id within its organisation.
    pub id: String,
    /// The organisation.
    pub organisation: String,
    /// The house whose drafting it follows.
    pub house: String,
    /// Its conferences: place id and year.
    #[serde(default)]
    pub conferences: Vec<Conference>,
    /// The abbreviation in revision marks such as `REV.WRC-19`.
    #[serde(default)]
    pub marks: Vec<String>,
    /// What stands before the number of its texts (`ITU-R` in `RESOLUTION ITU-R 4-7`).
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// The Sector whose body it is (`itu-t`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
}

/// A conference.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conference {
    /// Place id.
    pub place: String,
    /// Year printed in brackets.
    pub year: u16,
    /// Its last day, on which its texts are adopted: `2022-06-16`; absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<String>,
    /// The year in its name, where that is another one (`WTSA-20` met in 2022).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
}

/// A drafting house.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct House {
    /// The id.
    pub id: String,
    /// Whether the act stands on a `head` above the clauses or opens each `clause`.
    pub act_on: String,
    /// The house whose forms and citations it shares where it has none of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
    /// Which paragraphs are numbered, where the act opens each clause.
    #[serde(default)]
    pub numbering: Numbering,
    /// Number lines without words of a language. Groups: `number`, `title`, `history` for a bracket behind the title; `kind` may
    /// be `body kind`, where the number itself tells the body.
    #[serde(default)]
    pub number_line: Vec<Pattern>,
    /// Shapes of numbers that are citations in such texts even far from the word that governs them (`70/125`).
    #[serde(default)]
    pub bare: Vec<String>,
    /// Document symbols of adopted texts. Groups: `number`; `kind` is `body kind` (`ga resolution`).
    #[serde(default)]
    pub symbol: Vec<Pattern>,
}

/// Which paragraphs of a text are numbered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Numbering {
    /// Those of the operative part, which the first number begins.
    #[default]
    Operative,
    /// All, in one row through both parts: the act of each says to which it belongs.
    Throughout,
}

/// Paragraph styles with one role.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StyleRole {
    /// The role.
    pub role: String,
    /// Style ids or names; case, spaces and final digits after a letter do not matter.
    pub styles: Vec<String>,
    /// Letters of the sources; empty: from knowledge.
    pub seen: Vec<String>,
}

/// A proposal action.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// The symbol as printed.
    pub symbol: String,
    /// What it proposes: `add`, `modify`, `suppress`, `keep`, `other`.
    pub effect: String,
    /// In a few words.
    pub sense: String,
}

/// A series of letters or signs that number things.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// The id.
    pub id: String,
    /// The signs in order, separated by spaces.
    pub signs: String,
    /// Number formats of Word files that write it (ECMA-376 §17.18.59).
    #[serde(default)]
    pub formats: Vec<String>,
}

/// A source of forms.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its letter.
    pub tag: String,
    /// What it is.
    pub name: String,
}

/// The files beside the languages, all together.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GeneralTable {
    /// Where forms were seen.
    pub source: Vec<Source>,
    /// Acts.
    pub act: Vec<Act>,
    /// Modifiers.
    pub modifier: Vec<Id>,
    /// Addressees.
    pub addressee: Vec<Id>,
    /// Bodies.
    pub body: Vec<Body>,
    /// Places.
    pub place: Vec<Id>,
    /// Regions of the world.
    pub region: Vec<RegionRow>,
    /// Bureaux, departments and offices, with the addressees for which each stands.
    pub unit: Vec<Unit>,
    /// Signs of currencies.
    pub currency: Vec<CurrencySigns>,
    /// Signs between the members of a list in a cell; the first group of which a sign stands in the cell divides it.
    pub list_signs: Vec<String>,
    /// Proposal actions.
    pub action: Vec<Action>,
    /// Proposal markers. Groups: `action`, `source`, `document`, `addenda`, `number`, `provision`.
    pub marker: Vec<Pattern>,
    /// Style roles.
    pub style: Vec<StyleRole>,
    /// Series of numbering signs.
    pub series: Vec<Series>,
    /// What is put behind a label so that an item can be inserted without renumbering (`2bis`).
    pub inserted: Vec<String>,
    /// Labels. Group `sign`; `kind` is how the sign is wrapped.
    pub label: Vec<Pattern>,
    /// Citations that look alike in every language.
    pub reference: Vec<Pattern>,
    /// Things cited by number.
    pub cited: Vec<Cited>,
    /// Shapes of numbers.
    pub shape: Vec<Shape>,
    /// Instruments whose provisions are cited.
    pub instrument: Vec<Id>,
    /// Concepts for which languages have several words.
    pub concept: Vec<Id>,
    /// Letters of other scripts that stand for Latin ones in ids (`"CС"`: Latin first).
    pub id_letters: Vec<String>,
    /// Versions that look alike in every language. Groups: `conference`, `year`, `rev`.
    pub version: Vec<Pattern>,
    /// Run-on changes that look alike in every language. Groups as in the languages' own.
    pub run_on: Vec<Pattern>,
    /// Words that are written with a capital inside, and are no run-on (`eEurope`).
    pub mixed_case: Vec<Pattern>,
}

/// The file of houses.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HousesTable {
    /// Houses.
    pub house: Vec<House>,
}

impl GeneralTable {
    /// Adds what another file beside the languages holds.
    pub(in crate::lexicon) fn merge(&mut self, other: GeneralTable) {
        self.source.extend(other.source);
        self.act.extend(other.act);
        self.modifier.extend(other.modifier);
        self.addressee.extend(other.addressee);
        self.body.extend(other.body);
        self.place.extend(other.place);
        self.region.extend(other.region);
        self.unit.extend(other.unit);
        self.currency.extend(other.currency);
        self.list_signs.extend(other.list_signs);
        self.action.extend(other.action);
        self.marker.extend(other.marker);
        self.style.extend(other.style);
        self.series.extend(other.series);
        self.inserted.extend(other.inserted);
        self.label.extend(other.label);
        self.reference.extend(other.reference);
        self.cited.extend(other.cited);
        self.shape.extend(other.shape);
        self.instrument.extend(other.instrument);
        self.concept.extend(other.concept);
        self.id_letters.extend(other.id_letters);
        self.version.extend(other.version);
        self.run_on.extend(other.run_on);
        self.mixed_case.extend(other.mixed_case);
    }
}
