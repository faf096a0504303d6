//! The store as JSON: one table of addresses, from which the router and the description are made.

mod answers;

use super::failure::Failure;
use super::holdings::{HeldText, Texts};
use super::visit::{Need, Parameter, Value, Visit};
use crate::emit::{Document, Row};
use crate::mapping::Mapping;
use crate::store::{ClauseLife, History};
use schemars::{Schema, SchemaGenerator};

pub use answers::{Passages, comparison, document, life, passages};

/// An address under which there is JSON.
pub struct Endpoint {
    /// The path, its parts in braces.
    pub path: &'static str,
    /// Its name in the description.
    pub id: &'static str,
    /// What is there.
    pub about: &'static str,
    /// What may be asked for.
    pub parameters: &'static [&'static Parameter],
    /// The shape of the answer.
    pub shape: fn(&mut SchemaGenerator) -> Schema,
    /// Makes the answer.
    pub answer: fn(&Visit<'_>) -> Result<String, Failure>,
}

/// The language of the texts.
pub const LANGUAGE: Parameter =
    optional("language", "the language of the text (fr, en, …); without it the one in which most is held");
/// One language alone.
pub const IN_LANGUAGE: Parameter = optional("language", "in one language only (fr, en, …)");
/// A proposal.
pub const PROPOSAL: Parameter = optional("proposal", "the id of a proposal on the version (ATU/35A10/1)");
/// The older of two versions.
pub const OLDER: Parameter =
    required("older", "the older version (geneva-2022); a proposal as new_delhi-2024+ATU/35A10/1");
/// The newer of two versions.
pub const NEWER: Parameter = required("newer", "the newer version");
/// What is searched for.
pub const WORDS: Parameter = required("q", "words, each of which must be there; \"in a row\", begin*");
/// One text alone.
pub const TEXT: Parameter = optional("text", "in the versions of this text only");
/// How many.
pub const LIMIT: Parameter = number("limit", "how many passages at most", (1, 100, 20));
/// How many are left out.
pub const OFFSET: Parameter = number("offset", "how many passages to leave out at the beginning", (0, 1000, 0));

const fn optional(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, about, need: Need::Optional, value: Value::Text }
}

const fn required(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, about, need: Need::Required, value: Value::Text }
}

const fn number(name: &'static str, about: &'static str, (least, most, usual): (usize, usize, usize)) -> Parameter {
    Parameter { name, about, need: Need::Optional, value: Value::Number { least, most, usual } }
}

/// What the parts of a path are.
pub const PARTS: &[(&str, &str)] = &[
    ("text", "the id of a text (itu.wtsa.resolution.58)"),
    ("version", "a place and a year (geneva-2022), a year (2022), or undated"),
    (
        "clause",
        "the id of a clause in the newest version that has it (resolves__1), or in another (resolves__1@geneva-2022)",
    ),
];

/// All addresses.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "/api/v1/texts",
        id: "texts",
        about: "All texts with their versions and proposals",
        parameters: &[],
        shape: |generator| generator.subschema_for::<Texts>(),
        answer: answers::texts,
    },
    Endpoint {
        path: "/api/v1/texts/{text}",
        id: "text",
        about: "One text with its versions and proposals",
        parameters: &[],
        shape: |generator| generator.subschema_for::<HeldText>(),
        answer: answers::text,
    },
    Endpoint {
        path: "/api/v1/texts/{text}/versions/{version}",
        id: "version",
        about: "A version, or a proposal on it, as a document of the contract dispositif/1",
        parameters: &[&LANGUAGE, &PROPOSAL],
        shape: |generator| generator.subschema_for::<Document>(),
        answer: answers::version,
    },
    Endpoint {
        path: "/api/v1/texts/{text}/versions/{version}/clauses",
        id: "clauses",
        about: "The clauses of a version, or of a proposal on it, one row each",
        parameters: &[&LANGUAGE, &PROPOSAL],
        shape: |generator| generator.subschema_for::<Vec<Row>>(),
        answer: answers::clauses,
    },
    Endpoint {
        path: "/api/v1/texts/{text}/history",
        id: "history",
        about: "All clauses of a text through its versions",
        parameters: &[&LANGUAGE],
        shape: |generator| generator.subschema_for::<History>(),
        answer: answers::history,
    },
    Endpoint {
        path: "/api/v1/texts/{text}/clauses/{clause}",
        id: "clause",
        about: "The life of one clause: what happened to it in each version, with redlines, and what proposals would do",
        parameters: &[&LANGUAGE],
        shape: |generator| generator.subschema_for::<ClauseLife>(),
        answer: answers::clause,
    },
    Endpoint {
        path: "/api/v1/texts/{text}/diff",
        id: "diff",
        about: "What changed from one version to another, as a document of the contract dispositif/1",
        parameters: &[&OLDER, &NEWER, &LANGUAGE],
        shape: |generator| generator.subschema_for::<Document>(),
        answer: answers::diff,
    },
    Endpoint {
        path: "/api/v1/search",
        id: "search",
        about: "Passages that hold all of some words, best first",
        parameters: &[&WORDS, &IN_LANGUAGE, &TEXT, &LIMIT, &OFFSET],
        shape: |generator| generator.subschema_for::<Passages>(),
        answer: answers::search,
    },
    Endpoint {
        path: "/api/v1/mapping",
        id: "mapping",
        about: "The correspondence of activities and clauses, where the server was started with activities",
        parameters: &[],
        shape: |generator| generator.subschema_for::<Mapping>(),
        answer: answers::mapping,
    },
    Endpoint {
        path: "/api/v1/openapi.json",
        id: "openapi",
        about: "This description, in OpenAPI 3.1",
        parameters: &[],
        shape: |_| schemars::json_schema!({ "type": "object" }),
        answer: answers::openapi,
    },
];
