//! The description of the JSON, in OpenAPI 3.1: of the same table as the router, its shapes of the types that are serialised.

use super::api::{ENDPOINTS, Endpoint, PARTS};
use super::decisions::NewDecision;
use super::failure::FailureBody;
use super::mapping::{DECISIONS, Posted};
use super::visit::{Need, Parameter, Value as Of};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema as _, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// The description.
pub fn description() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut generator =
        settings.with(|settings| settings.definitions_path = "/components/schemas".into()).into_generator();
    let failure = generator.subschema_for::<FailureBody>();
    let mut paths = Map::new();
    for endpoint in ENDPOINTS {
        paths.insert(endpoint.path.to_owned(), json!({ "get": read(endpoint, &mut generator, &failure) }));
    }
    paths.insert(DECISIONS.to_owned(), json!({ "post": write(&mut generator, &failure) }));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "dispositif",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            "description": "Resolutions, their versions and clauses, and what answers them. Reading changes nothing; ids that are unknown are answered with 404, with what is nearest.",
        },
        "paths": paths,
        "components": { "schemas": generator.take_definitions(true) },
    })
}

fn read(endpoint: &Endpoint, generator: &mut SchemaGenerator, failure: &Schema) -> Value {
    let of_path = PARTS.iter().filter(|(name, _)| endpoint.path.contains(&format!("{{{name}}}")));
    let of_path = of_path.map(|(name, about)| {
        json!({ "name": name, "in": "path", "required": true, "description": about, "schema": { "type": "string" } })
    });
    let parameters: Vec<Value> = of_path.chain(endpoint.parameters.iter().map(|parameter| asked(parameter))).collect();
    json!({
        "operationId": endpoint.id,
        "summary": endpoint.about,
        "parameters": parameters,
        "responses": { "200": body(endpoint.about, &(endpoint.shape)(generator)), "default": failed(failure) },
    })
}

fn asked(parameter: &Parameter) -> Value {
    let schema = match parameter.value {
        Of::Text => json!({ "type": "string" }),
        Of::Number { least, most, usual } => {
            json!({ "type": "integer", "minimum": least, "maximum": most, "default": usual })
        }
    };
    let is_required = parameter.need == Need::Required;
    json!({ "name": parameter.name, "in": "query", "required": is_required, "description": parameter.about, "schema": schema })
}

fn write(generator: &mut SchemaGenerator, failure: &Schema) -> Value {
    // What is sent may leave out what has a default; what is answered holds everything.
    let posted = Posted::json_schema(&mut SchemaSettings::draft2020_12().for_deserialize().into_generator());
    let content = json!({
        "application/json": { "schema": posted },
        "application/x-www-form-urlencoded": { "schema": posted },
    });
    let written = generator.subschema_for::<NewDecision>();
    json!({
        "operationId": "decide",
        "summary": "Accepts or rejects a suggestion, where the server was started with --write",
        "requestBody": { "required": true, "content": content },
        "responses": {
            "201": body("The decision, as it was written (to a request in JSON)", &written),
            "303": { "description": "Written; the page of the mapping follows (to a form)" },
            "default": failed(failure),
        },
    })
}

fn body(about: &str, schema: &Schema) -> Value {
    json!({ "description": about, "content": { "application/json": { "schema": schema } } })
}

fn failed(failure: &Schema) -> Value {
    body("What failed, and what helps", failure)
}
