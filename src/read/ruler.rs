//! A ruler beside the text of a paragraph: which span holds a byte, and how many characters stand before it.
//!
//! A place counts characters and a reading counts bytes. To count from the beginning of the paragraph for every citation in it asks for the
//! square; the ruler counts once, and from its nearest tick on.

use super::manuscript::Span;
use std::sync::OnceLock;

/// Bytes of a span from one tick to the next.
const STEP: usize = 256;

/// Ticks at the beginning of each span, and every [`STEP`] bytes within it; made when it is first asked.
///
/// A copy begins anew: who copies a paragraph may do so to cut its spans otherwise.
#[derive(Debug, Default)]
pub struct Ruler(OnceLock<Vec<Tick>>);

#[derive(Debug, Clone, Copy)]
struct Tick {
    /// Bytes and characters of the paragraph before it.
    bytes: usize,
    characters: usize,
    /// The span, and bytes of it before the tick.
    span: usize,
    within: usize,
}

impl Clone for Ruler {
    fn clone(&self) -> Self {
        Ruler::default()
    }
}

impl Ruler {
    /// How many characters begin before a byte of the paragraph.
    pub(super) fn characters(&self, spans: &[Span], byte: usize) -> usize {
        self.tick(spans, byte).map_or(0, |tick| {
            let rest = &spans[tick.span].text.as_bytes()[tick.within..];
            tick.characters + beginnings(&rest[..rest.len().min(byte - tick.bytes)])
        })
    }

    /// The span that holds a byte of the paragraph.
    pub(super) fn span_at(&self, spans: &[Span], byte: usize) -> Option<usize> {
        let tick = self.tick(spans, byte)?;
        (byte - tick.bytes + tick.within < spans[tick.span].text.len()).then_some(tick.span)
    }

    /// The last tick that is not behind a byte; of several at one byte (an empty span) the last.
    fn tick(&self, spans: &[Span], byte: usize) -> Option<Tick> {
        let ticks = self.0.get_or_init(|| ticks(spans));
        ticks[..ticks.partition_point(|tick| tick.bytes <= byte)].last().copied()
    }
}

fn ticks(spans: &[Span]) -> Vec<Tick> {
    let mut ticks = Vec::with_capacity(spans.len());
    let (mut bytes, mut characters) = (0, 0);
    for (span, text) in spans.iter().map(|span| span.text.as_bytes()).enumerate() {
        ticks.push(Tick { bytes, characters, span, within: 0 });
        for (at, step) in text.chunks(STEP).enumerate() {
            if at > 0 {
                ticks.push(Tick { bytes, characters, span, within: at * STEP });
            }
            bytes += step.len();
            characters += beginnings(step);
        }
    }
    ticks
}

/// How many characters begin in some bytes of a text.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_counting_says() {
        let texts = ["", "é à ", "", "海底光缆", &"Résolution ".repeat(60), "", "x", ""];
        let spans: Vec<Span> = texts.iter().map(|text| Span { text: (*text).to_owned(), ..Span::default() }).collect();
        let (whole, ruler) = (texts.concat(), Ruler::default());
        for byte in (0..=whole.len() + 2).filter(|byte| whole.is_char_boundary(*byte) || *byte > whole.len()) {
            let counted = whole[..byte.min(whole.len())].chars().count();
            assert_eq!(ruler.characters(&spans, byte), counted, "byte {byte}");
            let mut end = 0;
            let holds = |span: &Span| {
                end += span.text.len();
                byte < end
            };
            assert_eq!(ruler.span_at(&spans, byte), spans.iter().position(holds), "byte {byte}");
        }
        assert_eq!((ruler.clone().characters(&[], 3), ruler.clone().span_at(&[], 0)), (0, None));
    }
}
