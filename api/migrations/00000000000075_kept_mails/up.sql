-- Since when the words of a mail are gone; that it was written, to whom and when, is kept.
ALTER TABLE emails ADD COLUMN purged_at TIMESTAMP;
CREATE INDEX emails_updated_at ON emails (updated_at);
INSERT INTO turns (name, at) VALUES ('purge', '2000-01-01 00:00:00');
