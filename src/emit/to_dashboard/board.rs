//! What all parts of the page are drawn with: the mapping, where everything stands in it, and words.

use super::facets::Facets;
use super::index::{Index, SectionPlace};
use super::names::{Named, Names};
use super::words::{Label, number, percent, say};
use super::{DashboardOptions, DecisionForm};
use crate::emit::to_html::wording::{first, visible};
use crate::lexicon::Lexicon;
use crate::lexicon::tables::DashboardWords;
use crate::mapping::{Budget, MappedActivity, Mapping, Status};
use maud::{Markup, html};
use std::borrow::Cow;

/// A language of the page.
pub struct Tongue<'b> {
    /// ISO 639-1 code.
    pub code: &'b str,
    /// What it calls itself.
    pub name: &'b str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Its words.
    pub words: &'b DashboardWords,
}

/// The mapping and its words.
pub struct Board<'b> {
    pub mapping: &'b Mapping,
    pub lexicon: &'b Lexicon,
    pub index: Index<'b>,
    pub facets: Facets,
    pub names: Names,
    /// What each section is called in a line, in the language of its text.
    heads: Vec<String>,
    /// All languages that have words for the page.
    pub tongues: Vec<Tongue<'b>>,
    /// The one in which it opens.
    pub tongue: usize,
    pub decisions: Option<&'b DecisionForm>,
    /// The page of the texts.
    pub home: Option<&'b str>,
}

/// The statuses, in the order in which they are counted; last those of which nobody knows.
pub const STATUSES: [Option<Status>; 4] = [Some(Status::Done), Some(Status::UnderWay), Some(Status::Planned), None];

/// The position of a status among them.
pub fn rank(status: Option<Status>) -> usize {
    STATUSES.iter().position(|of| *of == status).unwrap_or(STATUSES.len() - 1)
}

impl<'b> Board<'b> {
    pub fn of(mapping: &'b Mapping, options: &'b DashboardOptions<'_>) -> Self {
        let lexicon = options.lexicon;
        let mut tongues = tongues(lexicon);
        if tongues.is_empty() {
            tongues = self::tongues(Lexicon::built_in());
        }
        let of_texts = mapping.texts.first().map(|text| text.language.as_str());
        let wanted = options.language.as_deref().into_iter().chain(of_texts).chain(["en"]);
        let tongue =
            wanted.filter_map(|code| tongues.iter().position(|tongue| tongue.code == code)).next().unwrap_or(0);
        let index = Index::of(mapping);
        let facets = Facets::of(mapping, &index);
        let names = Names::of(mapping, lexicon, &tongues);
        let heads = index
            .sections
            .iter()
            .map(|place| short_head(place, &mapping.texts[place.text].language, lexicon))
            .collect();
        Board {
            mapping,
            lexicon,
            index,
            facets,
            names,
            heads,
            tongues,
            tongue,
            decisions: options.decisions.as_ref(),
            home: options.home.as_deref(),
        }
    }

    /// The language in which the page opens.
    pub fn language(&self) -> &'b str {
        self.tongues[self.tongue].code
    }

    /// Its words.
    pub fn words(&self) -> &'b DashboardWords {
        self.tongues[self.tongue].words
    }

    /// What something is called.
    pub fn name(&self, kind: Named, id: &str) -> Label<'_> {
        self.names.label(kind, id, self.tongue)
    }

    /// Whether there is so much that what is long opens folded up.
    pub fn is_long(&self) -> bool {
        const MANY: usize = 360;
        self.index.clauses.len() > MANY || self.mapping.activities.len() > MANY
    }

    /// A number that stays as it is.
    pub fn number(&self, value: impl ToString) -> Markup {
        number(value, self.words())
    }

    /// A share in hundredths.
    pub fn percent(&self, share: f64) -> Markup {
        percent(share, self.words())
    }

    /// `lang` of words in a language, and `dir`: that of the language, or that of the words where no language is known.
    pub fn tongue_of<'t>(&self, language: Option<&'t str>) -> (Option<&'t str>, &'static str) {
        match language.and_then(|code| self.lexicon.language(code)) {
            Some(known) if known.is_right_to_left() => (language, "rtl"),
            Some(_) => (language, "ltr"),
            None => (language, "auto"),
        }
    }

    /// A status in a word, with its letter.
    pub fn status(&self, status: Option<Status>) -> (Label<'_>, Label<'_>) {
        match status {
            Some(Status::Done) => (say!(self, status.done), say!(self, status.done_letter)),
            Some(Status::UnderWay) => (say!(self, status.under_way), say!(self, status.under_way_letter)),
            Some(Status::Planned) => (say!(self, status.planned), say!(self, status.planned_letter)),
            None => (say!(self, status.unknown), say!(self, status.unknown_letter)),
        }
    }

    /// The id and title of an activity, leading to its place.
    pub fn activity(&self, at: usize) -> Markup {
        let of = &self.mapping.activities[at].activity;
        html! { a href={ "#" (self.index.anchor(at)) } { bdi { (visible(&of.id)) } } " " (self.title(&self.mapping.activities[at])) }
    }

    /// The title of an activity, or the beginning of its description.
    pub fn title(&self, activity: &MappedActivity) -> Markup {
        const SHOWN: usize = 90;
        let of = &activity.activity;
        let (lang, dir) = self.tongue_of(of.language.as_deref());
        let words = if of.title.trim().is_empty() { &of.description } else { &of.title };
        html! { span.title lang=[lang] dir=(dir) { (visible(&first(words, SHOWN))) } }
    }

    /// What a text is called.
    pub fn text_name(&self, text: usize) -> Label<'_> {
        self.name(Named::Text, &self.mapping.texts[text].id)
    }

    /// A version of a text.
    pub fn version(&self, text: &str, version: &str) -> Label<'_> {
        self.name(Named::Version, &format!("{text}@{version}"))
    }

    /// What a clause is called, leading to its place: its text, the words of its head, its labels.
    pub fn clause(&self, at: usize) -> Markup {
        let of = &self.index.clauses[at];
        html! {
            a href={ "#" (self.index.clause_anchor(self.mapping, at)) } { (self.text_name(of.text)) " " (self.clause_in_text(at)) }
        }
    }

    /// What a clause is called within its text.
    pub fn clause_in_text(&self, at: usize) -> Markup {
        let of = &self.index.clauses[at];
        let text = &self.mapping.texts[of.text];
        html! {
            span.place lang=(text.language) dir=(text.direction) {
                i { (visible(&self.heads[of.section])) } " " (visible(&of.clause.path.join(" ")))
            }
        }
    }

    /// What a section is called in a line.
    pub fn section(&self, at: usize) -> Markup {
        let text = &self.mapping.texts[self.index.sections[at].text];
        html! { bdi.head lang=(text.language) dir=(text.direction) { (visible(&self.heads[at])) } }
    }

    /// An amount of money.
    pub fn money(&self, budget: &Budget) -> Markup {
        let currency = budget.currency.as_deref().unwrap_or_default();
        html! { span.money { (self.number(budget.amount.0)) " " span.currency { (visible(currency)) } } }
    }

    /// Words with a comma between them.
    pub fn list(&self, items: impl IntoIterator<Item = Markup>) -> Markup {
        html! { @for (at, item) in items.into_iter().enumerate() { @if at > 0 { (self.words().list_comma) } (item) } }
    }

    /// A name as a label of its own, where it has no key.
    pub fn own(text: &str) -> Markup {
        let text: Cow<'_, str> = Cow::Borrowed(text);
        html! { bdi { (visible(&text)) } }
    }
}

/// The words of a head where they are few; otherwise its act and the short names of those whom it charges: `charge (Directeur du BDT)`.
fn short_head(place: &SectionPlace<'_>, language: &str, lexicon: &Lexicon) -> String {
    const SHORT: usize = 44;
    let section = place.section;
    let head = section.head.as_deref().unwrap_or(&section.id);
    let names: Vec<&str> = section.addressees.iter().map(|id| lexicon.addressee_name(language, id)).collect();
    let are_named = names.iter().zip(&section.addressees).all(|(name, id)| name != id);
    match &section.act {
        Some(act) if head.chars().count() > SHORT && !names.is_empty() && are_named => {
            format!("{} ({})", lexicon.act_name(language, act), names.join(", "))
        }
        _ => first(head, SHORT + 12),
    }
}

fn tongues(lexicon: &Lexicon) -> Vec<Tongue<'_>> {
    lexicon
        .languages()
        .filter_map(|language| {
            Some(Tongue {
                code: language.code.as_str(),
                name: language.table.name.as_str(),
                direction: if language.is_right_to_left() { "rtl" } else { "ltr" },
                words: language.table.dashboard.as_ref()?,
            })
        })
        .collect()
}
