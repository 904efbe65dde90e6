-- A criterion that does not count is scored for the discussion only; each score has its words, from 0 to 5, as JSON.
ALTER TABLE criteria ADD COLUMN counts BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE criteria ADD COLUMN score_labels TEXT NOT NULL
    DEFAULT '["Absent","Très insuffisant","Insuffisant","Correct","Bon","Excellent"]';

-- Last day for reviews, included; none: until the decisions are published.
ALTER TABLE calls ADD COLUMN reviews_due_on DATE;

-- More time for one reviewer on one project. Never changed: the last one says until when.
CREATE TABLE review_reopenings (
    id TEXT PRIMARY KEY NOT NULL,
    assignment_id TEXT NOT NULL REFERENCES assignments (id) ON DELETE CASCADE,
    due_on DATE NOT NULL,
    reason TEXT NOT NULL,
    reopened_by TEXT NOT NULL REFERENCES users (id),
    reopened_at TIMESTAMP NOT NULL
);
CREATE INDEX review_reopenings_assignment ON review_reopenings (assignment_id, id);

-- A stated conflict that was lifted stays, with who lifted it and why.
ALTER TABLE stated_conflicts ADD COLUMN lifted_at TIMESTAMP;
ALTER TABLE stated_conflicts ADD COLUMN lifted_by TEXT REFERENCES users (id);
ALTER TABLE stated_conflicts ADD COLUMN lifting_reason TEXT;
