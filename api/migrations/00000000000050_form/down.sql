DROP TABLE contributions;
ALTER TABLE partners DROP COLUMN contact_name;
ALTER TABLE partners DROP COLUMN representative_role;
ALTER TABLE calls DROP COLUMN chart;
