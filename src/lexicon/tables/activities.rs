//! Tables of activities, of regions and of units: what their headers are called, and the words of their cells.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A region of the world.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionRow {
    /// The id.
    pub id: String,
    /// What it is, in a few words.
    pub sense: String,
    /// Codes that stand for it in a cell, in any language.
    #[serde(default)]
    pub codes: Vec<String>,
}

/// A bureau, department or office that does what others are charged with.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// The id.
    pub id: String,
    /// What it is, in a few words.
    pub sense: String,
    /// Ids of the addressees for which it stands.
    pub addressees: Vec<String>,
}

/// The signs of a currency that are the same in all languages.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CurrencySigns {
    /// ISO 4217 code.
    pub code: String,
    /// The signs.
    pub signs: Vec<String>,
}

/// What a column of a table of activities holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Column {
    /// An id of its own for each activity.
    Id,
    /// Its title.
    Title,
    /// What is done.
    Description,
    /// When it begins.
    Start,
    /// When it ends.
    End,
    /// How far it is.
    Status,
    /// What it costs.
    Budget,
    /// In which currency.
    Currency,
    /// Where.
    Region,
    /// The office that does it.
    Office,
    /// The bureau or department.
    Unit,
    /// With whom.
    Partners,
    /// Which texts ask for it.
    Mandates,
}

impl Column {
    /// All, in the order of the template.
    pub const ALL: [Column; 13] = [
        Column::Id,
        Column::Title,
        Column::Description,
        Column::Start,
        Column::End,
        Column::Status,
        Column::Budget,
        Column::Currency,
        Column::Region,
        Column::Office,
        Column::Unit,
        Column::Partners,
        Column::Mandates,
    ];

    /// As in the lexicon and in the JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Column::Id => "id",
            Column::Title => "title",
            Column::Description => "description",
            Column::Start => "start",
            Column::End => "end",
            Column::Status => "status",
            Column::Budget => "budget",
            Column::Currency => "currency",
            Column::Region => "region",
            Column::Office => "office",
            Column::Unit => "unit",
            Column::Partners => "partners",
            Column::Mandates => "mandates",
        }
    }
}

/// Something for each column.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EachColumn<T> {
    /// The id.
    pub id: T,
    /// The title.
    pub title: T,
    /// What is done.
    pub description: T,
    /// When it begins.
    pub start: T,
    /// When it ends.
    pub end: T,
    /// How far it is.
    pub status: T,
    /// What it costs.
    pub budget: T,
    /// In which currency.
    pub currency: T,
    /// Where.
    pub region: T,
    /// The office that does it.
    pub office: T,
    /// The bureau or department.
    pub unit: T,
    /// With whom.
    pub partners: T,
    /// Which texts ask for it.
    pub mandates: T,
}

impl<T> EachColumn<T> {
    /// One for each column, made by the same rule.
    pub fn from_fn(make: impl Fn(Column) -> T) -> Self {
        EachColumn {
            id: make(Column::Id),
            title: make(Column::Title),
            description: make(Column::Description),
            start: make(Column::Start),
            end: make(Column::End),
            status: make(Column::Status),
            budget: make(Column::Budget),
            currency: make(Column::Currency),
            region: make(Column::Region),
            office: make(Column::Office),
            unit: make(Column::Unit),
            partners: make(Column::Partners),
            mandates: make(Column::Mandates),
        }
    }

    /// What there is for a column.
    pub fn of(&self, column: Column) -> &T {
        match column {
            Column::Id => &self.id,
            Column::Title => &self.title,
            Column::Description => &self.description,
            Column::Start => &self.start,
            Column::End => &self.end,
            Column::Status => &self.status,
            Column::Budget => &self.budget,
            Column::Currency => &self.currency,
            Column::Region => &self.region,
            Column::Office => &self.office,
            Column::Unit => &self.unit,
            Column::Partners => &self.partners,
            Column::Mandates => &self.mandates,
        }
    }
}

/// Words for how far an activity is.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusWords {
    /// Not begun.
    pub planned: Vec<String>,
    /// Begun and not ended.
    pub under_way: Vec<String>,
    /// Ended.
    pub done: Vec<String>,
}

/// How `03/04/2024` is read in tables of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Slashed {
    /// The day stands first.
    DayFirst,
    /// Writers differ: the day or the month may stand first.
    Unclear,
}

/// A way in which a language writes a day, a month, a quarter or a year.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateForm {
    /// A regular expression for the whole cell, case aside; groups `year`, and `month` (in figures, in words or in the beginning of a word), `day`,
    /// `quarter`.
    pub pattern: String,
    /// Cells that match, with what each says: `2024-03-01`, `2024-03`, `2024-Q1`, `2024`.
    pub examples: Vec<(String, String)>,
    /// Cells that do not.
    #[serde(default)]
    pub counterexamples: Vec<String>,
}

/// The words of a table of activities in one language. Headers and words are in the notation of forms; accents, case, spaces and
/// punctuation do not matter.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityWords {
    /// What stands between the cells of a template in CSV: what spreadsheets in this language expect.
    pub delimiter: char,
    /// How `03/04/2024` is read.
    pub slashed: Slashed,
    /// Headers of each column; the first is that of the template.
    pub columns: EachColumn<Vec<String>>,
    /// Headers that mean the office where another column holds the unit, though alone they mean the unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub office_beside_unit: Vec<String>,
    /// Words of the column of statuses; the first of each is that of the template.
    pub status: StatusWords,
    /// Names of currencies, by ISO 4217 code.
    pub currencies: BTreeMap<String, Vec<String>>,
    /// Names of regions that are such in a cell of the column of regions, by id.
    pub regions: BTreeMap<String, Vec<String>>,
    /// How dates are written.
    #[serde(default)]
    pub date: Vec<DateForm>,
    /// The example row of the template.
    pub example: EachColumn<String>,
    /// Headers and cells as printed, with what each is: a column, a status, a currency, a region.
    pub read_as: BTreeMap<String, String>,
}
