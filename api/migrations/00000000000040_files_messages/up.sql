-- A file of a project, or of a partner's profile. Its bytes are in the store of files, under `object`.
CREATE TABLE attachments (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT REFERENCES projects (id),
    partner_id TEXT REFERENCES partners (id),
    object TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    file_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    -- Taken out of the fiche after it was filed: who reads what was filed still reads it.
    removed_at TIMESTAMP,
    CHECK ((project_id IS NULL) <> (partner_id IS NULL))
);
CREATE INDEX attachments_project ON attachments (project_id, id);
CREATE INDEX attachments_partner ON attachments (partner_id, id);

-- What was filed with a fiche, as it was described then.
CREATE TABLE submission_attachments (
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    attachment_id TEXT NOT NULL REFERENCES attachments (id),
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (submission_id, attachment_id)
);
CREATE INDEX submission_attachments_attachment ON submission_attachments (attachment_id);

-- Objects of the store that no attachment holds: being received, or to be removed. What stays here, a process left behind.
CREATE TABLE loose_objects (
    object TEXT PRIMARY KEY NOT NULL,
    since TIMESTAMP NOT NULL
);
CREATE INDEX loose_objects_since ON loose_objects (since);

CREATE TABLE messages (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    author_id TEXT NOT NULL REFERENCES users (id),
    -- `applicant` or `coordination`.
    side TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX messages_project ON messages (project_id, id);

-- Up to which message a person has read.
CREATE TABLE message_marks (
    project_id TEXT NOT NULL REFERENCES projects (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    -- Not a reference: ids sort by time, and this is a place among them.
    read_until TEXT NOT NULL,
    PRIMARY KEY (project_id, user_id)
);

-- A mail that a side will get when it has not read by then: one for all that was written meanwhile.
CREATE TABLE message_notices (
    project_id TEXT NOT NULL REFERENCES projects (id),
    side TEXT NOT NULL,
    due TIMESTAMP NOT NULL,
    PRIMARY KEY (project_id, side)
);
CREATE INDEX message_notices_due ON message_notices (due);
