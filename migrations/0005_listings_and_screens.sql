-- min_compatible: 1
-- What price files and lists of stocks say of an instrument, the symbols it had before, the user's order of
-- watchlists, and saved screens. Empty text: not known.

ALTER TABLE instruments ADD COLUMN isin TEXT NOT NULL DEFAULT '';

ALTER TABLE instruments ADD COLUMN series TEXT NOT NULL DEFAULT '';

ALTER TABLE instruments ADD COLUMN exchange TEXT NOT NULL DEFAULT '';

ALTER TABLE instruments ADD COLUMN currency TEXT NOT NULL DEFAULT '';

CREATE TABLE instrument_aliases (
    alias_folded  TEXT NOT NULL CHECK (length(alias_folded) > 0),
    instrument_id TEXT NOT NULL REFERENCES instruments(id) ON DELETE CASCADE,
    until_day     BIGINT NOT NULL,
    PRIMARY KEY (alias_folded, instrument_id)
);

CREATE INDEX instrument_aliases_instrument ON instrument_aliases (instrument_id);

ALTER TABLE watchlists ADD COLUMN position BIGINT NOT NULL DEFAULT 0;

CREATE TABLE saved_screens (
    id          TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_folded TEXT NOT NULL,
    filter      TEXT NOT NULL,
    columns     TEXT NOT NULL,
    sort_column TEXT NOT NULL,
    descending  BIGINT NOT NULL CHECK (descending IN (0, 1)),
    clock       BIGINT NOT NULL,
    author      TEXT NOT NULL,
    deleted_at  BIGINT
);

CREATE UNIQUE INDEX saved_screens_name ON saved_screens (name_folded) WHERE deleted_at IS NULL;
