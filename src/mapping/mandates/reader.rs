//! What a cell says about texts, versions and clauses, found among those at hand.

use super::{Cell, Mandate, absent_version, edition_of};
use crate::link::{Head, Mention, Mentioned};
use crate::mapping::activity::Activity;
use crate::mapping::correspondence::{Assumed, Target};
use crate::mapping::ground::{Ground, Shelf};
use crate::mapping::remark::{Remark, RemarkName};
use crate::mapping::spots::{Found, clause_at, section_at};
use crate::store::{Edition, StoreError};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A text that a cell names, and where.
struct Named<'g> {
    shelf: Option<&'g Shelf>,
    edition: Option<Edition>,
    is_version_absent: bool,
    assumed: Vec<Assumed>,
    range: Range<usize>,
    /// Whether a clause or section of it was named: then the text as a whole is not meant.
    is_entered: bool,
    /// Clauses of which one is meant.
    one_of: Vec<Target>,
}

/// Reads one cell.
pub(super) struct Reader<'r, 'g, 'l> {
    ground: &'r Ground<'g, 'l>,
    cell: &'r str,
    kind: Cell,
    activity: &'r Activity,
    language: &'r str,
    remarks: &'r mut Vec<Remark>,
    named: Vec<Named<'r>>,
}

impl<'r, 'g, 'l> Reader<'r, 'g, 'l> {
    pub(super) fn new(
        ground: &'r Ground<'g, 'l>,
        (cell, kind): (&'r str, Cell),
        activity: &'r Activity,
        language: &'r str,
        remarks: &'r mut Vec<Remark>,
    ) -> Self {
        Reader { ground, cell, kind, activity, language, remarks, named: Vec::new() }
    }

    fn say(&mut self, name: RemarkName, message: String, range: &Range<usize>) {
        // What running words cite is not claimed: that a text is not at hand is no fault of the table.
        if self.kind == Cell::Mandates {
            let words = self.cell.get(range.clone()).unwrap_or_default();
            let remark = Remark::new(name, message).in_row(self.activity.row).of(&self.activity.id);
            self.remarks.push(remark.in_cell("mandates", words));
        }
    }

    /// The texts that are named.
    pub(super) fn texts(&mut self, said: &[Mention]) {
        for (at, mention) in said.iter().enumerate() {
            let Mentioned::Text { id, kind, number, version } = &mention.what else { continue };
            let beside = self.body_beside(said, at);
            let id = id.clone().or_else(|| {
                let body = self.ground.lexicon().body(&beside.as_ref()?.0)?;
                Some(format!("{}.{}.{kind}.{}", body.organisation, body.id, number.as_ref()?))
            });
            let mut assumed = Vec::new();
            let shelf = match (&id, number) {
                (Some(id), _) => match self.ground.shelf(id) {
                    Some(shelf) => Some(shelf),
                    None => {
                        self.say(RemarkName::AbsentText, format!("no version of {id} is at hand"), &mention.range);
                        None
                    }
                },
                (None, Some(number)) => self.by_number(kind, number, &mention.range, &mut assumed),
                (None, None) => None,
            };
            let named = version.clone().or_else(|| self.version_beside(shelf?, (said, at), beside.as_ref()));
            let edition = shelf.zip(named.as_deref()).and_then(|(shelf, version)| shelf.named(version)).cloned();
            let is_version_absent = shelf.is_some() && named.is_some() && edition.is_none();
            if let (Some(shelf), Some(version), true) = (shelf, &named, is_version_absent) {
                self.say(RemarkName::AbsentVersion, absent_version(shelf, version), &mention.range);
            }
            let range = mention.range.clone();
            self.named.push(Named {
                shelf,
                edition,
                is_version_absent,
                assumed,
                range,
                is_entered: false,
                one_of: Vec::new(),
            });
        }
    }

    /// A text that is named by its number alone: the only one at hand with it.
    fn by_number(
        &mut self,
        kind: &str,
        number: &str,
        range: &Range<usize>,
        assumed: &mut Vec<Assumed>,
    ) -> Option<&'r Shelf> {
        let ground = self.ground;
        let with_it: Vec<&'r Shelf> =
            ground.shelves().iter().filter(|shelf| shelf.kind == kind && shelf.number == number).collect();
        match with_it.as_slice() {
            [one] => {
                assumed.push(Assumed::OnlyTextWithNumber);
                Some(one)
            }
            [] => {
                self.say(RemarkName::AbsentText, format!("no {kind} {number} is at hand"), range);
                None
            }
            several => {
                let ids = several.iter().map(|shelf| shelf.id.as_str()).collect::<Vec<_>>().join(", ");
                self.say(RemarkName::AmbiguousMandate, format!("this may be any of {ids}"), range);
                None
            }
        }
    }

    /// The body that is named apart from a text and belongs to it: between it and the next text, or directly before it.
    fn body_beside(&self, said: &[Mention], at: usize) -> Option<(String, Range<usize>)> {
        let is_text = |mention: &&Mention| matches!(mention.what, Mentioned::Text { .. });
        let ends = |range: Range<usize>| self.cell.get(range).is_none_or(|gap| gap.contains([';', '\n']));
        let here = &said[at].range;
        let body = |mention: &Mention| match &mention.what {
            Mentioned::Body(id) => Some((id.clone(), mention.range.clone())),
            _ => None,
        };
        let behind = said[at + 1..].iter().take_while(|mention| !is_text(mention));
        let behind = behind.filter_map(body).find(|(_, range)| !ends(here.end..range.start));
        behind.or_else(|| {
            let before = said[..at].iter().rev().take_while(|mention| !is_text(mention));
            before.filter_map(body).find(|(_, range)| !ends(range.end..here.start))
        })
    }

    /// A version that is named in another way than texts do: `Rés. 58 (AMNT-24)`, `Rés. 58 (Genève 2022)`.
    fn version_beside(
        &self,
        shelf: &Shelf,
        (said, at): (&[Mention], usize),
        beside: Option<&(String, Range<usize>)>,
    ) -> Option<String> {
        static CODE: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^[-\u{2010}\u{2011}\u{2013} ]?((?:19|20)?\d\d)\b").expect("a fixed pattern"));
        static BRACKET: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"[(（]([^()（）]{1,80})[)）]").expect("a fixed pattern"));
        static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:19|20)\d\d").expect("a fixed pattern"));
        let body = self.ground.lexicon().body(shelf.body.as_ref()?)?;
        if let Some((_, range)) = beside.filter(|(id, _)| *id == body.id) {
            let code = CODE.captures(self.cell.get(range.end..)?).and_then(|found| found[1].parse::<u16>().ok());
            let is_it = |year: u16, code: u16| year == code || (code < 100 && year % 100 == code);
            let met = code
                .and_then(|code| body.conferences.iter().rev().find(|met| is_it(met.code.unwrap_or(met.year), code)));
            if let Some(met) = met {
                return Some(format!("{}-{}", met.place, met.year));
            }
        }
        let language = self.ground.lexicon().language(self.language)?;
        let place_in = |words: &str| {
            let mut parts = words.rsplit(['.', ',']).map(str::trim);
            language.place(parts.find(|part| part.chars().any(char::is_alphabetic))?)
        };
        // Behind the text, or behind a clause of it: `Rés. 58, décide 2 (Rév. Genève, 2022)`.
        let next = said[at + 1..].iter().find(|mention| matches!(mention.what, Mentioned::Text { .. }));
        let rest = self.cell.get(said[at].range.end..next.map_or(self.cell.len(), |next| next.range.start))?;
        let rest = rest.split([';', '\n']).next().unwrap_or_default();
        BRACKET.captures_iter(rest).find_map(|found| {
            let inside = found.get(1)?.as_str();
            let Some(year) = YEAR.find(inside) else {
                // A place alone, where one version is of it.
                let place = place_in(inside)?;
                let mut of_place = shelf.versions.iter().filter(|(edition, _)| edition.place() == Some(&place));
                return of_place.next().filter(|_| of_place.next().is_none()).map(|(edition, _)| edition.to_string());
            };
            let words = format!("{}{}", &inside[..year.start()], &inside[year.end()..]);
            Some(match place_in(&words) {
                Some(place) => format!("{place}-{}", year.as_str()),
                None => year.as_str().to_owned(),
            })
        })
    }

    /// The clauses and sections that are named, and the texts of which none is.
    pub(super) fn places(&mut self, said: &[Mention]) -> Result<Vec<Mandate>, StoreError> {
        let mut out = Vec::new();
        for mention in &self.with_ranges(said) {
            let (head, label, of) = match &mention.what {
                Mentioned::Clause { label, head, of } => (head.as_ref(), Some(label.as_str()), of.as_deref()),
                Mentioned::Section { head } => (Some(head), None, None),
                _ => continue,
            };
            if self.kind == Cell::Words && of.is_none() {
                continue;
            }
            let Some(at) = self.text_of(mention, of) else {
                // Of a text that is not at hand that is said already.
                if of.is_some() && self.named.iter().any(|named| named.shelf.is_none()) {
                    continue;
                }
                let message = "this names a clause, and nothing tells of which text".to_owned();
                self.say(RemarkName::UnreadMandate, message, &mention.range);
                continue;
            };
            out.extend(self.place(at, head, label, mention)?);
        }
        for named in self.named.iter().filter(|named| !named.is_entered || !named.one_of.is_empty()) {
            let Some(shelf) = named.shelf else { continue };
            let version = named.edition.as_ref().map(Edition::to_string);
            out.push(Mandate {
                target: Target::text(&shelf.id, version.as_deref()),
                is_version_absent: named.is_version_absent,
                range: named.range.clone(),
                assumed: named.assumed.clone(),
                one_of: named.one_of.clone(),
            });
        }
        Ok(out)
    }

    /// What is said, with the clauses between the first and the last of a range: `décide 1 à 3`, `resolves 1-3`.
    fn with_ranges(&self, said: &[Mention]) -> Vec<Mention> {
        static HYPHENED: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"(\d{1,3})\s*[-\u{2010}-\u{2014}]\s*(\d{1,3})\)?$").expect("a fixed pattern"));
        const LONGEST: u32 = 100;
        let words = self.ground.lexicon().language(self.language).map(|language| &language.table.range_words);
        let is_range = |gap: &str| {
            let gap = gap.trim();
            gap.chars().all(|c| matches!(c, '-' | '\u{2010}'..='\u{2014}')) && !gap.is_empty()
                || words.is_some_and(|words| words.iter().any(|word| word.trim() == gap))
        };
        let mut out: Vec<Mention> = Vec::new();
        for mention in said {
            let Mentioned::Clause { label, head, of } = &mention.what else {
                out.push(mention.clone());
                continue;
            };
            let printed = self.cell.get(mention.range.clone()).unwrap_or_default();
            let from = match HYPHENED.captures(printed).map(|found| (found[1].parse::<u32>(), found[2].parse::<u32>()))
            {
                Some((Ok(first), Ok(last))) if last.to_string() == *label => Some(first),
                _ => out.last().and_then(|before| match &before.what {
                    Mentioned::Clause { label: first, head: of_before, .. } if of_before == head => {
                        let gap = self.cell.get(before.range.end..mention.range.start).filter(|gap| is_range(gap));
                        gap.and_then(|_| first.parse::<u32>().ok()).map(|first| first + 1)
                    }
                    _ => None,
                }),
            };
            if let (Some(from), Ok(to)) = (from, label.parse::<u32>())
                && to.saturating_sub(from) < LONGEST
            {
                out.extend((from..to).map(|label| Mention {
                    range: mention.range.clone(),
                    what: Mentioned::Clause { label: label.to_string(), head: head.clone(), of: of.clone() },
                }));
            }
            out.push(mention.clone());
        }
        out
    }

    /// The text of a clause: the one said beside it, else the last one named before it, else the next.
    fn text_of(&self, mention: &Mention, of: Option<&str>) -> Option<usize> {
        let beside = of.and_then(|id| {
            let is_it = |named: &Named<'_>| named.shelf.is_some_and(|shelf| shelf.id == id);
            let far = |named: &Named<'_>| named.range.start.abs_diff(mention.range.start);
            (0..self.named.len()).filter(|at| is_it(&self.named[*at])).min_by_key(|at| far(&self.named[*at]))
        });
        let before = || self.named.iter().rposition(|named| named.range.end <= mention.range.start);
        let behind = || self.named.iter().position(|named| named.range.start >= mention.range.end);
        match of {
            Some(_) => beside,
            None => before().or_else(behind),
        }
    }

    /// One clause or section of a text.
    fn place(
        &mut self,
        at: usize,
        head: Option<&Head>,
        label: Option<&str>,
        mention: &Mention,
    ) -> Result<Option<Mandate>, StoreError> {
        let named = &self.named[at];
        let (Some(shelf), false) = (named.shelf, named.is_version_absent) else { return Ok(None) };
        let (edition, guess) = edition_of(self.ground, shelf, named.edition.as_ref(), self.activity);
        let (standing, code) = match &edition {
            Some(edition) => self.ground.adopted(shelf, edition)?,
            None => (self.ground.in_force(shelf, &shelf.language)?, shelf.language.clone()),
        };
        let version = edition.as_ref().map_or_else(|| shelf.edition(), Edition::to_string);
        let mut assumed = named.assumed.clone();
        assumed.extend(guess);
        let lexicon = self.ground.lexicon();
        let printed = self.cell.get(mention.range.clone()).unwrap_or_default().to_owned();
        // `charge SG 2`, `charge TSB 1`: whom the head addresses, in the short names of offices.
        let addressed = lexicon.addressees_of_unit(&printed);
        let is_said = !addressed.is_empty();
        let of_activity = || self.activity.unit.as_deref().map(|unit| lexicon.addressees_of_unit(unit));
        let units = if is_said { addressed } else { of_activity().unwrap_or_default() };
        let found = match (label, lexicon.language(&code)) {
            (Some(label), Some(language)) => clause_at(&standing, head, label, &units, language),
            _ => section_at(&standing, head, &units),
        };
        let target = match found {
            Found::One(name) | Found::Charged(name) if label.is_none() => Target::section(&shelf.id, &version, &name),
            Found::One(name) => Target::clause(&shelf.id, &version, &name),
            Found::Charged(name) => {
                assumed.extend((!is_said).then_some(Assumed::UnitCharged));
                Target::clause(&shelf.id, &version, &name)
            }
            Found::Several(names) => {
                let message = format!("“{printed}” of {}@{version} may be any of {}", shelf.id, names.join(", "));
                self.say(RemarkName::AmbiguousClause, message, &mention.range);
                let target = |name: &String| match label {
                    Some(_) => Target::clause(&shelf.id, &version, name),
                    None => Target::section(&shelf.id, &version, name),
                };
                let one_of: Vec<Target> = names.iter().map(target).collect();
                self.named[at].one_of.extend(one_of);
                return Ok(None);
            }
            Found::Nothing => {
                let taken = guess.map_or("", |_| "; the cell names no version, and that one was taken");
                let message = format!("{}@{version} has no “{printed}”{taken}", shelf.id);
                self.say(RemarkName::AbsentClause, message, &mention.range);
                return Ok(None);
            }
        };
        if assumed.iter().any(|guess| matches!(guess, Assumed::InForceAtStart | Assumed::Newest)) {
            let message = format!("“{printed}” names no version of {}; {version} was taken", shelf.id);
            self.say(RemarkName::AssumedVersion, message, &mention.range);
        }
        self.named[at].is_entered = true;
        Ok(Some(Mandate {
            target,
            is_version_absent: false,
            range: mention.range.clone(),
            assumed,
            one_of: Vec::new(),
        }))
    }

    /// Says which parts of the cell name nothing.
    pub(super) fn unread(&mut self, said: &[Mention], found: &[Mandate]) {
        let mut start = 0;
        for part in self.cell.split_inclusive([';', '\n']) {
            let range = start..start + part.len();
            start = range.end;
            let names = |other: &Range<usize>| other.start < range.end && range.start < other.end;
            let is_read = found.iter().any(|mandate| names(&mandate.range))
                || said.iter().any(|mention| names(&mention.range) && !matches!(mention.what, Mentioned::Body(_)));
            let words = part.trim().trim_end_matches(';');
            if !is_read && words.chars().any(char::is_alphanumeric) {
                let from = range.start + (part.len() - part.trim_start().len());
                let message = "no text at hand is named here".to_owned();
                self.say(RemarkName::UnreadMandate, message, &(from..from + words.len()));
            } else if is_read {
                self.unread_numbers(said, range);
            }
        }
    }

    /// Says which numbers of a part name nothing, though something else in it does: `dispositif 3`, `OP 2`, `1 & 3`.
    fn unread_numbers(&mut self, said: &[Mention], part: Range<usize>) {
        static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+").expect("a fixed pattern"));
        static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?:19|20)\d\d$").expect("a fixed pattern"));
        let cell = self.cell;
        let ids: Vec<Range<usize>> = super::by_id::ID.find_iter(cell).map(|found| found.range()).collect();
        let covers = |range: &Range<usize>, at: usize| range.contains(&at);
        let unread: Vec<Range<usize>> = NUMBER
            .find_iter(&cell[part.clone()])
            .map(|found| part.start + found.start()..part.start + found.end())
            .filter(|number| {
                let is_said = said.iter().any(|mention| covers(&mention.range, number.start));
                // `AMNT-24`: the year of a conference behind its body.
                let of_body = said.iter().any(|mention| {
                    matches!(mention.what, Mentioned::Body(_))
                        && (mention.range.end..mention.range.end + 4).contains(&number.start)
                });
                let is_year = YEAR.is_match(&cell[number.clone()]);
                !is_said && !of_body && !is_year && !ids.iter().any(|id| covers(id, number.start))
            })
            .collect();
        for number in unread {
            let message = format!("“{}” was not read as part of a mandate", &cell[number.clone()]);
            self.say(RemarkName::UnreadMandate, message, &number);
        }
    }
}
