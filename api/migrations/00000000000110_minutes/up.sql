-- The minutes as they were when the decisions were published, as JSON: what happens later changes nothing of them.
CREATE TABLE published_minutes (
    call_id TEXT PRIMARY KEY NOT NULL REFERENCES calls (id),
    content TEXT NOT NULL
);

-- The quorum at the moment of a decision that an open session took; all three or none.
ALTER TABLE decisions ADD COLUMN quorum_eligible INTEGER;
ALTER TABLE decisions ADD COLUMN quorum_required INTEGER;
ALTER TABLE decisions ADD COLUMN quorum_present INTEGER;
