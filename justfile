# Each recipe is one plain command, so that everything works without just.

# exactly what CI runs: format, clippy, tests, docs
check:
    .ci/run

# all tests
test:
    cargo test

# format the code
fmt:
    cargo fmt

# clippy, warnings denied
lint:
    cargo clippy --all-targets -- -D warnings

# the library's pages
doc:
    cargo doc --no-deps

# the accuracy board, and what differs from its record
accuracy:
    cargo run --release --example accuracy -- --check

# build the Word fixtures from their readable sources
fixtures:
    cargo run --example fixtures

# write the JSON Schemas from the Rust types
schema:
    DISPOSITIF_WRITE=1 cargo test --test schema
