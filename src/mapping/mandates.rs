//! What a cell names as mandate, found among the texts at hand.
//!
//! Enters `CMDT Rés. 214 (Rév. Kigali, 2022), charge 5; Résolution 187`; leaves a clause of one text and another text as a whole, each with the
//! characters that name it, and what had to be assumed. What cannot be found is said, never guessed.

use super::activity::Activity;
use super::correspondence::{Assumed, Target, section_of};
use super::ground::{Ground, Shelf};
use super::remark::{Remark, RemarkName};
use super::spots::{Found, clause_at, section_at};
use crate::link::{Head, Mention, Mentioned, mentions};
use crate::store::{Edition, StoreError};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A place in the texts at hand that a cell names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mandate {
    /// What is named; the version is the one that is named or assumed, and `None` for a text as a whole without one.
    pub(super) target: Target,
    /// Whether the version that is named is not at hand.
    pub(super) is_version_absent: bool,
    /// Bytes of the cell.
    pub(super) range: Range<usize>,
    /// What the words do not say.
    pub(super) assumed: Vec<Assumed>,
    /// Clauses or sections of the text of which one is meant: the target is the text as a whole then.
    pub(super) one_of: Vec<Target>,
}

/// Which cell is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// The column of mandates: everything in it should name something.
    Mandates,
    /// Running words, in which a clause counts only where its text is named beside it.
    Words,
}

/// An id, as other outputs write it: `itu.wtsa.resolution.58@geneva-2022#instructs__5`.
static ID: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"\b([a-z]+\.[a-z_]+\.[a-z_]+\.[0-9a-z]+(?:[.-][0-9a-z]+)*)(?:@([a-z0-9_-]*[a-z0-9]))?(?:#([a-z_]+[0-9]*(?:__[0-9]+)*))?";
    Regex::new(pattern).expect("a fixed pattern")
});

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

/// The mandates that a cell names.
pub(super) fn mandates(
    ground: &Ground<'_, '_>,
    cell: &str,
    kind: Cell,
    activity: &Activity,
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Mandate>, StoreError> {
    let (mut out, blanked) = by_id(ground, cell, kind, activity, remarks)?;
    let (said, language) = said(ground, &blanked, activity);
    let mut reader = Reader { ground, cell, kind, activity, language: &language, remarks, named: Vec::new() };
    reader.texts(&said);
    out.extend(reader.places(&said)?);
    if kind == Cell::Mandates {
        reader.unread(&said, &out);
    }
    out.sort_by_key(|mandate| (mandate.range.start, mandate.range.end));
    Ok(out)
}

/// Mandates that are given by their id, and the cell without them.
fn by_id(
    ground: &Ground<'_, '_>,
    cell: &str,
    kind: Cell,
    activity: &Activity,
    remarks: &mut Vec<Remark>,
) -> Result<(Vec<Mandate>, String), StoreError> {
    // A line break ends what is named as a semicolon does.
    let mut blanked = cell.replace(['\n', '\r'], ";");
    let mut out = Vec::new();
    for found in ID.captures_iter(cell) {
        let (Some(whole), Some(text)) = (found.get(0), found.get(1)) else { continue };
        blanked.replace_range(whole.range(), &" ".repeat(whole.len()));
        let say = |name: RemarkName, message: String| {
            Remark::new(name, message).in_row(activity.row).of(&activity.id).in_cell("mandates", whole.as_str())
        };
        let Some(shelf) = ground.shelf(text.as_str()) else {
            if kind == Cell::Mandates {
                remarks.push(say(RemarkName::AbsentText, format!("no version of {} is at hand", text.as_str())));
            }
            continue;
        };
        let edition = found.get(2).and_then(|version| shelf.named(version.as_str()).cloned());
        let is_version_absent = found.get(2).is_some() && edition.is_none();
        let (mut target, mut assumed) =
            (Target::text(&shelf.id, edition.as_ref().map(Edition::to_string).as_deref()), Vec::new());
        if is_version_absent {
            let version = found.get(2).map_or("", |version| version.as_str());
            remarks.push(say(RemarkName::AbsentVersion, absent_version(shelf, version)));
        } else if let Some(place) = found.get(3).map(|place| place.as_str()) {
            let (then, more) = edition_of(ground, shelf, edition.as_ref(), activity);
            let standing = match &then {
                Some(edition) => ground.adopted(shelf, edition)?.0,
                None => ground.in_force(shelf, &shelf.language)?,
            };
            let version = then.as_ref().map_or_else(|| shelf.edition(), Edition::to_string);
            assumed.extend(more);
            if standing.iter().any(|of| of.name == place) {
                target = match place.contains("__") {
                    true => Target::clause(&shelf.id, &version, place),
                    false => Target::section(&shelf.id, &version, place),
                };
            } else if standing.iter().any(|of| section_of(&of.name) == place) {
                target = Target::section(&shelf.id, &version, place);
            } else {
                remarks.push(say(RemarkName::AbsentClause, format!("{}@{version} has no {place}", shelf.id)));
            }
        }
        out.push(Mandate { target, is_version_absent, range: whole.range(), assumed, one_of: Vec::new() });
    }
    Ok((out, blanked))
}

fn absent_version(shelf: &Shelf, version: &str) -> String {
    let held = shelf.versions.iter().map(|(edition, _)| edition.to_string()).collect::<Vec<_>>().join(", ");
    format!("version {version} of {} is not at hand; there is {held}", shelf.id)
}

/// What a cell says, read in the language that makes most of it.
fn said(ground: &Ground<'_, '_>, cell: &str, activity: &Activity) -> (Vec<Mention>, String) {
    let own = activity.language.clone().into_iter();
    let all = ground.lexicon().codes().map(str::to_owned);
    let mut codes: Vec<String> = own.chain(ground.languages()).chain(all).collect();
    let mut seen = std::collections::HashSet::new();
    codes.retain(|code| seen.insert(code.clone()));
    let mut best: (usize, Vec<Mention>, String) = (0, Vec::new(), codes.first().cloned().unwrap_or_default());
    if !cell.chars().any(char::is_alphanumeric) {
        return (best.1, best.2);
    }
    for code in codes {
        let Some(language) = ground.lexicon().language(&code) else { continue };
        let found = mentions(cell, ground.lexicon(), language, "itu");
        let weight = |mention: &Mention| match &mention.what {
            Mentioned::Text { id: Some(_), version: Some(_), .. } => 6,
            Mentioned::Text { id: Some(_), .. } => 5,
            Mentioned::Text { .. } => 4,
            Mentioned::Clause { of: Some(_), .. } => 3,
            Mentioned::Clause { .. } | Mentioned::Section { .. } => 2,
            Mentioned::Body(_) => 1,
        };
        let sum = found.iter().map(weight).sum();
        // A language that tells whose a text is needs no other beside it.
        let is_enough = found.iter().any(|mention| matches!(mention.what, Mentioned::Text { id: Some(_), .. }));
        if sum > best.0 {
            best = (sum, found, code);
        }
        if is_enough && best.0 == sum {
            break;
        }
    }
    (best.1, best.2)
}

/// The version in which a clause is to be looked for, and what was assumed; `None`: the proposal that stands in.
fn edition_of(
    ground: &Ground<'_, '_>,
    shelf: &Shelf,
    named: Option<&Edition>,
    activity: &Activity,
) -> (Option<Edition>, Option<Assumed>) {
    if let Some(edition) = named {
        return (Some(edition.clone()), None);
    }
    let newest = shelf.versions.last().map(|(edition, _)| edition.clone());
    match &activity.start {
        _ if shelf.versions.len() < 2 => (newest, None),
        Some(start) => (ground.in_force_on(shelf, start.from).cloned(), Some(Assumed::InForceAtStart)),
        None => (newest, Some(Assumed::Newest)),
    }
}

struct Reader<'r, 'g, 'l> {
    ground: &'r Ground<'g, 'l>,
    cell: &'r str,
    kind: Cell,
    activity: &'r Activity,
    language: &'r str,
    remarks: &'r mut Vec<Remark>,
    named: Vec<Named<'r>>,
}

impl<'r> Reader<'r, '_, '_> {
    fn say(&mut self, name: RemarkName, message: String, range: &Range<usize>) {
        // What running words cite is not claimed: that a text is not at hand is no fault of the table.
        if self.kind == Cell::Mandates {
            let words = self.cell.get(range.clone()).unwrap_or_default();
            let remark = Remark::new(name, message).in_row(self.activity.row).of(&self.activity.id);
            self.remarks.push(remark.in_cell("mandates", words));
        }
    }

    /// The texts that are named.
    fn texts(&mut self, said: &[Mention]) {
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
            let named = version.clone().or_else(|| self.version_beside(shelf?, mention, beside.as_ref()));
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
    fn version_beside(&self, shelf: &Shelf, text: &Mention, beside: Option<&(String, Range<usize>)>) -> Option<String> {
        static CODE: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^[-\u{2010}\u{2011}\u{2013} ]?((?:19|20)?\d\d)\b").expect("a fixed pattern"));
        static BRACKET: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^\s*[(（]([^()（）]{1,80})[)）]").expect("a fixed pattern"));
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
        let inside = BRACKET.captures(self.cell.get(text.range.end..)?)?.get(1)?.as_str();
        let year = YEAR.find(inside)?;
        let words = format!("{}{}", &inside[..year.start()], &inside[year.end()..]);
        let words = words.rsplit(['.', ',']).map(str::trim).find(|part| part.chars().any(char::is_alphabetic));
        let language = self.ground.lexicon().language(self.language)?;
        Some(match words.and_then(|words| language.place(words)) {
            Some(place) => format!("{place}-{}", year.as_str()),
            None => year.as_str().to_owned(),
        })
    }

    /// The clauses and sections that are named, and the texts of which none is.
    fn places(&mut self, said: &[Mention]) -> Result<Vec<Mandate>, StoreError> {
        let mut out = Vec::new();
        for mention in said {
            let (head, label, of) = match &mention.what {
                Mentioned::Clause { label, head, of } => (head.as_ref(), Some(label.as_str()), of.as_deref()),
                Mentioned::Section { head } => (Some(head), None, None),
                _ => continue,
            };
            if self.kind == Cell::Words && of.is_none() {
                continue;
            }
            let Some(at) = self.text_of(mention, of) else {
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
                self.say(RemarkName::AmbiguousMandate, message, &mention.range);
                let target = |name: &String| match label {
                    Some(_) => Target::clause(&shelf.id, &version, name),
                    None => Target::section(&shelf.id, &version, name),
                };
                let one_of: Vec<Target> = names.iter().map(target).collect();
                self.named[at].one_of.extend(one_of);
                return Ok(None);
            }
            Found::Nothing => {
                let message = format!("{}@{version} has no “{printed}”", shelf.id);
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
    fn unread(&mut self, said: &[Mention], found: &[Mandate]) {
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
            }
        }
    }
}
