//! `mapping.json` against its schema.
//!
//! The schemas are made by schemars and use few keywords; what is checked here is these. A crate that knows all of JSON Schema brings
//! some forty others.

use crate::EXAMPLE;
use dispositif::emit::schemas;
use serde_json::Value;

#[test]
fn the_mapping_is_what_its_schema_says() {
    let (_, schema) = schemas().into_iter().find(|(name, _)| *name == "schema/mapping.json").expect("the schema");
    let mapping = serde_json::to_value(&*EXAMPLE).expect("JSON");
    let mut wrong = Vec::new();
    check(&mapping, &schema, &schema, "", &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for broken in [("links", Value::Null), ("unheard-of", Value::from(1)), ("schema", Value::from(1))] {
        let mut mapping = mapping.clone();
        mapping[broken.0] = broken.1;
        let mut wrong = Vec::new();
        check(&mapping, &schema, &schema, "", &mut wrong);
        assert!(!wrong.is_empty(), "{}", broken.0);
    }
}

/// Says where a value is not what its schema asks for. Keys that the schema does not know are wrong too.
fn check(value: &Value, schema: &Value, root: &Value, at: &str, wrong: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").expect("a definition of the file");
        return check(value, &root["$defs"][name], root, at, wrong);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(choices) = schema[key].as_array() {
            let fits = |choice: &&Value| {
                let mut wrong = Vec::new();
                check(value, choice, root, at, &mut wrong);
                wrong.is_empty()
            };
            if !choices.iter().any(|choice| fits(&choice)) {
                wrong.push(format!("{at}: {value} is none of {key}"));
            }
            return;
        }
    }
    let of_type = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => vec![of_type],
    };
    let is_whole = of_type == "integer" && types.contains(&"number");
    if !is_whole && !types.contains(&of_type) {
        return wrong.push(format!("{at}: {value} is no {types:?}"));
    }
    if schema["enum"].as_array().is_some_and(|values| !values.contains(value))
        || schema.get("const").is_some_and(|only| only != value)
    {
        wrong.push(format!("{at}: {value} is none of those allowed"));
    }
    if let Some(items) = value.as_array() {
        let tuple = schema["prefixItems"].as_array();
        for (index, item) in items.iter().enumerate() {
            let of_item = tuple.and_then(|tuple| tuple.get(index)).unwrap_or(&schema["items"]);
            check(item, of_item, root, &format!("{at}/{index}"), wrong);
        }
    }
    if let Some(object) = value.as_object() {
        for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(key) {
                wrong.push(format!("{at}: {key} is missing"));
            }
        }
        for (key, value) in object {
            match (schema["properties"].get(key), schema.get("additionalProperties")) {
                (Some(of_key), _) => check(value, of_key, root, &format!("{at}/{key}"), wrong),
                (None, Some(others)) if others.is_object() => check(value, others, root, &format!("{at}/{key}"), wrong),
                _ => wrong.push(format!("{at}: {key} is unknown")),
            }
        }
    }
}
