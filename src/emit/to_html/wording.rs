//! A wording on both sides as HTML: in one line of text, and side by side.
//!
//! Enters `[keep "the study of ", del "text", ins "multimodal"]`; leaves
//! `the study of <del>text</del><ins>multimodal</ins>`, and for the older side `the study of <del>text</del>`. The text between the
//! tags is the source's to the character, but for the hidden words that announce a change to who cannot see it (`class="said"`).

use super::interface::{Interface, Tongue};
use crate::compare::comparison::{Author, LabelPair, Redlined, Run, RunKind};
use maud::{Markup, html};

/// What stands on both sides.
pub struct Sides<'s> {
    /// The words.
    pub text: &'s Redlined,
    /// The labels before them, if they have any.
    pub label: Option<&'s LabelPair>,
    /// Whether a missing side means that there is none, not that it is unknown.
    pub is_compared: bool,
}

/// The two renderings of a wording; the page shows one of them.
pub fn wording(sides: &Sides<'_>, interface: &Interface<'_>, tongue: Tongue<'_>) -> Markup {
    let Sides { text, label, is_compared } = sides;
    let side = |name: &str, words: &Option<String>, label: Option<&Option<String>>, kept: RunKind| {
        let runs: Vec<&Run> =
            text.redline.iter().filter(|run| run.kind() == RunKind::Keep || run.kind() == kept).collect();
        html! {
            span class=(name) {
                span.said lang=[tongue.lang] dir=[tongue.dir] {
                    @if kept == RunKind::Del { (interface.words.older) } @else { (interface.words.newer) } (interface.words.colon)
                }
                @if let Some(label) = label { span.label { @if let Some(label) = label { (visible(label)) } } }
                span.words {
                @if words.is_some() { (marked(&runs, interface, tongue)) }
                @else if *is_compared { span.absent { "—" } }
                @else { span.absent lang=[tongue.lang] dir=[tongue.dir] { (interface.words.change.not_compared) } }
                }
            }
        }
    };
    let all: Vec<&Run> = text.redline.iter().collect();
    html! {
        span.inline { (marked(&all, interface, tongue)) }
        span.sides {
            (side("older", &text.older, label.map(|label| &label.older), RunKind::Del))
            (side("newer", &text.newer, label.map(|label| &label.newer), RunKind::Ins))
        }
    }
}

/// Runs one after the other.
pub fn marked(runs: &[&Run], interface: &Interface<'_>, tongue: Tongue<'_>) -> Markup {
    let begin =
        |word: &str| html! { span.said lang=[tongue.lang] dir=[tongue.dir] { " [" (word) (interface.words.colon) } };
    let end = || html! { span.said lang=[tongue.lang] dir=[tongue.dir] { " " (interface.words.end_of_change) "] " } };
    html! {
        @for run in runs {
            @let (title, date) = (title(run), date(run));
            @match run.kind() {
                RunKind::Keep => (visible(run.text())),
                RunKind::Del => del title=[title] datetime=[date] {
                    (begin(&interface.words.change.deleted)) (visible(run.text())) (end())
                },
                RunKind::Ins => ins title=[title] datetime=[date] {
                    (begin(&interface.words.change.inserted)) (visible(run.text())) (end())
                },
            }
        }
    }
}

/// Words of a source, in which no sign can turn what stands around it.
///
/// An override (U+202E) would make a reader see another text than the one that is there. It is set apart in an element of its own,
/// where it has nothing to turn, and its number is shown. Signs that HTML forbids are shown as their pictures.
pub fn visible(text: &str) -> Markup {
    html! {
        @for piece in text.split_inclusive(is_hidden) {
            @match piece.char_indices().next_back().filter(|(_, c)| is_hidden(*c)) {
                Some((at, c)) => {
                    (piece[..at])
                    bdi.sign data-code=(format!("U+{:04X}", u32::from(c))) { (picture(c)) }
                }
                None => (piece),
            }
        }
    }
}

fn is_hidden(c: char) -> bool {
    let is_override = matches!(c, '\u{202D}' | '\u{202E}');
    let is_forbidden = (c.is_ascii_control() && c != '\t' && c != '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    is_override || is_forbidden
}

fn picture(c: char) -> char {
    match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7F => '\u{2421}',
        0xFFFE | 0xFFFF => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// What changed in a wording, with a few words around it: for a list.
///
/// `que l'UIT-T poursuivra l'étude des alertes ~~textuelles~~ multimodales, en accordant la priorité …` becomes
/// `… l'étude des alertes ~~textuelles~~ multimodales, en accordant …`.
pub fn excerpt(redline: &[Run]) -> Vec<Run> {
    const AROUND: usize = 32;
    const CHANGED: usize = 140;
    const RUNS: usize = 9;
    let last = redline.len().saturating_sub(1);
    let mut out: Vec<Run> = Vec::new();
    for (at, run) in redline.iter().enumerate() {
        if out.len() == RUNS {
            out.push(Run::Plain(RunKind::Keep, " …".to_owned()));
            break;
        }
        let text = run.text();
        let words = match run.kind() {
            RunKind::Keep if redline.len() > 1 => {
                let (from_start, to_end) = (first(text, AROUND), end_of(text, AROUND));
                match (at == 0, at == last) {
                    (true, _) => to_end,
                    (_, true) => from_start,
                    _ if text.chars().count() > 2 * AROUND + 8 => {
                        format!("{from_start}{}", to_end.trim_start_matches('…'))
                    }
                    _ => text.to_owned(),
                }
            }
            _ => first(text, CHANGED),
        };
        out.push(match run {
            Run::Plain(kind, _) => Run::Plain(*kind, words),
            Run::Marked(kind, _, author) => Run::Marked(*kind, words, author.clone()),
        });
    }
    out
}

/// The first characters of a text, cut behind a word where there is one near.
pub fn first(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let cut = text[..cut].rfind(char::is_whitespace).filter(|space| *space * 2 > cut).unwrap_or(cut);
    format!("{} …", text[..cut].trim_end())
}

fn end_of(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().rev().nth(most) else { return text.to_owned() };
    let rest = &text[cut..];
    let from = rest.find(char::is_whitespace).filter(|space| *space * 2 < rest.len()).unwrap_or(0);
    format!("… {}", rest[from..].trim_start())
}

fn author(run: &Run) -> Option<&Author> {
    match run {
        Run::Plain(..) => None,
        Run::Marked(_, _, author) => Some(author),
    }
}

/// Who and when, for a tooltip. It is no place for signs that turn a text.
fn title(run: &Run) -> Option<String> {
    let Author { author, date } = author(run)?;
    let parts: Vec<&str> = [author, date].into_iter().flatten().map(String::as_str).collect();
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') || c.is_control();
    let words: String = parts.join(" · ").chars().filter(|c| !turns(*c)).collect();
    (!words.is_empty()).then_some(words)
}

/// The date, where it is one that `datetime` may hold.
fn date(run: &Run) -> Option<&str> {
    let date = author(run)?.date.as_deref()?;
    let is_date =
        date.len() >= 10 && date.chars().all(|c| c.is_ascii_digit() || matches!(c, 'T' | 'Z' | ':' | '.' | '+' | '-'));
    is_date.then_some(date)
}

#[cfg(test)]
mod tests {
    use super::{excerpt, visible};
    use crate::compare::comparison::{Run, RunKind};

    fn plain(kind: RunKind, text: &str) -> Run {
        Run::Plain(kind, text.to_owned())
    }

    #[test]
    fn an_excerpt_keeps_a_few_words_around_each_change() {
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";
        let runs = [plain(RunKind::Keep, long), plain(RunKind::Del, "text"), plain(RunKind::Keep, long)];
        let words: Vec<String> = excerpt(&runs).iter().map(|run| run.text().to_owned()).collect();
        assert_eq!(words, ["… twelve thirteen fourteen fifteen", "text", "one two three four five six …"]);
    }

    #[test]
    fn what_is_left_out_between_two_changes_is_said_once() {
        let long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";
        let runs = [plain(RunKind::Ins, "a"), plain(RunKind::Keep, long), plain(RunKind::Del, "b")];
        assert_eq!(excerpt(&runs)[1].text(), "one two three four five six … fourteen fifteen sixteen");
    }

    #[test]
    fn an_excerpt_cuts_between_characters() {
        let text = "决定".repeat(200);
        let runs = [plain(RunKind::Keep, &text), plain(RunKind::Ins, &text), plain(RunKind::Keep, &text)];
        assert!(excerpt(&runs).iter().all(|run| run.text().chars().count() < 150));
    }

    #[test]
    fn an_override_stands_alone_and_is_named() {
        assert_eq!(visible("a\u{202E}b").into_string(), "a<bdi class=\"sign\" data-code=\"U+202E\">\u{202E}</bdi>b");
        assert!(visible("\u{1}").into_string().contains('\u{2401}'));
        assert_eq!(visible("<i>\tb\n").into_string(), "&lt;i&gt;\tb\n");
    }
}
