-- min_compatible: 1
-- The user's own strategies. An edit names the revision it started from; a deleted one leaves a tombstone, so that
-- another machine's copy does not bring it back and its results can still be asked for by its name.

CREATE TABLE strategies (
    id          TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_folded TEXT NOT NULL,
    revision    BIGINT NOT NULL CHECK (revision >= 1),
    definition  TEXT NOT NULL,
    clock       BIGINT NOT NULL,
    author      TEXT NOT NULL,
    deleted_at  BIGINT
);

CREATE UNIQUE INDEX strategies_name ON strategies (name_folded) WHERE deleted_at IS NULL;

CREATE INDEX strategies_any_name ON strategies (name_folded, deleted_at);
