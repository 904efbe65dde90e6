-- The objectives that a reviewer follows: ids of objectives, separated by spaces.
ALTER TABLE memberships ADD COLUMN objectives TEXT NOT NULL DEFAULT '';

-- Scenarios of the committee: what was asked, and what came out, as JSON.
CREATE TABLE simulations (
    id TEXT PRIMARY KEY NOT NULL,
    call_id TEXT NOT NULL REFERENCES calls (id),
    name TEXT NOT NULL,
    terms TEXT NOT NULL,
    result TEXT NOT NULL,
    created_by TEXT NOT NULL REFERENCES users (id),
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL
);
CREATE INDEX simulations_call ON simulations (call_id, id);
CREATE INDEX simulations_created_by ON simulations (created_by);
