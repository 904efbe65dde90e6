ALTER TABLE projects DROP COLUMN filings;
ALTER TABLE projects DROP COLUMN correction_comments;
DROP TABLE extensions;
-- Of several windows, the span from the first to the last.
ALTER TABLE calls ADD COLUMN opens_on DATE NOT NULL DEFAULT '1970-01-01';
ALTER TABLE calls ADD COLUMN closes_on DATE NOT NULL DEFAULT '1970-01-01';
ALTER TABLE calls ADD COLUMN closes_at TEXT;
UPDATE calls SET
    opens_on = (SELECT min(opens_on) FROM call_windows WHERE call_id = calls.id),
    closes_on = (SELECT max(closes_on) FROM call_windows WHERE call_id = calls.id),
    closes_at = (SELECT w.closes_at FROM call_windows w WHERE w.call_id = calls.id ORDER BY w.position DESC LIMIT 1);
DROP TABLE call_windows;
