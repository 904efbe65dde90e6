ALTER TABLE decisions DROP COLUMN quorum_present;
ALTER TABLE decisions DROP COLUMN quorum_required;
ALTER TABLE decisions DROP COLUMN quorum_eligible;
DROP TABLE published_minutes;
