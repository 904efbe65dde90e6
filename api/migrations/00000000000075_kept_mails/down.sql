DELETE FROM turns WHERE name = 'purge';
DROP INDEX emails_updated_at;
ALTER TABLE emails DROP COLUMN purged_at;
