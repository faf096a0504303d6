//! What a package needs around its text: types of parts, relationships, what the file says of itself (ECMA-376 part 2).

use super::fresh::Imprint;
use super::tags::escaped;

/// The namespace of the text.
pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of relationships between parts.
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// How every part begins.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// How the types of parts begin.
pub const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The types of the parts that every file here has, and of others: name and type, each without what is common to all.
pub fn types(others: &[(&str, &str)]) -> String {
    let other = |(part, kind): &(&str, &str)| {
        format!("<Override PartName=\"/word/{part}\" ContentType=\"{MAIN}.{kind}+xml\"/>")
    };
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{MAIN}.document.main+xml\"/>\
         <Override PartName=\"/word/styles.xml\" ContentType=\"{MAIN}.styles+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>{}</Types>",
        others.iter().map(other).collect::<String>()
    )
}

/// A part of relationships: kind and target of each.
pub fn relations(of: &[(&str, &str)]) -> String {
    let each = of.iter().enumerate().map(|(at, (kind, target))| {
        let kind = match *kind {
            "core" => format!("{PACKAGE}/relationships/metadata/core-properties"),
            kind => format!("{OFFICE}/{kind}"),
        };
        format!("<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"/>", at + 1)
    });
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>", each.collect::<String>())
}

/// What the file says of itself.
pub fn core(imprint: Imprint<'_>) -> String {
    let dated = |name: &str| {
        let date = imprint.signature.date.map(escaped);
        date.map_or(String::new(), |date| {
            format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:{name}>")
        })
    };
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language>{}{}</cp:coreProperties>",
        escaped(imprint.title),
        escaped(imprint.signature.author),
        escaped(imprint.language),
        dated("created"),
        dated("modified"),
    )
}
