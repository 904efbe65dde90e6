-- Which attempt at the request holds the key: one that was cut is overtaken by the next, and then writes nothing any more.
ALTER TABLE idempotent_answers ADD COLUMN attempt TEXT NOT NULL DEFAULT '';
