//! Papers of a conference that never was: as many as wanted, of any size, the same each time.
//!
//! Enters the fixtures of the project, which lend their heads, their wording and their languages; leaves Word files with what such files are
//! full of: styles by the dozen, runs cut in the middle of a sentence, revision ids, languages, tracked changes, notes, tables.

#[path = "lot.rs"]
mod lot;

use dispositif::segment::outline::{Part, Slice};
use dispositif::{Extracted, Options, extract};
use lot::Lot;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// What the papers of one language are made of.
struct Pool {
    language: String,
    is_right_to_left: bool,
    /// The number line, and the number in it.
    number: (String, String),
    title: String,
    body: String,
    /// Heads with the wording of their clauses.
    sections: Vec<(Part, String, Vec<String>)>,
}

/// Where papers are made.
pub struct Press {
    pools: Vec<Pool>,
}

/// A paper in both of its forms.
pub struct Paper {
    /// Its name without an ending.
    pub name: String,
    /// The Word file.
    pub docx: Vec<u8>,
    /// The newer text alone, a paragraph a line.
    pub text: String,
}

impl Press {
    /// A press with the words of the fixtures in `fixtures/itu`.
    pub fn new() -> Result<Self, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/itu");
        let pool = |language: &str| {
            let file = folder.join(format!("alerts.{language}.txt"));
            let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let found = extract(&bytes, &Options::default()).map_err(|error| format!("{}: {error}", file.display()))?;
            Pool::new(language, &found).ok_or_else(|| format!("{}: no resolution was found", file.display()))
        };
        let pools = ["fr", "en", "es", "ru", "ar", "zh", "pt"].map(pool).into_iter().collect::<Result<_, String>>()?;
        Ok(Press { pools })
    }

    /// A paper by its number: its language, wording and changes depend on nothing else. Its one resolution has so many clauses.
    pub fn paper(&self, number: usize, clauses: usize) -> Paper {
        let pool = &self.pools[number % self.pools.len()];
        let mut lot = Lot(number as u64 + 1);
        let mut writer = Writer { xml: String::new(), text: String::new(), lot: &mut lot, pool, changes: 0 };
        writer.front(number);
        writer.resolution(number / self.pools.len() + 1, clauses);
        let (xml, text) = (writer.xml, writer.text);
        Paper { name: format!("paper-{number:06}.{}", pool.language), docx: package(&xml, pool), text }
    }
}

impl Pool {
    fn new(language: &str, found: &Extracted) -> Option<Self> {
        let (reading, outline) = &found.newer;
        let words = |slice: &Slice| reading.lines[slice.line].text[slice.range.clone()].to_owned();
        let resolution = outline.texts.iter().max_by_key(|text| text.sections.len())?;
        let section = |section: &dispositif::segment::outline::Section| {
            let clauses: Vec<String> = section.clauses.iter().map(|clause| words(&clause.text)).collect();
            Some((section.part, words(section.head.as_ref()?), clauses)).filter(|(_, _, clauses)| !clauses.is_empty())
        };
        let number = resolution.number.as_ref()?;
        Some(Pool {
            language: language.to_owned(),
            is_right_to_left: language == "ar",
            number: (words(&number.slice), number.number.clone()),
            title: words(resolution.title.first()?),
            body: words(&resolution.body.as_ref()?.slice),
            sections: resolution.sections.iter().filter_map(section).collect(),
        })
    }
}

/// A paper on its way.
struct Writer<'w> {
    xml: String,
    text: String,
    lot: &'w mut Lot,
    pool: &'w Pool,
    changes: usize,
}

impl Writer<'_> {
    fn front(&mut self, number: usize) {
        self.xml.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"10031\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"6629\"/><w:gridCol w:w=\"3402\"/></w:tblGrid>");
        for row in [["", ""], ["", ""]] {
            self.xml.push_str("<w:tr>");
            for (at, _) in row.iter().enumerate() {
                self.xml.push_str("<w:tc><w:tcPr><w:tcW w:w=\"5000\" w:type=\"dxa\"/></w:tcPr>");
                self.paragraph("Tabletext", &format!("A{}/{}", number + at, number % 97), false);
                self.xml.push_str("</w:tc>");
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
        self.paragraph("Proposal", &format!("MOD\tATU/{}A{}/1", number % 90 + 10, number % 9 + 1), false);
    }

    fn resolution(&mut self, number: usize, clauses: usize) {
        let (line, own) = &self.pool.number;
        let line = line.replacen(own.as_str(), &number.to_string(), 1);
        self.paragraph("ResNo", &line, false);
        let (title, body) = (self.pool.title.clone(), self.pool.body.clone());
        self.paragraph("Restitle", &title, false);
        self.paragraph("Normalaftertitle", &body, false);
        let pool = self.pool;
        let sections = pool.sections.len();
        for (at, (part, head, wording)) in pool.sections.iter().enumerate() {
            self.paragraph("Call", head, false);
            // The clauses are spread over the sections; the first take what is left over.
            let count = (clauses / sections + usize::from(at < clauses % sections)).max(1);
            for item in 1..=count {
                let words = self.clause(wording, item == count && at + 1 == sections);
                let label = match part {
                    Part::Preamble if item <= 26 => format!("{})", char::from(b'a' + item as u8 - 1)),
                    _ => item.to_string(),
                };
                let is_changed = self.lot.below(6) == 0;
                self.paragraph("enumlev1", &format!("{label}\t{words}"), is_changed);
            }
        }
    }

    /// A clause in the wording of one or two of the fixture's, with other figures.
    fn clause(&mut self, wording: &[String], is_last: bool) -> String {
        let ends = [',', ';', '.', '،', '؛', '；', '，', '。'];
        let mut words = wording[self.lot.below(wording.len())].trim_end_matches(ends).to_owned();
        if self.lot.below(3) == 0 {
            let more = &wording[self.lot.below(wording.len())];
            let _ = write!(words, " ({})", more.trim_end_matches(ends));
        }
        words.push(if is_last { '.' } else { ';' });
        words
    }

    fn paragraph(&mut self, style: &str, text: &str, is_changed: bool) {
        let (rsid, lang) = (self.lot.below(0xFF_FFFF), language_tag(&self.pool.language));
        let bidi = if self.pool.is_right_to_left { "<w:bidi/>" } else { "" };
        let _ = write!(
            self.xml,
            "<w:p w14:paraId=\"{:08X}\" w14:textId=\"77777777\" w:rsidR=\"00{rsid:06X}\" w:rsidRPr=\"00{rsid:06X}\" w:rsidRDefault=\"00{rsid:06X}\" w:rsidP=\"00{rsid:06X}\"><w:pPr><w:pStyle w:val=\"{style}\"/>{bidi}<w:rPr><w:lang w:val=\"{lang}\"/></w:rPr></w:pPr>",
            self.lot.below(0x7FFF_FFFF)
        );
        self.text.push_str(text);
        self.text.push('\n');
        let characters: Vec<char> = text.chars().collect();
        let changed = is_changed.then(|| self.lot.below(characters.len().div_ceil(24)));
        for (at, piece) in characters.chunks(24).enumerate() {
            let piece: String = piece.iter().collect();
            if changed == Some(at) && !piece.contains('\t') {
                self.changes += 1;
                let id = self.changes;
                let by = "w:author=\"Secretariat\" w:date=\"2024-03-01T09:00:00Z\"";
                let _ = write!(self.xml, "<w:del w:id=\"{id}1\" {by}>");
                self.run(&piece.chars().rev().filter(|c| !c.is_whitespace()).collect::<String>(), "delText");
                let _ = write!(self.xml, "</w:del><w:ins w:id=\"{id}2\" {by}>");
                self.run(&piece, "t");
                self.xml.push_str("</w:ins>");
            } else {
                self.run(&piece, "t");
            }
            if at % 5 == 4 {
                self.xml.push_str("<w:proofErr w:type=\"gramStart\"/><w:bookmarkStart w:id=\"7\" w:name=\"_Hlk1\"/><w:bookmarkEnd w:id=\"7\"/>");
            }
        }
        self.xml.push_str("</w:p>");
    }

    fn run(&mut self, text: &str, element: &str) {
        let (rsid, lang) = (self.lot.below(0xFF_FFFF), language_tag(&self.pool.language));
        let rtl = if self.pool.is_right_to_left { "<w:rtl/>" } else { "" };
        let _ = write!(
            self.xml,
            "<w:r w:rsidR=\"00{rsid:06X}\" w:rsidRPr=\"00{rsid:06X}\"><w:rPr><w:rFonts w:hint=\"cs\"/>{rtl}<w:szCs w:val=\"24\"/><w:lang w:val=\"{lang}\" w:eastAsia=\"zh-CN\"/></w:rPr>"
        );
        for (at, piece) in text.split('\t').enumerate() {
            if at > 0 {
                self.xml.push_str("<w:tab/>");
            }
            if !piece.is_empty() {
                let piece = piece.replace('&', "&amp;").replace('<', "&lt;");
                let _ = write!(self.xml, "<w:{element} xml:space=\"preserve\">{piece}</w:{element}>");
            }
        }
        self.xml.push_str("</w:r>");
    }
}

fn language_tag(language: &str) -> &'static str {
    match language {
        "ar" => "ar-EG",
        "es" => "es-ES",
        "fr" => "fr-FR",
        "pt" => "pt-BR",
        "ru" => "ru-RU",
        "zh" => "zh-CN",
        _ => "en-GB",
    }
}

const SPACES: &str = "xmlns:wpc=\"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:w10=\"urn:schemas-microsoft-com:office:word\" xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// How many styles and lists the house's template brings that no paragraph uses.
const UNUSED_STYLES: usize = 150;
const UNUSED_LISTS: usize = 12;

/// The package around the body.
fn package(body: &str, pool: &Pool) -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/><Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/></Types>";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |targets: &[(&str, &str)]| {
        let mut xml =
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">".to_owned();
        for (at, (kind, target)) in targets.iter().enumerate() {
            let _ = write!(xml, "<Relationship Id=\"rId{}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>", at + 1);
        }
        xml + "</Relationships>"
    };
    let document = format!(
        "<w:document {SPACES}><w:body>{body}<w:sectPr w:rsidR=\"00C15000\"><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"11907\" w:h=\"16834\"/></w:sectPr></w:body></w:document>"
    );
    let header = format!(
        "<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p></w:hdr>",
        pool.language
    );
    let parts = [
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        (
            "word/_rels/document.xml.rels",
            relations(&[("styles", "styles.xml"), ("numbering", "numbering.xml"), ("header", "header1.xml")]),
        ),
        ("word/document.xml", document),
        ("word/styles.xml", styles()),
        ("word/numbering.xml", numbering()),
        ("word/header1.xml", header),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default().last_modified_time(zip::DateTime::default()))
            .expect("a name that a zip takes");
        zip.write_all(HEAD.as_bytes()).and_then(|()| zip.write_all(content.as_bytes())).expect("memory takes all");
    }
    zip.finish().expect("memory takes all").into_inner()
}

fn styles() -> String {
    let mut xml = format!(
        "<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\"/></w:rPr></w:rPrDefault></w:docDefaults>"
    );
    let used = [
        "Normal",
        "Call",
        "ResNo",
        "Restitle",
        "Resref",
        "Normalaftertitle",
        "enumlev1",
        "enumlev2",
        "Proposal",
        "Tabletext",
        "Header",
    ];
    let unused = (0..UNUSED_STYLES).map(|at| format!("Template{at}"));
    for name in used.into_iter().map(str::to_owned).chain(unused) {
        let _ = write!(
            xml,
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{name}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:rsid w:val=\"00A066F1\"/><w:pPr><w:keepNext/><w:tabs><w:tab w:val=\"left\" w:pos=\"1134\"/><w:tab w:val=\"left\" w:pos=\"1871\"/></w:tabs><w:spacing w:before=\"160\"/><w:ind w:left=\"1134\" w:hanging=\"1134\"/></w:pPr><w:rPr><w:sz w:val=\"24\"/><w:lang w:eastAsia=\"en-US\"/></w:rPr></w:style>"
        );
    }
    xml + "</w:styles>"
}

fn numbering() -> String {
    let mut xml = format!("<w:numbering {SPACES}>");
    for list in 0..UNUSED_LISTS {
        let _ = write!(xml, "<w:abstractNum w:abstractNumId=\"{list}\"><w:multiLevelType w:val=\"multilevel\"/>");
        for level in 0..9 {
            let _ = write!(
                xml,
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%{}.\"/><w:lvlJc w:val=\"left\"/></w:lvl>",
                level + 1
            );
        }
        xml.push_str("</w:abstractNum>");
    }
    for list in 0..UNUSED_LISTS {
        let _ = write!(xml, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{list}\"/></w:num>", list + 1);
    }
    xml + "</w:numbering>"
}
