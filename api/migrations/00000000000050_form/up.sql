-- The version of the chart of accounts that a call's budgets are written on.
ALTER TABLE calls ADD COLUMN chart TEXT NOT NULL DEFAULT 'cerfa-12156-06';

ALTER TABLE partners ADD COLUMN representative_role TEXT;
ALTER TABLE partners ADD COLUMN contact_name TEXT;

-- What a partner of the programme is said to bring to the project of another, and what it answered. An answer is to the
-- words that stand beside it: when these change, it is pending again.
CREATE TABLE contributions (
    project_id TEXT NOT NULL REFERENCES projects (id),
    partner_id TEXT NOT NULL REFERENCES partners (id),
    role TEXT NOT NULL,
    contributes TEXT NOT NULL,
    -- JSON list of kinds.
    brings TEXT NOT NULL,
    state TEXT NOT NULL,
    word TEXT NOT NULL,
    answered_by TEXT REFERENCES users (id),
    answered_at TIMESTAMP,
    version INTEGER NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (project_id, partner_id)
);
CREATE INDEX contributions_partner ON contributions (partner_id, project_id);
