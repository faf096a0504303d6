//! Mandates that are given by their id, as other outputs write it.

use super::{Cell, Mandate, absent_version, edition_of};
use crate::mapping::activity::Activity;
use crate::mapping::correspondence::{Target, section_of};
use crate::mapping::ground::Ground;
use crate::mapping::remark::{Remark, RemarkName};
use crate::store::{Edition, StoreError};
use regex::Regex;
use std::sync::LazyLock;

/// An id, as other outputs write it: `itu.wtsa.resolution.58@geneva-2022#instructs__5`.
pub(super) static ID: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"\b([a-z]+\.[a-z_]+\.[a-z_]+\.[0-9a-z]+(?:[.-][0-9a-z]+)*)(?:@([a-z0-9_-]*[a-z0-9]))?(?:#([a-z_]+[0-9]*(?:__[0-9]+)*))?";
    Regex::new(pattern).expect("a fixed pattern")
});

/// Mandates that are given by their id, and the cell without them.
pub(super) fn by_id(
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
