-- min_compatible: 1
-- Splits, bonuses and dividends of an instrument, applied when bars are read. `value` is shares afterwards for one
-- before, or the amount a share; a removed event leaves a tombstone, so that the online source does not bring it back.

CREATE TABLE corporate_actions (
    instrument_id TEXT NOT NULL REFERENCES instruments(id) ON DELETE CASCADE,
    day           BIGINT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('split', 'bonus', 'dividend')),
    origin        TEXT NOT NULL CHECK (origin IN ('online', 'file', 'user')),
    value         DOUBLE PRECISION NOT NULL CHECK (value > 0),
    clock         BIGINT NOT NULL,
    author        TEXT NOT NULL,
    deleted_at    BIGINT,
    PRIMARY KEY (instrument_id, day, kind, origin),
    CHECK (kind = 'dividend' OR (value BETWEEN 0.0001 AND 10000 AND value <> 1)),
    CHECK (kind <> 'bonus' OR value > 1)
);
