-- min_compatible: 1
-- Symbols that a user asked to download and that are not stored yet: what is left after a restart, and why the last try
-- of a symbol failed. A symbol leaves the table in the transaction that stores its bars.

CREATE TABLE downloads (
    ticker        TEXT PRIMARY KEY,
    sequence      BIGINT NOT NULL,
    status        TEXT NOT NULL CHECK (status IN ('pending', 'failed')),
    error_code    TEXT,
    error_reason  TEXT,
    error_message TEXT,
    changed_at    BIGINT NOT NULL
);
