-- One portable schema for SQLite and PostgreSQL. Ids are UUIDv7 as text, money is integer cents,
-- enums are text, times are UTC without zone, and every row that a client can change has a version.

-- Counters that tell every process which of its caches are out of date.
CREATE TABLE data_versions (
    name TEXT PRIMARY KEY NOT NULL,
    value BIGINT NOT NULL
);
INSERT INTO data_versions (name, value) VALUES ('auth', 1);
INSERT INTO data_versions (name, value) VALUES ('catalogue', 1);
INSERT INTO data_versions (name, value) VALUES ('projects', 1);

CREATE TABLE programmes (
    id TEXT PRIMARY KEY NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    audience TEXT NOT NULL,
    insee_commune TEXT,
    label_starts_on DATE,
    label_ends_on DATE,
    state_funding_cents BIGINT,
    contact TEXT NOT NULL,
    axes TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE TABLE objectives (
    id TEXT PRIMARY KEY NOT NULL,
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    detail TEXT NOT NULL,
    axis TEXT,
    version INTEGER NOT NULL,
    UNIQUE (programme_id, code)
);

CREATE TABLE districts (
    id TEXT PRIMARY KEY NOT NULL,
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT,
    geography_year INTEGER,
    version INTEGER NOT NULL,
    UNIQUE (programme_id, name)
);

CREATE TABLE partners (
    id TEXT PRIMARY KEY NOT NULL,
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    siret TEXT,
    siren TEXT,
    rna TEXT,
    uai TEXT,
    description TEXT NOT NULL,
    website TEXT,
    address TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    representative TEXT,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX partners_programme ON partners (programme_id);

CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);

CREATE TABLE memberships (
    id TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    programme_id TEXT REFERENCES programmes (id),
    partner_id TEXT REFERENCES partners (id),
    partner_role TEXT,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX memberships_user ON memberships (user_id);
CREATE INDEX memberships_programme ON memberships (programme_id, role);
CREATE INDEX memberships_partner ON memberships (partner_id);

CREATE TABLE invitations (
    id TEXT PRIMARY KEY NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    programme_id TEXT REFERENCES programmes (id),
    partner_id TEXT REFERENCES partners (id),
    partner_role TEXT,
    token_hash TEXT NOT NULL UNIQUE,
    invited_by TEXT NOT NULL REFERENCES users (id),
    version INTEGER NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    accepted_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX invitations_programme ON invitations (programme_id);

-- A session is a family of refresh tokens: one of them used twice ends it.
CREATE TABLE sessions (
    id TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    user_agent TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE refresh_tokens (
    hash TEXT PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    created_at TIMESTAMP NOT NULL,
    replaced_at TIMESTAMP
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE calls (
    id TEXT PRIMARY KEY NOT NULL,
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    aim TEXT NOT NULL,
    description TEXT NOT NULL,
    deliverable TEXT NOT NULL,
    opens_on DATE NOT NULL,
    closes_on DATE NOT NULL,
    closes_at TEXT,
    selection_on DATE,
    who_may_apply TEXT NOT NULL,
    reviewers_per_project INTEGER NOT NULL,
    published_at TIMESTAMP,
    closed_at TIMESTAMP,
    decisions_published_at TIMESTAMP,
    -- Rises with each change of a decision: a signature holds the number it signed.
    decisions_version INTEGER NOT NULL,
    -- Last number given to a submitted project.
    last_number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    UNIQUE (programme_id, slug)
);

CREATE TABLE criteria (
    id TEXT PRIMARY KEY NOT NULL,
    call_id TEXT NOT NULL REFERENCES calls (id),
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    help TEXT NOT NULL,
    weight INTEGER NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (call_id, code)
);

CREATE TABLE envelopes (
    call_id TEXT NOT NULL REFERENCES calls (id),
    funder_id TEXT NOT NULL REFERENCES partners (id),
    amount_cents BIGINT NOT NULL,
    PRIMARY KEY (call_id, funder_id)
);

CREATE TABLE projects (
    id TEXT PRIMARY KEY NOT NULL,
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    call_id TEXT NOT NULL REFERENCES calls (id),
    partner_id TEXT NOT NULL REFERENCES partners (id),
    number TEXT,
    status TEXT NOT NULL,
    -- A provisional decision exists. Beside the status, so that no reader outside the committee can tell.
    decided BOOLEAN NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    requested_cents BIGINT NOT NULL,
    -- Normalised for sorting and searching: case, accents and inflections removed.
    title_sort TEXT NOT NULL,
    title_search TEXT NOT NULL,
    search TEXT NOT NULL,
    correction_reason TEXT,
    correction_sections TEXT,
    correction_due DATE,
    inadmissible_reason TEXT,
    renewal_of TEXT,
    version INTEGER NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    submitted_at TIMESTAMP,
    UNIQUE (call_id, number)
);
CREATE INDEX projects_programme ON projects (programme_id, id);
CREATE INDEX projects_call ON projects (call_id, status);
CREATE INDEX projects_partner ON projects (partner_id, id);
CREATE INDEX projects_status ON projects (status, id);
CREATE INDEX projects_created ON projects (created_at, id);
CREATE INDEX projects_title ON projects (title_sort, id);
CREATE INDEX projects_updated ON projects (updated_at, id);
CREATE INDEX projects_submitted ON projects (submitted_at, id);

-- The form itself, apart so that lists never read it.
CREATE TABLE fiches (
    project_id TEXT PRIMARY KEY NOT NULL REFERENCES projects (id),
    content TEXT NOT NULL
);

CREATE TABLE project_objectives (
    project_id TEXT NOT NULL REFERENCES projects (id),
    objective_id TEXT NOT NULL REFERENCES objectives (id),
    -- 0 is the main objective.
    position INTEGER NOT NULL,
    PRIMARY KEY (project_id, objective_id)
);
CREATE INDEX project_objectives_objective ON project_objectives (objective_id, project_id);

CREATE TABLE project_districts (
    project_id TEXT NOT NULL REFERENCES projects (id),
    district_id TEXT NOT NULL REFERENCES districts (id),
    planned INTEGER NOT NULL,
    PRIMARY KEY (project_id, district_id)
);
CREATE INDEX project_districts_district ON project_districts (district_id, project_id);

-- The partner and money graph that conflicts of interest are found from.
CREATE TABLE project_ties (
    project_id TEXT NOT NULL REFERENCES projects (id),
    partner_id TEXT NOT NULL REFERENCES partners (id),
    kind TEXT NOT NULL,
    PRIMARY KEY (project_id, partner_id, kind)
);
CREATE INDEX project_ties_partner ON project_ties (partner_id, project_id);

CREATE TABLE project_requests (
    project_id TEXT NOT NULL REFERENCES projects (id),
    funder_id TEXT NOT NULL REFERENCES partners (id),
    amount_cents BIGINT NOT NULL,
    PRIMARY KEY (project_id, funder_id)
);

CREATE TABLE submissions (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    position INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    content TEXT NOT NULL,
    submitted_by TEXT NOT NULL REFERENCES users (id),
    submitted_at TIMESTAMP NOT NULL,
    UNIQUE (project_id, position)
);

CREATE TABLE project_events (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    kind TEXT NOT NULL,
    -- Committee work stays with the committee: the applicant does not read it.
    internal BOOLEAN NOT NULL,
    actor_id TEXT REFERENCES users (id),
    detail TEXT NOT NULL,
    at TIMESTAMP NOT NULL
);
CREATE INDEX project_events_project ON project_events (project_id, id);

CREATE TABLE assignments (
    id TEXT PRIMARY KEY NOT NULL,
    call_id TEXT NOT NULL REFERENCES calls (id),
    project_id TEXT NOT NULL REFERENCES projects (id),
    reviewer_id TEXT NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    UNIQUE (project_id, reviewer_id)
);
CREATE INDEX assignments_call ON assignments (call_id, id);
CREATE INDEX assignments_reviewer ON assignments (reviewer_id, project_id);

CREATE TABLE stated_conflicts (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    UNIQUE (project_id, user_id)
);

CREATE TABLE reviews (
    id TEXT PRIMARY KEY NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects (id),
    reviewer_id TEXT NOT NULL REFERENCES users (id),
    status TEXT NOT NULL,
    opinion TEXT,
    message TEXT NOT NULL,
    confidential_note TEXT NOT NULL,
    abstention_reason TEXT,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    submitted_at TIMESTAMP,
    UNIQUE (project_id, reviewer_id)
);
CREATE INDEX reviews_reviewer ON reviews (reviewer_id, id);

CREATE TABLE review_scores (
    review_id TEXT NOT NULL REFERENCES reviews (id),
    criterion_id TEXT NOT NULL REFERENCES criteria (id),
    score INTEGER,
    comment TEXT NOT NULL,
    PRIMARY KEY (review_id, criterion_id)
);

CREATE TABLE decisions (
    id TEXT PRIMARY KEY NOT NULL,
    call_id TEXT NOT NULL REFERENCES calls (id),
    project_id TEXT NOT NULL UNIQUE REFERENCES projects (id),
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL REFERENCES users (id),
    version INTEGER NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX decisions_call ON decisions (call_id, id);

CREATE TABLE decision_amounts (
    decision_id TEXT NOT NULL REFERENCES decisions (id),
    funder_id TEXT NOT NULL REFERENCES partners (id),
    proposed_cents BIGINT,
    voted_cents BIGINT NOT NULL,
    PRIMARY KEY (decision_id, funder_id)
);

CREATE TABLE decision_reservations (
    decision_id TEXT NOT NULL REFERENCES decisions (id),
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    owner TEXT NOT NULL,
    due DATE NOT NULL,
    PRIMARY KEY (decision_id, position)
);

CREATE TABLE signatures (
    call_id TEXT NOT NULL REFERENCES calls (id),
    carrier_id TEXT NOT NULL REFERENCES partners (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    decisions_version INTEGER NOT NULL,
    signed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (call_id, carrier_id)
);

-- Answers to POST requests that carried an Idempotency-Key, kept for 24 hours.
CREATE TABLE idempotent_answers (
    key_hash TEXT PRIMARY KEY NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX idempotent_answers_created ON idempotent_answers (created_at);
