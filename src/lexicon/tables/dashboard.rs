//! The words of a dashboard in one language: what stands around texts and activities, never in them.
//!
//! Each struct is a table of `dashboard.toml`, and each word has a key (`filter.title`) by which a page can exchange it for that of
//! another language. Numbers stand behind a colon or in a table of their own, so that no word needs a plural form.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($key:ident),* $(,)? $(; $($group:ident: $of:ident),* $(,)?)? })*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(#[doc = concat!("The word under the key `", stringify!($key), "`.")] pub $key: String,)*
            $($(#[doc = concat!("The words of the table `", stringify!($group), "`.")] pub $group: $of,)*)?
        }

        impl $name {
            /// Enters each word under its key; `above` is what stands before it (`filter.`).
            pub fn enter<'w>(&'w self, above: &str, words: &mut BTreeMap<String, &'w str>) {
                $(words.insert(format!("{above}{}", stringify!($key)), &self.$key);)*
                $($(self.$group.enter(&format!("{above}{}.", stringify!($group)), words);)*)?
            }
        }
    )* };
}

words! {
    /// The words of a dashboard. A language that has some of them has all: a key that is missing or unknown is an error of the lexicon.
    DashboardWords {
        title, eyebrow, about, skip, contents, language, source, rows, texts, versions, proposed, nothing, not_said, yes, no, colon,
        percent, group, decimal, list_comma, show_all, shown_of;
        theme: ThemeWords, filter: FilterWords, status: StatusNames, figure: FigureWords, gap: GapWords, coverage: CoverageWords,
        tree: TreeWords, link: LinkWords, change: KindWords, reason: ReasonWords, timeline: TimelineWords, table: TableWords,
        suggestion: SuggestionWords, verdict: VerdictWords, remark: RemarkWords, key: KeyWords,
    }

    /// Light and dark.
    ThemeWords { title, system, light, dark }

    /// The panel of filters, and what filtering means.
    FilterWords {
        title, needs_script, search, search_about, reset, active, inactive, meaning, meaning_activities, meaning_clauses, meaning_search,
        meaning_suggestions, resolution, addressee, region, office, period, status, no_text, no_addressee, no_region, no_office, undated,
        announced_activities, announced_clauses,
    }

    /// How far activities are, in a word and in a letter.
    StatusNames {
        title, done, under_way, planned, unknown, done_letter, under_way_letter, planned_letter, unknown_letter,
    }

    /// The figures on top.
    FigureWords { title, answered, unanswered, activities, unresourced, review, loose, suggestions }

    /// What is missing.
    GapWords {
        title, unanswered, unanswered_about, unresourced, unresourced_about, review, review_about, to_review, amended, loose, loose_about,
        answers_whole, suggested, named, older, newer, gone, related, same_words, end_of_change,
    }

    /// How much answers what.
    CoverageWords {
        title, by_text, by_resolution, by_section, by_addressee, by_addressee_about, by_region, by_office, by_period, by_period_about, by_currency, rows_overlap,
        clauses, activities, by_status, budget, currency, amount, with_budget, without_budget, no_currency, answered, unanswered, legend,
        before, after,
    }

    /// The clauses, and what answers each.
    TreeWords {
        title, preamble, operative, answered, unanswered, within, whole_text, whole_section, charged, no_head, no_texts, none_shown,
    }

    /// What a link rests on.
    LinkWords {
        declared, cited, accepted, by, carried, kept, not_in_force, in_title, in_description, decision, in_force_at_start, newest,
        only_text_with_number, unit_charged,
        one_of_several,
    }

    /// What happened to a clause.
    KindWords { first, unchanged, inserted, deleted, returned, modified, moved, renumbered, punctuation, citation, label }

    /// Why a link is to be looked at.
    ReasonWords { deleted, merged, split, reworded, addressees_changed, act_changed, not_followed }

    /// The scale of time.
    TimelineWords {
        title, about, dense_about, most, open_end, undated, activity, conferences, running, dates, from, none_shown,
    }

    /// The table of activities.
    TableWords {
        title, about, activity, answers, status, start, end, budget, region, office, partners, unit, mandates, row, nothing_answered,
        none_shown,
    }

    /// What may be meant.
    SuggestionWords {
        title, about, likelihood, shared, in_time, out_of_time, unit, region, stale, accept, reject, note, decide, none_shown,
    }

    /// What was decided.
    VerdictWords { accept, reject }

    /// What the program has to say about its input.
    RemarkWords { title, about, row, column }

    /// What each key of the keyboard does.
    KeyWords { title, active, search, gaps, coverage, clauses, timeline, table, reset, theme, language, help }
}

impl DashboardWords {
    /// All words by their keys.
    pub fn by_key(&self) -> BTreeMap<String, &str> {
        let mut words = BTreeMap::new();
        self.enter("", &mut words);
        words
    }
}
