//! A request as its answer needs it: what is asked for, in which words, of which store.

use super::failure::{Failure, shown};
use super::site::Site;
use super::words::Words;
use crate::store::{Edition, Interrupter, Key, Store};
use std::sync::OnceLock;

/// The longest id in a path and the longest value of a parameter, in bytes.
const LONGEST: usize = 300;

/// What may be asked for in the query of an address.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
    /// Whether it must be there.
    pub need: Need,
    /// What its value is.
    pub value: Value,
}

/// Whether a parameter must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Required,
    /// It may.
    Optional,
}

/// What the value of a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Words.
    Text,
    /// A number between two, and the one that is taken where none is given.
    Number {
        /// The least.
        least: usize,
        /// The greatest.
        most: usize,
        /// Where none is given.
        usual: usize,
    },
}

/// Path and query of a request, decoded.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Parts of the path by their names in the route.
    pub path: Vec<(String, String)>,
    /// Parameters.
    pub query: Vec<(String, String)>,
}

impl Asked {
    /// What a request asks for, if all of its parameters are known and each stands once.
    pub fn new(path: Vec<(String, String)>, query: &str, known: &[&Parameter]) -> Result<Self, Failure> {
        if let Some((name, _)) = path.iter().find(|(_, value)| value.len() > LONGEST) {
            return Err(Failure::not_found(format!("no {name} has so long an id"), "ids are listed at /"));
        }
        let mut given: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let names = || known.iter().map(|parameter| parameter.name).collect::<Vec<_>>().join(", ");
            if !known.iter().any(|parameter| parameter.name == name) {
                let help = if known.is_empty() { "it takes none".to_owned() } else { format!("it takes {}", names()) };
                return Err(Failure::parameter(format!("there is no parameter “{}” here", shown(&name)), help));
            }
            if given.iter().any(|(other, _)| *other == name) {
                return Err(Failure::parameter(format!("“{}” is given twice", shown(&name)), "give it once"));
            }
            if value.len() > LONGEST {
                let help = format!("give at most {LONGEST} bytes");
                return Err(Failure::parameter(format!("the value of “{}” is too long", shown(&name)), help));
            }
            // A form sends what was left empty, too.
            if !value.trim().is_empty() {
                given.push((name.into_owned(), value.into_owned()));
            }
        }
        let missing = |parameter: &&&Parameter| {
            parameter.need == Need::Required && !given.iter().any(|(name, _)| name == parameter.name)
        };
        match known.iter().find(missing) {
            Some(Parameter { name, about, .. }) => {
                Err(Failure::parameter(format!("“{name}” is missing"), format!("give {name}: {about}")))
            }
            None => Ok(Asked { path, query: given }),
        }
    }
}

/// A request on its way to an answer.
pub struct Visit<'v> {
    /// What all answers share.
    pub site: &'v Site,
    /// What is asked for.
    pub asked: &'v Asked,
    /// The words around the texts.
    pub words: Words<'v>,
    /// By which the work on the answer is ended when it takes too long.
    pub interrupter: &'v OnceLock<Interrupter>,
}

impl<'v> Visit<'v> {
    /// The store, as it is now.
    pub fn store(&self) -> Result<Store<'v>, Failure> {
        let store = self.site.store()?;
        // Only one store is opened for an answer, so nothing is held yet.
        let _ = self.interrupter.set(store.interrupter());
        Ok(store)
    }

    /// A part of the path.
    pub fn part(&self, name: &str) -> &'v str {
        self.asked.path.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// A parameter.
    pub fn given(&self, name: &str) -> Option<&'v str> {
        self.asked.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The language that is asked for.
    pub fn language(&self) -> Option<&'v str> {
        self.given("language")
    }

    /// A number within its bounds.
    pub fn number(&self, parameter: &Parameter) -> Result<usize, Failure> {
        let Value::Number { least, most, usual } = parameter.value else { return Ok(0) };
        let Some(given) = self.given(parameter.name) else { return Ok(usual) };
        let number = given.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| {
            let help = format!("give a number from {least} to {most}");
            Failure::parameter(format!("“{}” is no {} that can be given", shown(given), parameter.name), help)
        })
    }

    /// The version that the path names, with the proposal that the query may name.
    pub fn key(&self) -> Result<Key, Failure> {
        let version: Result<Edition, ()> = self.part("version").parse();
        let wrong = |()| {
            let message = format!("“{}” is no version", shown(self.part("version")));
            Failure::not_found(message, "a version is a place and a year (geneva-2022), a year (2022), or undated")
        };
        let proposal = self.given("proposal").map(str::to_owned);
        Ok(Key { text: self.part("text").to_owned(), version: Some(version.map_err(wrong)?), proposal })
    }

    /// The version that a parameter names: what stands behind the `@` of a key.
    pub fn side(&self, name: &str) -> Result<Key, Failure> {
        let given = self.given(name).unwrap_or_default();
        let (version, proposal) = given.split_once('+').map_or((given, None), |(v, p)| (v, Some(p.to_owned())));
        let wrong = |()| {
            let message = format!("“{}”, given as {name}, is no version", shown(given));
            Failure::parameter(message, "a version is a place and a year (geneva-2022), a year (2022), or undated")
        };
        let version: Edition = version.parse().map_err(wrong)?;
        Ok(Key { text: self.part("text").to_owned(), version: Some(version), proposal })
    }
}
