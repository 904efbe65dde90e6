-- Rises with what happens in a committee's session: live views compare it.
INSERT INTO data_versions (name, value) VALUES ('committee', 1);

-- The session of a call. One that nobody prepared has no row: it is planned, at version 1.
CREATE TABLE committee_sessions (
    call_id TEXT PRIMARY KEY NOT NULL REFERENCES calls (id),
    status TEXT NOT NULL,
    place TEXT NOT NULL,
    quorum_percent INTEGER NOT NULL,
    current_project_id TEXT REFERENCES projects (id),
    opened_at TIMESTAMP,
    closed_at TIMESTAMP,
    version INTEGER NOT NULL
);

-- The chair's own order; projects that it does not name come after.
CREATE TABLE session_agenda (
    call_id TEXT NOT NULL REFERENCES calls (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (call_id, project_id)
);

-- Who came, for which institution, and until when. Who has no account has a name only.
CREATE TABLE session_attendance (
    id TEXT PRIMARY KEY NOT NULL,
    call_id TEXT NOT NULL REFERENCES calls (id),
    user_id TEXT REFERENCES users (id),
    name TEXT NOT NULL,
    institution_id TEXT REFERENCES partners (id),
    arrived_at TIMESTAMP NOT NULL,
    left_at TIMESTAMP
);
CREATE INDEX session_attendance_call ON session_attendance (call_id, id);

-- How the committee voted; all three or none.
ALTER TABLE decisions ADD COLUMN votes_in_favour INTEGER;
ALTER TABLE decisions ADD COLUMN votes_against INTEGER;
ALTER TABLE decisions ADD COLUMN votes_abstained INTEGER;
-- Place on the reserve list, from 1; of a waitlisted project only.
ALTER TABLE decisions ADD COLUMN reserve_rank INTEGER;

-- What became of a reservation. People without REFERENCES: SQLite could not drop such a column again.
ALTER TABLE decision_reservations ADD COLUMN proof TEXT;
ALTER TABLE decision_reservations ADD COLUMN proof_by TEXT;
ALTER TABLE decision_reservations ADD COLUMN proof_at TIMESTAMP;
ALTER TABLE decision_reservations ADD COLUMN lift_note TEXT;
ALTER TABLE decision_reservations ADD COLUMN lifted_by TEXT;
ALTER TABLE decision_reservations ADD COLUMN lifted_at TIMESTAMP;
ALTER TABLE decision_reservations ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- What the applicant reads of the reviews, as the coordinator wrote it; publication writes those that nobody touched.
CREATE TABLE feedbacks (
    project_id TEXT PRIMARY KEY NOT NULL REFERENCES projects (id),
    text TEXT NOT NULL,
    version INTEGER NOT NULL
);
