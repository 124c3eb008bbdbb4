-- min_compatible: 1
-- The first schema: instruments and bars, watchlists, settings, jobs and results. Times are UTC milliseconds,
-- days are days since 1970-01-01, ids are UUIDs. Editable tables carry clock, author and a tombstone.

CREATE TABLE instruments (
    id            TEXT NOT NULL PRIMARY KEY,
    ticker        TEXT NOT NULL UNIQUE CHECK (length(ticker) BETWEEN 1 AND 32),
    ticker_folded TEXT NOT NULL UNIQUE,
    symbol        TEXT NOT NULL,
    name          TEXT NOT NULL DEFAULT '',
    tick_size     DOUBLE PRECISION CHECK (tick_size IS NULL OR tick_size > 0),
    clock         BIGINT NOT NULL,
    author        TEXT NOT NULL,
    deleted_at    BIGINT
);

CREATE TABLE bar_chunks (
    instrument_id TEXT NOT NULL REFERENCES instruments(id) ON DELETE CASCADE,
    year          BIGINT NOT NULL CHECK (year BETWEEN 1 AND 9999),
    bars          BIGINT NOT NULL CHECK (bars > 0),
    first_day     BIGINT NOT NULL,
    last_day      BIGINT NOT NULL CHECK (last_day >= first_day),
    newest_source TEXT NOT NULL CHECK (newest_source IN ('demo', 'csv', 'stored', 'yahoo', 'nse')),
    checksum      BIGINT NOT NULL,
    fetched_at    BIGINT NOT NULL,
    data          BLOB NOT NULL,
    PRIMARY KEY (instrument_id, year)
);

CREATE INDEX bar_chunks_extent ON bar_chunks (instrument_id, year, bars, first_day, last_day, newest_source);

CREATE TABLE bar_findings (
    instrument_id TEXT NOT NULL REFERENCES instruments(id) ON DELETE CASCADE,
    sequence      BIGINT NOT NULL,
    day           BIGINT,
    line          BIGINT NOT NULL CHECK (line >= 0),
    rule          TEXT NOT NULL CHECK (rule IN ('missing_date', 'missing_price', 'price_not_positive',
                      'negative_volume', 'range_broken', 'range_repaired', 'duplicate_date', 'after_as_of',
                      'field_count', 'renamed', 'other_series', 'replaced')),
    found         TEXT NOT NULL,
    file          TEXT NOT NULL,
    PRIMARY KEY (instrument_id, sequence)
);

CREATE TABLE watchlists (
    id          TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_folded TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    clock       BIGINT NOT NULL,
    author      TEXT NOT NULL,
    deleted_at  BIGINT
);

CREATE UNIQUE INDEX watchlists_name ON watchlists (name_folded) WHERE deleted_at IS NULL;

CREATE TABLE watchlist_items (
    watchlist_id TEXT NOT NULL REFERENCES watchlists(id) ON DELETE CASCADE,
    ticker       TEXT NOT NULL CHECK (length(ticker) BETWEEN 1 AND 32),
    position     BIGINT NOT NULL,
    note         TEXT NOT NULL DEFAULT '',
    clock        BIGINT NOT NULL,
    author       TEXT NOT NULL,
    deleted_at   BIGINT,
    PRIMARY KEY (watchlist_id, ticker)
);

CREATE INDEX watchlist_items_order ON watchlist_items (watchlist_id, position) WHERE deleted_at IS NULL;

INSERT INTO watchlists (id, name, name_folded, clock, author)
VALUES ('00000000-0000-4000-8000-000000000001', 'Default', 'default', 0, '');

CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY CHECK (length(key) > 0),
    value TEXT NOT NULL
);

CREATE TABLE analysis_jobs (
    id            TEXT NOT NULL PRIMARY KEY,
    parent_id     TEXT REFERENCES analysis_jobs(id) ON DELETE SET NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('single', 'watchlist', 'bulk')),
    description   TEXT NOT NULL DEFAULT '',
    status        TEXT NOT NULL CHECK (status IN ('queued', 'running', 'paused', 'interrupted', 'completed',
                      'cancelled', 'failed')),
    strategy_id   TEXT NOT NULL,
    strategy_name TEXT NOT NULL,
    as_of         BIGINT,
    config        TEXT NOT NULL,
    request_hash  TEXT CHECK (request_hash IS NULL OR length(request_hash) > 0),
    total         BIGINT NOT NULL CHECK (total >= 0),
    succeeded     BIGINT NOT NULL DEFAULT 0 CHECK (succeeded >= 0),
    failed        BIGINT NOT NULL DEFAULT 0 CHECK (failed >= 0),
    cancelled     BIGINT NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
    owner         TEXT NOT NULL DEFAULT '',
    created_at    BIGINT NOT NULL,
    started_at    BIGINT,
    finished_at   BIGINT,
    error_code    TEXT,
    error_message TEXT,
    CHECK (succeeded + failed + cancelled <= total)
);

CREATE UNIQUE INDEX analysis_jobs_active_request ON analysis_jobs (request_hash)
    WHERE request_hash IS NOT NULL AND status IN ('queued', 'running', 'paused');

CREATE INDEX analysis_jobs_newest ON analysis_jobs (created_at, id);

CREATE INDEX analysis_jobs_status ON analysis_jobs (status, created_at);

CREATE INDEX analysis_jobs_parent ON analysis_jobs (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE analysis_results (
    id                 TEXT NOT NULL PRIMARY KEY,
    job_id             TEXT NOT NULL REFERENCES analysis_jobs(id) ON DELETE CASCADE,
    ticker             TEXT NOT NULL,
    symbol             TEXT NOT NULL,
    name               TEXT NOT NULL,
    strategy_id        TEXT NOT NULL,
    strategy_name      TEXT NOT NULL,
    data_source        TEXT NOT NULL CHECK (data_source IN ('demo', 'csv', 'stored', 'yahoo', 'nse')),
    is_demo            BIGINT NOT NULL CHECK (is_demo IN (0, 1)),
    analyzed_at        BIGINT NOT NULL,
    engine_version     TEXT NOT NULL,
    rules_version      BIGINT NOT NULL,
    verdict            TEXT NOT NULL CHECK (verdict IN ('Strong Sell', 'Sell', 'Hold', 'Buy', 'Strong Buy',
                           'No verdict')),
    signal             TEXT NOT NULL CHECK (signal IN ('', 'BUY', 'SELL', 'HOLD')),
    score              DOUBLE PRECISION CHECK (score BETWEEN -1.000001 AND 1.000001),
    evidence           DOUBLE PRECISION CHECK (evidence BETWEEN 0 AND 1.000001),
    grade              TEXT NOT NULL CHECK (grade IN ('A', 'B', 'C', 'D', 'F')),
    bars               BIGINT NOT NULL CHECK (bars >= 0),
    first_bar          BIGINT,
    last_bar           BIGINT,
    close              DOUBLE PRECISION,
    plan_status        TEXT NOT NULL CHECK (plan_status IN ('none', 'ok', 'rejected_rr', 'tick_too_coarse',
                           'size_zero')),
    plan_is_short      BIGINT CHECK (plan_is_short IN (0, 1)),
    entry              DOUBLE PRECISION,
    stop               DOUBLE PRECISION,
    target             DOUBLE PRECISION,
    tick               DOUBLE PRECISION,
    reward_risk        DOUBLE PRECISION,
    shares             DOUBLE PRECISION,
    capital_required   DOUBLE PRECISION,
    value_at_risk      DOUBLE PRECISION,
    reward             DOUBLE PRECISION,
    size_bound         TEXT CHECK (size_bound IN ('risk', 'position')),
    traded_value_share DOUBLE PRECISION,
    details            TEXT NOT NULL
);

CREATE INDEX analysis_results_newest ON analysis_results (analyzed_at, ticker);

CREATE INDEX analysis_results_ticker ON analysis_results (ticker, analyzed_at);

CREATE INDEX analysis_results_strategy ON analysis_results (strategy_id, analyzed_at, ticker);

CREATE INDEX analysis_results_job ON analysis_results (job_id);

CREATE TABLE latest_results (
    ticker      TEXT NOT NULL,
    strategy_id TEXT NOT NULL,
    is_demo     BIGINT NOT NULL CHECK (is_demo IN (0, 1)),
    analyzed_at BIGINT NOT NULL,
    result_id   TEXT NOT NULL REFERENCES analysis_results(id) ON DELETE CASCADE,
    PRIMARY KEY (ticker, strategy_id, is_demo)
);

CREATE INDEX latest_results_result ON latest_results (result_id);

CREATE TABLE analysis_job_items (
    job_id        TEXT NOT NULL REFERENCES analysis_jobs(id) ON DELETE CASCADE,
    sequence      BIGINT NOT NULL,
    ticker        TEXT NOT NULL,
    status        TEXT NOT NULL CHECK (status IN ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
    attempts      BIGINT NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    started_at    BIGINT,
    finished_at   BIGINT,
    error_code    TEXT,
    error_message TEXT,
    result_id     TEXT REFERENCES analysis_results(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (job_id, sequence),
    UNIQUE (job_id, ticker)
);

CREATE INDEX analysis_job_items_status ON analysis_job_items (job_id, status, sequence);

CREATE INDEX analysis_job_items_result ON analysis_job_items (result_id) WHERE result_id IS NOT NULL;
