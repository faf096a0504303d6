//! Ids, kinds, figures and dates of a mapping, said in a language.
//!
//! ```text
//! fr  itu.wtdc.resolution.214@kigali-2022#instructs__5  →  Résolution 214 (CMDT), Kigali, 2022, charge 5
//! fr  120000.50 CHF                                      →  CHF 120 000,50
//! fr  modified, only punctuation                         →  Modifié (ponctuation seule)
//! ```

use super::MappingOptions;
use super::dates::{said, stretch};
use super::rows::{Index, Spot};
use crate::lexicon::Lexicon;
use crate::lexicon::tables::MappingWords;
use crate::mapping::{
    Activity, Amount, Assumed, Budget, Carried, Link, LinkBasis, PeriodKey, ReviewReason, Status, Tally, Target,
};
use crate::note::Severity;
use crate::store::Kind;

/// The words of a language, and how it says things.
pub struct Phrases<'l> {
    /// Its words.
    pub words: &'l MappingWords,
    /// ISO 639-1 code.
    pub language: &'l str,
    /// The lexicon of both.
    pub lexicon: &'l Lexicon,
}

impl<'l> Phrases<'l> {
    /// The language that is asked for, or English, or one that has such words.
    pub fn choose(options: &MappingOptions<'l>) -> Self {
        let words = |lexicon: &'l Lexicon, code: &str| {
            let language = lexicon.language(code)?;
            Some((language.table.mapping.as_ref()?, language.code.as_str(), lexicon))
        };
        let lexicon = options.lexicon;
        let first = [options.language, "en"].into_iter().find_map(|code| words(lexicon, code));
        let any = || lexicon.codes().find_map(|code| words(lexicon, code));
        let built_in = || words(Lexicon::built_in(), "en").expect("the built-in lexicon has mappings in English");
        let (words, language, lexicon) = first.or_else(any).unwrap_or_else(built_in);
        Phrases { words, language, lexicon }
    }

    /// Whether lines of a language run from right to left.
    pub fn is_right_to_left(&self, language: &str) -> bool {
        self.lexicon.language(language).is_some_and(|language| language.is_right_to_left())
    }

    /// `word: what`.
    pub fn said(&self, word: &str, what: &str) -> String {
        format!("{word}{}{what}", self.words.colon)
    }

    /// Members of a list.
    pub fn list<S: AsRef<str>>(&self, members: impl IntoIterator<Item = S>) -> String {
        let members: Vec<S> = members.into_iter().collect();
        members.iter().map(S::as_ref).collect::<Vec<_>>().join(&self.words.list)
    }

    /// Yes or no.
    pub fn answer(&self, yes: bool) -> &'l str {
        if yes { &self.words.yes } else { &self.words.no }
    }

    /// How far an activity is.
    pub fn status(&self, status: Option<Status>) -> &'l str {
        let words = &self.words.status;
        match status {
            Some(Status::Planned) => &words.planned,
            Some(Status::UnderWay) => &words.under_way,
            Some(Status::Done) => &words.done,
            None => &words.unknown,
        }
    }

    /// What a link rests on.
    pub fn basis(&self, basis: LinkBasis) -> &'l str {
        let words = &self.words.bases;
        match basis {
            LinkBasis::Declared => &words.declared,
            LinkBasis::Cited => &words.cited,
            LinkBasis::Accepted => &words.accepted,
        }
    }

    /// Why a link is to be looked at.
    pub fn reason(&self, reason: ReviewReason) -> &'l str {
        let words = &self.words.reviews;
        match reason {
            ReviewReason::Deleted => &words.deleted,
            ReviewReason::Merged => &words.merged,
            ReviewReason::Split => &words.split,
            ReviewReason::Reworded => &words.reworded,
            ReviewReason::AddresseesChanged => &words.addressees_changed,
            ReviewReason::ActChanged => &words.act_changed,
            ReviewReason::NotFollowed => &words.not_followed,
        }
    }

    /// What was told though no words say it.
    pub fn assumed(&self, assumed: Assumed) -> &'l str {
        let words = &self.words.assumed;
        match assumed {
            Assumed::InForceAtStart => &words.in_force_at_start,
            Assumed::Newest => &words.newest,
            Assumed::OnlyTextWithNumber => &words.only_text_with_number,
            Assumed::OneOfSeveral => &words.one_of_several,
            Assumed::UnitCharged => &words.unit_charged,
        }
    }

    /// How much a remark matters.
    pub fn severity(&self, severity: Severity) -> &'l str {
        match severity {
            Severity::Info => &self.words.severities.info,
            Severity::Warning => &self.words.severities.warning,
        }
    }

    fn kind(&self, kind: Kind) -> &'l str {
        let words = &self.words.changes;
        match kind {
            Kind::First => &words.first,
            Kind::Unchanged => &words.unchanged,
            Kind::Inserted => &words.inserted,
            Kind::Deleted => &words.deleted,
            Kind::Returned => &words.returned,
            Kind::Modified => &words.modified,
            Kind::Moved => &words.moved,
            Kind::Renumbered => &words.renumbered,
        }
    }

    /// Kinds of change, with what alone changed.
    pub fn kinds(&self, kinds: &[Kind], only: Option<&str>) -> String {
        let words = &self.words.changes;
        let only = only.map(|only| match only {
            "punctuation" => words.punctuation.as_str(),
            "citation" => words.citation.as_str(),
            "label" => words.label.as_str(),
            other => other,
        });
        let kinds = self.list(kinds.iter().map(|kind| self.kind(*kind)));
        only.map_or_else(|| kinds.clone(), |only| format!("{kinds} ({only})"))
    }

    /// What happened to a clause in each version since it was named.
    pub fn steps(&self, carried: &Carried) -> String {
        let step = |step: &crate::mapping::Step| {
            let version = self.lexicon.version_name(self.language, &step.version);
            self.said(&version, &self.kinds(&step.kinds, step.only.as_deref()))
        };
        carried.steps.iter().map(step).collect::<Vec<_>>().join("; ")
    }

    /// The text, its version and the place in it.
    pub fn target(&self, target: &Target, label: Option<&str>) -> String {
        let text = self.lexicon.text_name(self.language, &target.text);
        let version = target.version.as_deref().map(|version| self.lexicon.version_name(self.language, version));
        self.list([Some(text), version, self.place(target, label)].into_iter().flatten())
    }

    /// What a link points at: the clause in force, or, where that is gone, the one that was named.
    pub fn answered(&self, link: &Link, index: &Index<'_>) -> String {
        match &link.carried {
            _ if link.in_force => self.in_force(index.spot(&link.target), &link.target),
            Some(carried) => format!("{} ({})", self.target(&carried.from, carried.label.as_deref()), self.words.gone),
            None => format!("{} ({})", self.target(&link.target, None), self.words.gone),
        }
    }

    /// A text, a section or a clause in force, by the words of its head: a text may instruct several in several sections.
    pub fn in_force(&self, spot: Spot<'_>, target: &Target) -> String {
        let text = self.lexicon.text_name(self.language, &target.text);
        let version = target.version.as_deref().map(|version| self.lexicon.version_name(self.language, version));
        let place = if spot.section.is_some() { Some(self.within_text(spot)) } else { self.place(target, None) };
        self.list([Some(text), version, place].into_iter().flatten())
    }

    /// The head of a section and the label of a clause: `charge le Directeur du TSB 2`.
    fn within_text(&self, spot: Spot<'_>) -> String {
        format!("{} {}", self.head(spot), self.label(spot)).trim_end().to_owned()
    }

    /// The place in its version: `charge 5`. A clause without a label is named by its id.
    pub fn place(&self, target: &Target, label: Option<&str>) -> Option<String> {
        let section = target.section.as_deref()?;
        let act = self.act(section);
        match (&target.clause, label.filter(|label| !label.is_empty())) {
            (None, _) => Some(act),
            (Some(_), Some(label)) => Some(format!("{act} {label}")),
            (Some(clause), None) => Some(format!("{act} ({clause})")),
        }
    }

    /// What a section does, by its id: `charge` for `instructs_2`.
    pub fn act(&self, section: &str) -> String {
        let act = section.trim_end_matches("_older").trim_end_matches(|c: char| c.is_ascii_digit());
        let act = if act.len() < section.len() { act.trim_end_matches('_') } else { act };
        self.lexicon.act_name(self.language, act)
    }

    /// What a clause that was carried was called in the version that named it.
    pub fn named(&self, carried: &Carried) -> String {
        let version = carried.from.version.as_deref().map(|version| self.lexicon.version_name(self.language, version));
        self.list(version.into_iter().chain(self.place(&carried.from, carried.label.as_deref())))
    }

    /// A text with its version in force.
    pub fn version(&self, spot: Spot<'_>) -> String {
        spot.text.map(|text| self.lexicon.version_name(self.language, &text.version)).unwrap_or_default()
    }

    /// A section, by the words of its head or by its act.
    pub fn head(&self, spot: Spot<'_>) -> String {
        let of =
            |section: &crate::mapping::MappedSection| section.head.clone().unwrap_or_else(|| self.act(&section.id));
        spot.section.map(of).unwrap_or_default()
    }

    /// The labels of a clause from the outermost: `4 a)`.
    pub fn label(&self, spot: Spot<'_>) -> String {
        spot.clause.map(|clause| clause.path.join(" ")).unwrap_or_default()
    }

    /// Those whom a clause charges, or else those whom its section charges.
    pub fn addressees(&self, spot: Spot<'_>) -> String {
        let of_clause = spot.clause.map(|clause| &clause.addressees).filter(|ids| !ids.is_empty());
        let ids = of_clause.or(spot.section.map(|section| &section.addressees));
        self.list(ids.into_iter().flatten().map(|id| self.lexicon.addressee_name(self.language, id)))
    }

    /// The regions of an activity: by name where they are known, else as printed.
    pub fn regions(&self, activity: &Activity) -> String {
        let name = |region: &'_ crate::mapping::Region| match &region.id {
            Some(id) => self.lexicon.region_name(self.language, id).to_owned(),
            None => region.text.clone(),
        };
        self.list(activity.regions.iter().map(name))
    }

    /// A period between two conferences: `CMDT: Kigali, 2022 – Bakou, 2025`.
    pub fn period(&self, key: &PeriodKey) -> String {
        let version = |edition: &str| self.lexicon.version_name(self.language, edition);
        let period = match (&key.since, &key.until) {
            (Some(since), Some(until)) => format!("{} – {}", version(since), version(until)),
            (Some(since), None) => format!("{} {}", self.words.since, version(since)),
            (None, Some(until)) => format!("{} {}", self.words.until, version(until)),
            (None, None) => String::new(),
        };
        self.said(self.lexicon.body_name(self.language, &key.body), &period)
    }

    /// When an activity is: days, or months and years where nothing else is said. What is open ends in dots.
    pub fn dates(&self, activity: &Activity) -> String {
        let (start, end) = (activity.start.as_ref().map(stretch), activity.end.as_ref().map(stretch));
        match (start, end) {
            (Some(start), Some(end)) if start == end => said(&start),
            (Some(start), Some(end)) => said(&(start.0, end.1)),
            (Some(start), None) => format!("{} – …", start.0),
            (None, Some(end)) => format!("… – {}", end.1),
            (None, None) => self.words.undated.clone(),
        }
    }

    /// An amount with the signs of the language.
    pub fn amount(&self, amount: &Amount) -> String {
        let printed = amount.0.normalize().to_string();
        let (sign, digits) = printed.strip_prefix('-').map_or(("", printed.as_str()), |digits| ("\u{2212}", digits));
        let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push_str(&self.words.group);
            }
            grouped.push(digit);
        }
        // One decimal of a currency looks like a slip: 1,5 is 1,50.
        let decimals = decimals.map(|rest| format!("{}{rest:0<2}", self.words.decimal)).unwrap_or_default();
        format!("{sign}{grouped}{decimals}")
    }

    /// `CHF 120 000,50`.
    pub fn budget(&self, budget: &Budget) -> String {
        let amount = self.amount(&budget.amount);
        budget.currency.as_ref().map_or_else(|| amount.clone(), |currency| format!("{currency}\u{A0}{amount}"))
    }

    /// All sums of a tally.
    pub fn budgets(&self, tally: &Tally) -> String {
        let currency = |code: &String| Some(code.clone()).filter(|code| !code.is_empty());
        let sums = tally
            .budgets
            .iter()
            .map(|(code, amount)| self.budget(&Budget { amount: *amount, currency: currency(code) }));
        sums.collect::<Vec<_>>().join("; ")
    }

    /// A share of one in hundredths.
    pub fn percent(&self, share: f64) -> String {
        format!("{:.0}{}", share * 100.0, self.words.percent)
    }

    /// What is to be said about a link beside its basis: what was assumed, how far the clause came, why to look at it.
    pub fn about_link(&self, link: &Link, review: Option<&crate::mapping::Review>, index: &Index<'_>) -> Vec<String> {
        let columns = &self.words.columns;
        let mut out: Vec<String> = Vec::new();
        if !link.in_force {
            out.push(self.words.gone.clone());
        }
        if let Some(carried) = &link.carried {
            out.push(self.said(&columns.named, &self.named(carried)));
            if !carried.steps.is_empty() {
                out.push(self.said(&columns.changes, &self.steps(carried)));
            }
            if carried.kept < 1.0 && link.in_force {
                out.push(self.said(&columns.kept, &self.percent(carried.kept)));
            }
        }
        if let Some(review) = review {
            out.push(self.said(&columns.review, &self.list(review.reasons.iter().map(|reason| self.reason(*reason)))));
            if !review.related.is_empty() {
                out.push(self.said(&columns.related, &self.related(&link.target.text, &review.related, index)));
            }
        }
        out.extend(link.reason.assumed.iter().map(|assumed| self.assumed(*assumed).to_owned()));
        out.extend(
            link.reason.decision.as_ref().and_then(|decision| decision.note.clone()).filter(|note| !note.is_empty()),
        );
        out
    }

    /// What is to be said about a suggestion beside the words in common.
    pub fn about_suggestion(&self, suggestion: &crate::mapping::Suggestion) -> Vec<String> {
        let assumed = suggestion.reason.assumed.iter().map(|assumed| self.assumed(*assumed).to_owned());
        let stale = suggestion
            .stale_decision
            .as_ref()
            .map(|decision| self.said(&self.words.stale, &self.list([&decision.who, &decision.when])));
        assumed.chain(stale).collect()
    }

    /// Clauses in force that lineages lead to; a lineage that ended is named as it is.
    pub fn related(&self, text: &str, lineages: &[String], index: &Index<'_>) -> String {
        let place = |lineage: &String| match index.of_lineage(text, lineage) {
            Some(spot) => self.within_text(spot),
            None => lineage.clone(),
        };
        self.list(lineages.iter().map(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(language: &str) -> Phrases<'_> {
        Phrases::choose(&MappingOptions { language, lexicon: Lexicon::built_in() })
    }

    #[test]
    fn amounts_have_the_signs_of_the_language() {
        let budget =
            |text: &str| Budget { amount: Amount(text.parse().expect("a number")), currency: Some("CHF".to_owned()) };
        assert_eq!(phrases("en").budget(&budget("1234567.5")), "CHF\u{A0}1,234,567.50");
        assert_eq!(phrases("fr").budget(&budget("120000.00")), "CHF\u{A0}120\u{202F}000");
        assert_eq!(phrases("fr").budget(&budget("-999.125")), "CHF\u{A0}\u{2212}999,125");
    }

    #[test]
    fn a_place_is_an_act_and_a_label() {
        let target = Target::clause("itu.wtdc.resolution.214", "kigali-2022", "instructs_2__5");
        assert_eq!(phrases("fr").target(&target, Some("5")), "Résolution 214 (CMDT), Kigali, 2022, charge 5");
        assert_eq!(phrases("en").place(&target, None).as_deref(), Some("instructs (instructs_2__5)"));
        assert_eq!(phrases("xx").language, "en");
    }
}
