//! What is left of a damaged package: the parts that their own headers or their entries in the directory lead to, each unpacked as far as
//! it goes.
//!
//! A zip archive says twice what it holds: in a directory at its end, and in a header before each part (APPNOTE.TXT §4.3.7). Of a file that
//! was cut off the directory is gone first, the headers before the cut are all there; where a header is damaged, the directory may be whole.
//! Enters the file; leaves [`Remains`], and of each of them the bytes up to the damage:
//!
//! ```text
//! PK♥♦ word/document.xml ▒▒▒▒▒▒▒▒▒▒▒ (cut)     18230 of 40112 bytes, Extent::CutOff
//! ```

use crate::read::{Limit, Meter, ReadError};
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::borrow::Cow;
use std::collections::HashSet;

/// The beginning of a part's own header.
const HEADER: &[u8] = b"PK\x03\x04";
/// The beginning of a part's entry in the directory (APPNOTE.TXT §4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";
/// Bytes of the entry before the name.
const ENTRY_FIXED: usize = 46;
/// Bytes of the header before the name.
const FIXED: usize = 30;
/// The flag that says that sizes and checksum follow the part and are not in its header (bit 3).
const SIZES_FOLLOW: u16 = 1 << 3;

/// A part as its own header describes it, or its entry in the directory.
pub struct Remains<'a> {
    /// The part's name.
    pub name: Cow<'a, str>,
    /// Where its header begins.
    at: usize,
    /// Whether that is whole; else its entry in the directory is.
    pub has_header: bool,
    method: u16,
    /// Packed bytes: to the end of the part where its length is known, else to the end of the file.
    packed: &'a [u8],
    /// Unpacked size and checksum, where the header has them.
    promised: Option<(u64, u32)>,
}

/// How much of a part is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it, as far as can be known.
    Whole,
    /// The packed bytes end too early.
    CutOff,
    /// The packed bytes make no sense any more.
    Corrupt,
    /// There are as many bytes as there should be, and they are not all the right ones.
    WrongChecksum,
}

/// A part, unpacked as far as it goes.
pub struct Unpacked {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How much that is.
    pub extent: Extent,
    /// How many bytes it should be.
    pub promised: Option<u64>,
}

/// The parts of a file by their own headers, and those that a directory lists and whose header is damaged, in the order of the file; one more
/// than the limit allows is enough to refuse it.
pub fn all<'a>(file: &'a [u8], meter: &Meter<'_>) -> Result<Vec<Remains<'a>>, ReadError> {
    let mut found = found_at(file, HEADER, meter, &header_at)?;
    let known: HashSet<usize> = found.iter().map(|part| part.at).collect();
    let listed = found_at(file, ENTRY, meter, &entry_at)?;
    found.extend(listed.into_iter().filter(|part| !known.contains(&part.at)));
    found.sort_by_key(|part| part.at);
    Ok(found)
}

/// Reads what begins at a byte: the part, and where to look for the next one.
type At<'f, 'a> = &'f dyn Fn(&'a [u8], usize) -> Option<(Remains<'a>, usize)>;

/// What is found where four letters stand.
fn found_at<'a>(
    file: &'a [u8],
    letters: &[u8],
    meter: &Meter<'_>,
    at_letters: At<'_, 'a>,
) -> Result<Vec<Remains<'a>>, ReadError> {
    let mut found = Vec::new();
    let mut at = 0;
    while found.len() as u64 <= meter.bound(Limit::Parts)
        && let Some(next) = file.get(at..).and_then(|rest| rest.windows(letters.len()).position(|four| four == letters))
    {
        meter.step("the package")?;
        let here = at + next;
        match at_letters(file, here) {
            Some((remains, behind)) => {
                found.push(remains);
                at = behind;
            }
            None => at = here + letters.len(),
        }
    }
    Ok(found)
}

/// Two bytes as a number.
fn two(of: &[u8], from: usize) -> u16 {
    u16::from_le_bytes([of[from], of[from + 1]])
}

/// Four bytes as a number.
fn four(of: &[u8], from: usize) -> u32 {
    u32::from_le_bytes([of[from], of[from + 1], of[from + 2], of[from + 3]])
}

/// A name that a part may have. Encrypted parts (bit 0 of the flags) are not to be had, and no part has so long a name.
fn name_of(flags: u16, name: &[u8]) -> Option<Cow<'_, str>> {
    const LONGEST: usize = 1_024;
    (flags & 1 == 0 && name.len() <= LONGEST).then(|| String::from_utf8_lossy(name))
}

/// The part whose header begins at a byte.
fn header_at(file: &[u8], at: usize) -> Option<(Remains<'_>, usize)> {
    let fixed = file.get(at..at + FIXED)?;
    let (flags, method, checksum, packed, size) =
        (two(fixed, 6), two(fixed, 8), four(fixed, 14), four(fixed, 18), four(fixed, 22));
    let name_end = at + FIXED + usize::from(two(fixed, 26));
    let name = name_of(flags, file.get(at + FIXED..name_end)?)?;
    let start = name_end + usize::from(two(fixed, 28));
    let rest = file.get(start..)?;
    let is_known = flags & SIZES_FOLLOW == 0 && packed != u32::MAX;
    let packed = if is_known { rest.len().min(packed as usize) } else { rest.len() };
    let promised = is_known.then_some((u64::from(size), checksum));
    // A damaged length would lead past other parts: right behind a part stands another header, or nothing. A part that is not packed is
    // passed over all the same: a document that is embedded in this one would be taken for it.
    let ends_well = is_known && (method == 0 || rest[packed..].starts_with(&HEADER[..2]));
    let behind = if ends_well { start + packed } else { start };
    Some((Remains { name, at, has_header: true, method, packed: &rest[..packed], promised }, behind))
}

/// The part of the directory's entry at a byte. Of the part's own header the letters that begin it or the name are right: an entry of a
/// document that is embedded in this one counts from elsewhere.
fn entry_at(file: &[u8], entry: usize) -> Option<(Remains<'_>, usize)> {
    let fixed = file.get(entry..entry + ENTRY_FIXED)?;
    let (flags, method, checksum, packed, size) =
        (two(fixed, 8), two(fixed, 10), four(fixed, 16), four(fixed, 20), four(fixed, 24));
    let name_end = entry + ENTRY_FIXED + usize::from(two(fixed, 28));
    let own = file.get(entry + ENTRY_FIXED..name_end)?;
    let name = name_of(flags, own)?;
    let at = usize::try_from(four(fixed, 42)).ok()?;
    let header = file.get(at..at + FIXED)?;
    let has_name = file.get(at + FIXED..at + FIXED + own.len()) == Some(own);
    if !has_name && !header.starts_with(HEADER) {
        return None;
    }
    // Between name and part the header may have more; where its lengths lie, the part does not begin there and is found corrupt.
    let rest = file.get(at + FIXED + own.len() + usize::from(two(header, 28))..)?;
    let is_known = packed != u32::MAX && size != u32::MAX;
    let length = if is_known { rest.len().min(packed as usize) } else { rest.len() };
    let promised = is_known.then_some((u64::from(size), checksum));
    Some((Remains { name, at, has_header: false, method, packed: &rest[..length], promised }, name_end))
}

impl Remains<'_> {
    /// Unpacks the part up to its end or its damage; `None` where it is packed in a way that is not known.
    pub fn unpacked(&self, meter: &Meter<'_>) -> Result<Option<Unpacked>, ReadError> {
        let unpacked = match self.method {
            0 => self.stored(meter)?,
            8 => self.inflated(meter)?,
            _ => return Ok(None),
        };
        Ok(Some(unpacked))
    }

    fn stored(&self, meter: &Meter<'_>) -> Result<Unpacked, ReadError> {
        // Where no length is known, the next header ends it: of a part, of the directory, of its end, or of the length itself. The letters
        // alone may be those of a text.
        const SIGNS: [&[u8; 4]; 4] = [b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x07\x08"];
        let end = match self.promised {
            Some(_) => None,
            None => self.packed.windows(4).position(|four| SIGNS.iter().any(|sign| four == *sign)),
        };
        let bytes = self.packed[..end.unwrap_or(self.packed.len())].to_vec();
        meter.unpacked(bytes.len() as u64, meter.room(bytes.len() as u64), &self.name)?;
        Ok(self.weighed(bytes, Extent::Whole))
    }

    fn inflated(&self, meter: &Meter<'_>) -> Result<Unpacked, ReadError> {
        const STEP: usize = 1 << 16;
        let mut inflater = Decompress::new(false);
        let mut bytes = Vec::new();
        let extent = loop {
            bytes.reserve(STEP);
            let before = (inflater.total_in(), bytes.len());
            let rest = &self.packed[usize::try_from(before.0).unwrap_or(self.packed.len())..];
            let status = inflater.decompress_vec(rest, &mut bytes, FlushDecompress::None);
            let (most, limit) = meter.room(inflater.total_in());
            if bytes.len() as u64 > most {
                meter.unpacked(bytes.len() as u64, (most, limit), &self.name)?;
            }
            match status {
                Ok(Status::StreamEnd) => break Extent::Whole,
                Ok(_) if (inflater.total_in(), bytes.len()) == before => break Extent::CutOff,
                Ok(_) => {}
                Err(_) => break Extent::Corrupt,
            }
        };
        meter.unpacked(bytes.len() as u64, (u64::MAX, Limit::PartSize), &self.name)?;
        Ok(self.weighed(bytes, extent))
    }

    /// The bytes against what the header promises.
    fn weighed(&self, bytes: Vec<u8>, extent: Extent) -> Unpacked {
        let size = bytes.len() as u64;
        let extent = match self.promised {
            Some((promised, _)) if extent == Extent::Whole && size < promised => Extent::CutOff,
            Some((_, checksum)) if extent == Extent::Whole && of(&bytes) != checksum => Extent::WrongChecksum,
            _ => extent,
        };
        Unpacked { bytes, extent, promised: self.promised.map(|(promised, _)| promised) }
    }
}

fn of(bytes: &[u8]) -> u32 {
    let mut checksum = Crc::new();
    checksum.update(bytes);
    checksum.sum()
}
