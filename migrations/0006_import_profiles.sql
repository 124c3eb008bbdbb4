-- min_compatible: 1
-- How the user corrected the reading of files with the same header line. `header` is that line as the reader compares
-- it, `correction` JSON; the id is derived from the header.

CREATE TABLE import_profiles (
    id         TEXT NOT NULL PRIMARY KEY,
    header     TEXT NOT NULL UNIQUE CHECK (length(header) > 0),
    correction TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
