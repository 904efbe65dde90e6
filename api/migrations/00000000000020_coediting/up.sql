-- Writing a fiche together: a version for each section, who is in it now, and people of other organisations.

-- A section that was not changed since the project was started has no row: it is at version 1.
CREATE TABLE section_versions (
    project_id TEXT NOT NULL REFERENCES projects (id),
    section TEXT NOT NULL,
    version INTEGER NOT NULL,
    -- None: put back by the coordination.
    updated_by TEXT REFERENCES users (id),
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (project_id, section)
);

-- Who has a draft open. A row that is not renewed means nothing after less than a minute.
CREATE TABLE presences (
    project_id TEXT NOT NULL REFERENCES projects (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    section TEXT,
    since TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (project_id, user_id)
);

-- People who write or read a fiche without belonging to its lead organisation. Without user_id: invited.
CREATE TABLE collaborators (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    user_id TEXT REFERENCES users (id),
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    invited_by TEXT NOT NULL REFERENCES users (id),
    version INTEGER NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    accepted_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (project_id, email)
);
CREATE INDEX collaborators_user ON collaborators (user_id, project_id);

-- Who is in charge of a fiche, once it was handed over; before, whoever started it.
CREATE TABLE project_leads (
    project_id TEXT PRIMARY KEY NOT NULL REFERENCES projects (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    since TIMESTAMP NOT NULL
);
CREATE INDEX project_leads_user ON project_leads (user_id);
