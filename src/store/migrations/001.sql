-- The first shape of a store. Only `source` holds facts; every other table is derived from it and can be emptied and filled again.

-- A file as it was given. The order of `id` is the order in which files were added: of two that hold the same version the first
-- is that version, the others are witnesses of it.
CREATE TABLE source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    format TEXT NOT NULL,
    added TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    -- What was said on the command line when it was added, instead of what is detected.
    language TEXT,
    house TEXT,
    bytes BLOB NOT NULL
) STRICT;

-- By which program and which lexicon the rest was derived: one row.
CREATE TABLE stamp (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    program TEXT NOT NULL,
    lexicon TEXT NOT NULL
) STRICT;

-- A text as adopted at one conference, or as somebody proposes it, in one language.
CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    -- What stands behind the `@` of the key.
    edition TEXT NOT NULL,
    place TEXT,
    year INTEGER,
    -- As printed: `Rev. Geneva, 2022`.
    printed TEXT,
    language TEXT NOT NULL,
    -- The proposal's id, or what stands for it; empty for an adopted version.
    proposal TEXT NOT NULL DEFAULT '',
    -- MOD, ADD, SUP …; NULL for an adopted version and for a draft without a marker.
    action TEXT,
    -- The version that a proposal claims to change: its older reading. It is no adopted version.
    claims TEXT,
    title TEXT,
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    -- Which of the texts of its source.
    ordinal INTEGER NOT NULL,
    UNIQUE (text, edition, proposal, language)
) STRICT;
CREATE INDEX version_of_source ON version (source);

-- Another source that holds a version.
CREATE TABLE witness (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    -- Where its words differ from the version's: ids of passages, separated by blanks; empty where they do not.
    differs TEXT NOT NULL,
    PRIMARY KEY (version, source, ordinal)
) STRICT, WITHOUT ROWID;

-- A title, a head, a clause or a paragraph of an annex, in the order of the text.
CREATE TABLE passage (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('title', 'head', 'clause', 'annex')),
    -- `title`, the id of the section or clause, `annex__1__2`.
    name TEXT NOT NULL,
    label TEXT,
    -- Of an adopted version its words; of a proposal those of the newer reading, NULL where it would delete them.
    words TEXT,
    -- The words of the older reading of a proposal, where it says what they were.
    claimed TEXT,
    -- Kinds of change within a proposal, as JSON; NULL where nothing was compared.
    change TEXT
) STRICT;
CREATE INDEX passage_of_version ON passage (version, position);

-- The words of passages, folded by the lexicon. Snippets are cut from the passage itself.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61');

-- What a clause cites with a version.
CREATE TABLE citation (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    clause TEXT NOT NULL,
    -- The id of what is cited, with its version: `itu.pp.resolution.123@dubai-2018`.
    cited TEXT NOT NULL,
    -- As printed.
    printed TEXT NOT NULL
) STRICT;
CREATE INDEX citation_of_version ON citation (version);

-- One clause through the versions of its text in one language.
CREATE TABLE lineage (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    -- The clause in the version in which it came in: `resolves__1@geneva-2022`.
    name TEXT NOT NULL,
    UNIQUE (text, language, name)
) STRICT;

-- What happened to a clause in a version; a version in which it neither was nor went has no row.
CREATE TABLE event (
    lineage INTEGER NOT NULL REFERENCES lineage (id) ON DELETE CASCADE,
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    -- Its id in that version; NULL where it is gone.
    clause TEXT,
    label TEXT,
    -- Kinds of change, as JSON: `["modified","renumbered"]`.
    kinds TEXT NOT NULL,
    only TEXT,
    -- Clauses from which it was split or into which it was merged, as JSON.
    related TEXT NOT NULL,
    PRIMARY KEY (lineage, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_of_version ON event (version);

-- What a proposal would do to the clauses of the adopted version that it is compared with.
CREATE TABLE proposed (
    version INTEGER NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    -- The clause in the adopted version; NULL where the proposal would insert one.
    lineage INTEGER REFERENCES lineage (id) ON DELETE CASCADE,
    -- Its id in the proposal; NULL where the proposal would delete it.
    clause TEXT,
    label TEXT,
    kinds TEXT NOT NULL,
    only TEXT,
    PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposed_of_lineage ON proposed (lineage);
