-- Mails are written in the transaction of what causes them and sent by a worker of any process.
CREATE TABLE emails (
    id TEXT PRIMARY KEY NOT NULL,
    -- Why the mail exists, with its recipient: one cause writes one mail.
    cause TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    -- None: of the instance.
    programme_id TEXT REFERENCES programmes (id),
    call_id TEXT REFERENCES calls (id),
    -- Without a key: a draft can be removed, its mails stay.
    project_id TEXT,
    recipient TEXT NOT NULL,
    recipient_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    body_text TEXT NOT NULL,
    body_html TEXT NOT NULL,
    -- What stands for the mark in the link, until the mail is sent.
    secret TEXT,
    message_id TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    last_error TEXT,
    next_attempt_at TIMESTAMP NOT NULL,
    give_up_at TIMESTAMP NOT NULL,
    -- From then on the mail says nothing that is still true.
    expires_at TIMESTAMP,
    claim TEXT,
    claimed_until TIMESTAMP,
    version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    sent_at TIMESTAMP
);
CREATE INDEX emails_due ON emails (state, next_attempt_at);
CREATE INDEX emails_programme ON emails (programme_id, id);
CREATE INDEX emails_recipient ON emails (recipient);
CREATE INDEX emails_project ON emails (project_id);

-- Texts of a programme that replace the defaults; null: the default again.
CREATE TABLE email_templates (
    programme_id TEXT NOT NULL REFERENCES programmes (id),
    kind TEXT NOT NULL,
    subject TEXT,
    body_text TEXT,
    body_html TEXT,
    version INTEGER NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (programme_id, kind)
);

-- Work that one process at a time does, and when it was last done.
CREATE TABLE turns (
    name TEXT PRIMARY KEY NOT NULL,
    at TIMESTAMP NOT NULL
);
INSERT INTO turns (name, at) VALUES ('reminders', '2000-01-01 00:00:00');

CREATE TABLE password_resets (
    token_hash TEXT PRIMARY KEY NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);
CREATE INDEX password_resets_user ON password_resets (user_id);
