//! What a stage has to say about its own result: every doubt and every oddity, with a name, a place and a remedy.
//!
//! A stage returns its value and its notes ([`Noted`]); only unreadable input is an error. The names stand in one table
//! ([`Name`]), so that a reader can look one up and a test can ask for a fixture that triggers each.

use crate::place::Place;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a note matters to somebody who relies on the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something was recognised and handled; nothing is in doubt.
    Info,
    /// An answer is doubtful or something was passed over: a person should look.
    Warning,
}

/// A vocabulary of names, each with how much it matters and what a reader can do about it: one table, one enum.
macro_rules! vocabulary {
    ($(#[$about:meta])* $vocabulary:ident; $($(#[$doc:meta])* $variant:ident = $name:literal, $severity:ident, $help:literal;)*) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum $vocabulary { $($(#[$doc])* $variant,)* }

        impl $vocabulary {
            /// All names, in the order of the road.
            pub const ALL: &'static [$vocabulary] = &[$($vocabulary::$variant,)*];

            /// The kebab-case name, as printed and as in the JSON.
            pub fn as_str(self) -> &'static str { match self { $($vocabulary::$variant => $name,)* } }

            /// How much it matters.
            pub fn severity(self) -> $crate::note::Severity {
                match self { $($vocabulary::$variant => $crate::note::Severity::$severity,)* }
            }

            /// What a reader can do about it.
            pub fn help(self) -> &'static str { match self { $($vocabulary::$variant => $help,)* } }
        }
    };
}

#[cfg(feature = "mapping")]
pub(crate) use vocabulary;

vocabulary! {
    /// The name of a note. The table below is the whole vocabulary.
    Name;
    /// A part that the Word file names is missing or cannot be read.
    UnreadablePart = "unreadable-part", Warning,
        "open the file in a word processor and save it again; the rest of the text was read";
    /// The package of a Word file is damaged, and its parts were found without its directory.
    DamagedPackage = "damaged-package", Warning,
        "copy the file again from where it is whole; what is read here may lack parts";
    /// A part of a Word file is damaged, and was read as far as it goes.
    DamagedPart = "damaged-part", Warning,
        "copy the file again from where it is whole; compare what was read with the document where there is one";
    /// A text holds bytes that no text holds, and was read without them.
    DamagedText = "damaged-text", Warning,
        "copy the file again from where it is whole; words may be missing where the bytes were";
    /// The Word file embeds another document whose text is not read.
    EmbeddedDocument = "embedded-document", Warning,
        "open the embedded document in a word processor and paste its text into this one";
    /// A numbering format that is not known was rendered in plain figures.
    UnknownNumberFormat = "unknown-number-format", Warning,
        "check the labels of this list against the document";
    /// The text was not valid UTF-8; undecodable bytes were replaced.
    InvalidUtf8 = "invalid-utf8", Warning,
        "save the text as UTF-8 and run again";
    /// A CriticMarkup mark is opened and not closed in its paragraph, or closed and not opened; its signs were kept as text.
    UnbalancedMark = "unbalanced-mark", Warning,
        "close the mark with the sign that belongs to it: {++ ++} or {-- --}";
    /// Leftovers of a text extractor (bookmarks, note calls) were taken out of the text.
    ExtractorArtefacts = "extractor-artefacts", Info,
        "nothing to do: they were taken out of the text, and the places still count them";
    /// Deleted and inserted wording seem to have run together in a text without marks.
    GluedChanges = "glued-changes", Warning,
        "use the Word file with its tracked changes, or compare with the older text: what is older and what is newer is not told apart here";
    /// In a text out of which changes were recovered, sections that may have come or gone whole without leaving a trace.
    UndetectableChanges = "undetectable-changes", Warning,
        "give the older text with --base, or use the Word file with its tracked changes: what leaves no trace in the text cannot be found in it";
    /// A marked text changes the text in force in a place that carries no mark.
    UnmarkedChange = "unmarked-change", Warning,
        "compare the place with the text in force; if the change is meant, mark it, and if not, take it back";
    /// None of the older texts at hand is a version of a text in this source.
    UnmatchedBase = "unmatched-base", Warning,
        "give the older version of the same text in the same language; it is found by its number, or because both files hold one text";
    /// The language of the text is uncertain.
    UncertainLanguage = "uncertain-language", Warning,
        "say which it is with --language";
    /// The text names no body that is known, and its form does not show whose drafting it follows.
    UncertainHouse = "uncertain-house", Warning,
        "say which house it is with --house, or add the body, with an example, to the bodies of the language in the lexicon";
    /// No resolution, decision, recommendation, opinion or proposal was found.
    NoText = "no-text", Info,
        "nothing to do for a report or a letter; otherwise check that it is the right file: --to text shows what was read";
    /// A heading stands where a section head is expected, and no entry of the lexicon opens it.
    UnknownHead = "unknown-head", Warning,
        "add it, with an example, to the acts of the language in the lexicon";
    /// A clause opens with no act that the lexicon knows.
    UnknownAct = "unknown-act", Warning,
        "add the act phrase, with an example, to the acts of the language in the lexicon";
    /// Part of a section head names an addressee that the lexicon does not know.
    UnknownAddressee = "unknown-addressee", Warning,
        "add the addressee, with an example, to the actors of the language in the lexicon";
    /// A place in a number line or a history is not in the lexicon.
    UnknownPlace = "unknown-place", Warning,
        "add the place, with an example, to the places of the language in the lexicon";
    /// Labels do not run on: one is missing or stands twice.
    LabelGap = "label-gap", Warning,
        "check the labels of this section against the document";
    /// A line begins with the action of a proposal, and the rest of it is no id that is known.
    UnreadMarker = "unread-marker", Warning,
        "check the marker against the document; if its form is in use, add it, with an example, to lexicon/proposals.toml";
    /// A citation does not say which text, provision or clause it is.
    UnresolvedReference = "unresolved-reference", Info,
        "nothing to do unless it matters which is meant: then name its body, its version or the text it belongs to";
    /// A note of the text is called very often, and what it cites is not told at every call.
    OftenCalledNote = "often-called-note", Warning,
        "look the note up where it is called: it cites the same at every call";
    /// A clause cites a version of a text, and a newer one was adopted (known where a store is at hand).
    StaleCitation = "stale-citation", Warning,
        "check which version is meant; where it is the newest, cite that";
    /// Two texts were compared that are not versions of one text.
    OtherText = "other-text", Info,
        "nothing to do where one succeeds the other under another number; otherwise check that these are the right files";
    /// A text was compared with one in another language.
    OtherLanguage = "other-language", Warning,
        "compare two texts in one language: what is reported as changed here is the language";
    /// A proposal marker is not followed by a text that could be read.
    EmptyProposal = "empty-proposal", Info,
        "nothing to do where the proposal deletes a text or leaves it unchanged";
}

/// One remark about a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Note {
    /// Which remark it is.
    pub name: Name,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in a sentence.
    pub message: String,
    /// Where, if it has a place.
    pub place: Option<Place>,
    /// The words at that place, shortened.
    pub excerpt: Option<String>,
    /// What to do about it.
    pub help: String,
}

impl Note {
    /// A note without a place.
    pub fn new(name: Name, message: impl Into<String>) -> Self {
        Note {
            name,
            severity: name.severity(),
            message: message.into(),
            place: None,
            excerpt: None,
            help: name.help().to_owned(),
        }
    }

    /// The same note at a place, with the words found there.
    #[must_use]
    pub fn at(mut self, place: Place, words: &str) -> Self {
        const SHOWN: usize = 60;
        let words = words.trim();
        let mut excerpt: String = words.chars().take(SHOWN).collect();
        if excerpt.len() < words.len() {
            excerpt.push('…');
        }
        self.place = Some(place);
        self.excerpt = Some(excerpt);
        self
    }
}

/// A value and what its stage has to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted<T> {
    /// The result.
    pub value: T,
    /// The remarks, in the order of the source.
    pub notes: Vec<Note>,
}

impl<T> Noted<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Noted { value, notes: Vec::new() }
    }
}
