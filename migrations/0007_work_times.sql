-- min_compatible: 7
-- How long a job was worked on, without the time in which nobody did: `worked_ms` grows with each stored chunk and when
-- the job leaves `running`, `running_since` is where it goes on counting, NULL while the job does not run. NULL in
-- `worked_ms`: a program before this step ran it, and from start to end may count days in which it stood still.

ALTER TABLE analysis_jobs ADD COLUMN worked_ms BIGINT CHECK (worked_ms IS NULL OR worked_ms >= 0);

ALTER TABLE analysis_jobs ADD COLUMN running_since BIGINT;
