//! Whether a value has the shape that a JSON Schema says: as much of it as the schemas of this program use.

use serde_json::Value;

/// What is wrong with a value, with the way to it; empty where nothing is.
pub fn problems(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    if schema == &Value::Bool(true) {
        return Vec::new();
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let target =
            root.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("{reference} is not there"));
        return problems(value, target, root, at);
    }
    let mut out = Vec::new();
    for key in ["anyOf", "oneOf"] {
        if let Some(choices) = schema[key].as_array() {
            let tried: Vec<Vec<String>> = choices.iter().map(|choice| problems(value, choice, root, at)).collect();
            if tried.iter().all(|problems| !problems.is_empty()) {
                out.push(format!("{at}: none of {key}: {tried:?}"));
            }
        }
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        out.extend(problems(value, part, root, at));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is = |kind: &&str| match *kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("a type {other}"),
    };
    if !types.is_empty() && !types.iter().any(is) {
        out.push(format!("{at}: {value} is no {types:?}"));
    }
    if schema["enum"].as_array().is_some_and(|known| !known.contains(value)) {
        out.push(format!("{at}: {value} is none of {}", schema["enum"]));
    }
    if let Some(constant) = schema.get("const").filter(|constant| *constant != value) {
        out.push(format!("{at}: {value} is not {constant}"));
    }
    if let Some(fields) = value.as_object() {
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        out.extend(required.filter(|name| !fields.contains_key(*name)).map(|name| format!("{at}: no {name}")));
        for (name, field) in fields {
            let own = schema["properties"].get(name).or_else(|| schema.get("additionalProperties"));
            out.extend(own.map(|own| problems(field, own, root, &format!("{at}.{name}"))).unwrap_or_default());
            if schema["properties"].is_object() && own.is_none() && schema.get("allOf").is_none() {
                out.push(format!("{at}: {name} is not described"));
            }
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        let own = schema["prefixItems"].get(index).or_else(|| schema.get("items"));
        out.extend(own.map(|own| problems(item, own, root, &format!("{at}[{index}]"))).unwrap_or_default());
    }
    out
}
