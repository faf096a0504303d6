//! What the mapping has to say about its own input and result: each doubt with a name, a place in the table and a remedy.
//!
//! ```text
//! warning[bad-date]: “31/02/2024” is no date that can be read; the cell is left out
//!   --> activities.csv, row 14, column start: «31/02/2024»
//!   help: write it as 2024-03-01, or 2024-03, 2024-Q1 or 2024 where the day is not known
//! ```

use crate::note::{Severity, vocabulary};
use schemars::JsonSchema;
use serde::Serialize;

vocabulary! {
    /// The name of a remark. The table below is the whole vocabulary.
    RemarkName;
    /// A header that no entry of the lexicon knows; its cells are kept and not used.
    UnknownColumn = "unknown-column", Info,
        "nothing to do where the column is for your own use; otherwise use a header of the template (`dispositif map --template`)";
    /// Two columns have the same meaning; the first is used.
    DoubleColumn = "double-column", Warning,
        "keep one of the two columns, or give the other a header of its own";
    /// A row has no id.
    MissingId = "missing-id", Warning,
        "give each activity an id of its own: decisions are recorded under it";
    /// Two rows have the same id.
    DoubleId = "double-id", Warning,
        "give each activity an id of its own: decisions are recorded under it";
    /// A row names no title and no description.
    NamelessActivity = "nameless-activity", Warning,
        "say in the title what the activity is; without words nothing can be suggested for it";
    /// A row has more cells than the header.
    LongRow = "long-row", Warning,
        "put cells that hold the delimiter between quotation marks";
    /// A member of a JSON array that is no object.
    BadRow = "bad-row", Warning,
        "give one object for each activity";
    /// A quotation mark is opened in a CSV file and not closed.
    OpenQuote = "open-quote", Warning,
        "close the quotation mark, or write it twice where it belongs to the words";
    /// A cell that should hold a date holds something else.
    BadDate = "bad-date", Warning,
        "write it as 2024-03-01, or 2024-03, 2024-Q1 or 2024 where the day is not known";
    /// A date whose day and month may be read either way.
    AmbiguousDate = "ambiguous-date", Warning,
        "write it as 2024-03-01";
    /// An activity ends before it begins.
    BackwardDates = "backward-dates", Warning,
        "check the two dates";
    /// A status that is not known.
    BadStatus = "bad-status", Warning,
        "use planned, under way or done";
    /// A cell that should hold an amount holds something else.
    BadAmount = "bad-amount", Warning,
        "write figures alone (120000.50), and the currency in its own column";
    /// An amount that may be read in two ways.
    AmbiguousAmount = "ambiguous-amount", Warning,
        "write the amount without separators of thousands (1200 or 1.20)";
    /// An amount below zero.
    NegativeAmount = "negative-amount", Warning,
        "check the amount; a budget below zero is not counted";
    /// A currency that is no code of three letters.
    BadCurrency = "bad-currency", Warning,
        "use the code of ISO 4217 (CHF, USD, EUR), the same wherever the row names one";
    /// A budget without a currency.
    MissingCurrency = "missing-currency", Warning,
        "name the currency (CHF, USD, EUR): amounts are added up by currency";
    /// A region that the lexicon does not know.
    UnknownRegion = "unknown-region", Info,
        "use a region of the lexicon, or add it there; until then the region counts under its own name";
    /// A formula of a spreadsheet that gives an error.
    CellError = "cell-error", Warning,
        "mend the formula in the spreadsheet";
    /// The file was taken for Windows-1252 because it is no UTF-8.
    TakenForWindows = "taken-for-windows-1252", Info,
        "nothing to do where accents look right; otherwise save the file as UTF-8";
    /// A spreadsheet with more than one sheet that holds something.
    OtherSheets = "other-sheets", Info,
        "give the sheet with --sheet where another one is meant";
    /// The mandate of an activity could not be read, or a part of it.
    UnreadMandate = "unread-mandate", Warning,
        "name the text and the clause as in “WTSA Res. 58 (Rev. Geneva, 2022), instructs 5”, or by its id (itu.wtsa.resolution.58@geneva-2022#instructs__5)";
    /// A cell is longer than what is looked through for mandates and words.
    LongCell = "long-cell", Warning,
        "name the mandates in the column of mandates, and keep the description short: what stands behind is kept, and not looked at";
    /// Several texts may be meant.
    AmbiguousMandate = "ambiguous-mandate", Warning,
        "name the body or the version: several texts at hand have this number";
    /// The text that is claimed is not at hand.
    AbsentText = "absent-text", Warning,
        "add the text to the store, or correct the mandate";
    /// The version that is claimed is not at hand.
    AbsentVersion = "absent-version", Warning,
        "add that version to the store: only then can the clause be followed to the one in force";
    /// The clause that is claimed is not in the version claimed.
    AbsentClause = "absent-clause", Warning,
        "check the label against the text: the activity is linked to the text alone";
    /// The mandate names no version: the one in force when the activity began was taken.
    AssumedVersion = "assumed-version", Info,
        "name the version (Rev. Geneva, 2022) where another one is meant";
    /// No text at hand is in the language of the activity: nothing is suggested for it.
    NoSuggestions = "no-text-in-language", Info,
        "add the texts in this language to the store";
    /// A text at hand is no adopted version: the newest proposal stands in for it.
    ProposalTaken = "proposal-taken", Warning,
        "add the adopted text: what is proposed may not come to be";
    /// A row of the decisions cannot be read.
    BadDecision = "bad-decision", Warning,
        "a decision has an activity, a text, a clause, accept or reject, who and when";
    /// A decision is about an activity that the table does not hold.
    StrayDecision = "stray-decision", Warning,
        "nothing to do where the activity was taken out of the table; otherwise correct the id";
    /// A decision is about a clause that no version at hand holds.
    LostDecision = "lost-decision", Warning,
        "add the version that the decision names to the store, or correct it";
    /// A later decision takes back an earlier one.
    DecisionChanged = "decision-changed", Info,
        "nothing to do where the change is meant: the last one holds";
}

/// One remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Remark {
    /// Its name.
    pub name: RemarkName,
    /// How much it matters.
    pub severity: Severity,
    /// What was found.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The file, where it is not the table of activities.
    pub file: Option<String>,
    /// The row, counted from 1 as a spreadsheet shows it.
    pub row: Option<u32>,
    /// The column, by its header as printed, or the field of a JSON object.
    pub column: Option<String>,
    /// What stands there.
    pub cell: Option<String>,
    /// The activity.
    pub activity: Option<String>,
}

impl Remark {
    /// A remark that points nowhere yet.
    pub fn new(name: RemarkName, message: impl Into<String>) -> Self {
        Remark {
            name,
            severity: name.severity(),
            message: message.into(),
            help: name.help().to_owned(),
            file: None,
            row: None,
            column: None,
            cell: None,
            activity: None,
        }
    }

    /// The same, about a row.
    pub fn in_row(mut self, row: u32) -> Self {
        self.row = Some(row);
        self
    }

    /// The same, about a column and what stands there.
    pub fn in_cell(mut self, column: &str, cell: &str) -> Self {
        self.column = Some(column.to_owned());
        self.cell = Some(cell.to_owned());
        self
    }

    /// The same, about an activity.
    pub fn of(mut self, activity: &str) -> Self {
        self.activity = Some(activity.to_owned());
        self
    }

    /// The same, about another file than the table of activities.
    pub fn in_file(mut self, file: &str) -> Self {
        self.file = Some(file.to_owned());
        self
    }
}
