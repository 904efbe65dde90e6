-- A call has one window or several, in order; the only one of before becomes the first.
CREATE TABLE call_windows (
    call_id TEXT NOT NULL REFERENCES calls (id),
    position INTEGER NOT NULL,
    opens_on DATE NOT NULL,
    closes_on DATE NOT NULL,
    closes_at TEXT,
    PRIMARY KEY (call_id, position)
);
INSERT INTO call_windows (call_id, position, opens_on, closes_on, closes_at)
    SELECT id, 0, opens_on, closes_on, closes_at FROM calls;
ALTER TABLE calls DROP COLUMN opens_on;
ALTER TABLE calls DROP COLUMN closes_on;
ALTER TABLE calls DROP COLUMN closes_at;

-- More time for one partner. Never deleted: what was granted and what was taken back are published.
CREATE TABLE extensions (
    id TEXT PRIMARY KEY NOT NULL,
    call_id TEXT NOT NULL REFERENCES calls (id),
    partner_id TEXT NOT NULL REFERENCES partners (id),
    until_on DATE NOT NULL,
    until_at TEXT,
    reason TEXT NOT NULL,
    granted_by TEXT NOT NULL REFERENCES users (id),
    granted_at TIMESTAMP NOT NULL,
    revoked_by TEXT REFERENCES users (id),
    revoked_at TIMESTAMP,
    revocation_reason TEXT,
    version INTEGER NOT NULL
);
CREATE INDEX extensions_call ON extensions (call_id, id);
CREATE INDEX extensions_partner ON extensions (partner_id);

-- What to correct in each section, as JSON.
ALTER TABLE projects ADD COLUMN correction_comments TEXT;
-- How often the fiche was filed: above one, a correction came back.
ALTER TABLE projects ADD COLUMN filings INTEGER NOT NULL DEFAULT 0;
UPDATE projects SET filings = (SELECT count(*) FROM submissions WHERE submissions.project_id = projects.id);
