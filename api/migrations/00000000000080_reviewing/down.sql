DELETE FROM stated_conflicts WHERE lifted_at IS NOT NULL;
ALTER TABLE stated_conflicts DROP COLUMN lifting_reason;
ALTER TABLE stated_conflicts DROP COLUMN lifted_by;
ALTER TABLE stated_conflicts DROP COLUMN lifted_at;
DROP TABLE review_reopenings;
ALTER TABLE calls DROP COLUMN reviews_due_on;
ALTER TABLE criteria DROP COLUMN score_labels;
ALTER TABLE criteria DROP COLUMN counts;
