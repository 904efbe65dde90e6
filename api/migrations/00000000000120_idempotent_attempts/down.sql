ALTER TABLE idempotent_answers DROP COLUMN attempt;
